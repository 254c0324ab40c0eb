"""Whether an issued paper is still the one that was issued (R-223)."""

from anmulong.base.crypto import keyring
from anmulong.dossiers.models import Paper
from anmulong.dossiers.rules import Values, thawed


def digest_of(paper: Paper, text: str) -> str:
    """The digest of form, version, language, number, code and frozen values, by the store's suite; hexadecimal."""
    parts = (paper.form, str(paper.form_version), paper.language, paper.number, paper.code, text)
    return keyring().suite.digest("\n".join(parts).encode()).hex()


def frozen_values(paper: Paper) -> Values:
    """What stands on the paper; none when the matter was erased."""
    return thawed(paper.content)


def is_genuine(paper: Paper) -> bool:
    """Whether the frozen values still give the digest that was made when the paper was issued."""
    return digest_of(paper, paper.content) == paper.digest

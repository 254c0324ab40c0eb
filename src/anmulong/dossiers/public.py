"""The door of papers. Cases are read in scope by the caller.

paper.issue Issued · paper.void PaperVoided (both on the case)

possible_papers(case) -> [Possible] in the order of the file; values_of(case, possible) -> what would stand on it
issued_papers(case) -> [Paper], replaced and void ones too; standing_paper(case, possible) -> Paper | None
frozen_values(paper) -> what stands on an issued paper; is_genuine(paper): whether its digest still fits
"""

from anmulong.dossiers.actions.issuing import Issued, PaperVoided
from anmulong.dossiers.models import Paper
from anmulong.dossiers.queries.papers import issued_papers, possible_papers, standing_paper, values_of
from anmulong.dossiers.queries.proof import digest_of, frozen_values, is_genuine
from anmulong.dossiers.rules import FORM_VERSION, Possible, Values


__all__ = [
    "FORM_VERSION",
    "Issued",
    "Paper",
    "PaperVoided",
    "Possible",
    "Values",
    "digest_of",
    "frozen_values",
    "is_genuine",
    "issued_papers",
    "possible_papers",
    "standing_paper",
    "values_of",
]

"""The key of whoever holds the backups: its private half is kept apart from the machine, its public half lies there.

With the public half alone anybody can make a backup and nobody can read one, so the worker needs no secret. The
private half is one line of letters and digits that can be printed and typed again.
"""

import base64
from dataclasses import dataclass, field
from pathlib import Path

from anmulong.kernel.cipher.suite import CipherError, Suite
from anmulong.kernel.cipher.suites import suite
from anmulong.kernel.errors import Invalid, NotFound
from anmulong.kernel.wording import noop


PRIVATE, PUBLIC = "ANMULONG-BACKUP-KEY", "ANMULONG-BACKUP-PUBLIC"
GROUP = 5
_CHECK_BYTES = 4


@dataclass(frozen=True)
class HolderPublic:
    """The half that seals; `key_id` names the pair."""

    suite_code: str
    public: bytes

    @property
    def suite(self) -> Suite:
        """The cipher suite of the pair."""
        return suite(self.suite_code)

    @property
    def key_id(self) -> str:
        """Eight letters and digits that name the pair, printed on every backup made for it."""
        return self.suite.digest(b"anmulong/holder" + self.public)[:4].hex()

    def text(self) -> str:
        """One line for a file."""
        return _written(PUBLIC, self.suite, self.public)


@dataclass(frozen=True)
class HolderKey:
    """The half that opens; not shown when printed."""

    suite_code: str
    private: bytes = field(repr=False)

    @property
    def public(self) -> HolderPublic:
        """The other half."""
        return HolderPublic(self.suite_code, suite(self.suite_code).holder_public(self.private))

    def text(self) -> str:
        """One line for a file or for paper."""
        return _written(PRIVATE, suite(self.suite_code), self.private)


def new_holder_key(suite_code: str) -> HolderKey:
    """A fresh pair."""
    return HolderKey(suite_code, suite(suite_code).holder_key_new())


def read_holder_key(path: Path) -> HolderKey:
    """The private half from its file or from what was typed after a print. Raises ``NotFound``, ``Invalid``."""
    return HolderKey(*_read(path, PRIVATE))


def read_holder_public(path: Path) -> HolderPublic:
    """The public half from its file. Raises ``NotFound``, ``Invalid``."""
    return HolderPublic(*_read(path, PUBLIC))


def _written(word: str, chosen: Suite, key: bytes) -> str:
    checked = key + chosen.digest(word.encode() + key)[:_CHECK_BYTES]
    letters = base64.b32encode(checked).decode("ascii").rstrip("=")
    groups = "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
    return f"{word} {chosen.code} {groups}\n"


def _read(path: Path, word: str) -> tuple[str, bytes]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError):
        raise NotFound(
            "backup-key-missing", noop("There is no backup key at %(path)s."), params={"path": str(path)}
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path) from None
    line = next((line.split() for line in lines if line.startswith(f"{word} ")), None)
    if line is None or len(line) < 3:
        raise _unreadable(path)
    try:
        chosen = suite(line[1])
        letters = "".join(line[2:]).replace("-", "").upper()
        checked = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (ValueError, CipherError):
        raise _unreadable(path) from None
    key, check = checked[:-_CHECK_BYTES], checked[-_CHECK_BYTES:]
    if chosen.digest(word.encode() + key)[:_CHECK_BYTES] != check:
        raise _unreadable(path)
    return chosen.code, key


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        "backup-key-unreadable",
        noop("%(path)s is not a whole backup key: a letter is wrong or missing, or it is another file."),
        way_out=noop("Compare it with the printed copy, or take another copy of the key."),
        params={"path": str(path)},
    )

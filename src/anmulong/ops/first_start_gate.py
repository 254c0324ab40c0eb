"""Who may do the first start of the real store: whoever sits at the computer and reads the code on its console (O-5).

The code lies in a file that only the owner of the store reads; while the file is there, the first start is not done.
"""

import contextlib
import hmac
import logging
import os
from ipaddress import ip_address
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from anmulong.access.public import in_role
from anmulong.journal.public import identity
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import check_public_code, public_code


log = logging.getLogger(__name__)
_done: set[Path] = set()
_told: set[Path] = set()


def code_path() -> Path:
    """Where the one-time code lies."""
    return Path(settings.STORE_FOLDER) / "first-start-code"


def has_administrator() -> bool:
    """Whether somebody can open accounts already."""
    store = identity()
    return store is not None and bool(in_role(store.county, "security_admin"))


def is_open() -> bool:
    """Whether this is a real store whose first start is not done; once done it never opens again."""
    folder = Path(settings.STORE_FOLDER)
    if settings.STORE != "real" or folder in _done:
        return False
    if code_path().exists() or not has_administrator():
        return True
    _done.add(folder)
    return False


def announce() -> None:
    """Print the code on the console, once for each start of the server."""
    folder = Path(settings.STORE_FOLDER)
    code = read_or_make_code()
    if folder not in _told:
        _told.add(folder)
        log.warning(_("First start: open the page on this computer and type the one-time code %s"), code)


def read_or_make_code() -> str:
    """The code; the first who asks makes it, and two at once agree on one."""
    path = code_path()
    if not path.exists():
        # A name of its own for each draft: two threads ask at once, and a shared one was linked half-written.
        handle, draft = mkstemp(prefix=f"{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(public_code())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()


def is_right_code(typed: str) -> bool:
    """Whether this is the code on the console, however it was typed."""
    try:
        folded = check_public_code(typed)
    except Invalid:
        return False
    return hmac.compare_digest(folded.encode(), read_or_make_code().encode())


def close() -> None:
    """The first start is done."""
    code_path().unlink(missing_ok=True)


def is_at_the_computer(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

"""The signing secret of sessions and forms: made once per store, kept in a file only its owner can read."""

import contextlib
import os
import secrets
from pathlib import Path


def read_or_make(file: Path) -> str:
    """The secret in `file`; the first start makes it with mode 600, and two first starts at once agree on one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)  # a whole file or none: nobody reads half a secret
        draft.unlink()
    return file.read_text(encoding="ascii").strip()

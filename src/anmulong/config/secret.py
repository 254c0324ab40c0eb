"""The signing secret of sessions and forms: made once per store, kept in a file only its owner can read."""

import os
import secrets
from pathlib import Path


def read_or_make(file: Path) -> str:
    """The secret in `file`; the first start makes it with mode 600, and two first starts at once agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        secret = secrets.token_urlsafe(64)
        stream.write(secret)
    return secret

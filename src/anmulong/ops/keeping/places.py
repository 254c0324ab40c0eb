"""Where backups lie, for which key they are made, and that only one is made at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from anmulong.kernel.cipher.holder import HolderKey, HolderPublic, new_holder_key, read_holder_public
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Conflict, Invalid, NotFound, Refused
from anmulong.kernel.wording import noop


SUFFIX = ".backup"
UNFINISHED = ".part"
PRINT_IT = """# 安睦隆备份密钥（私钥）。请存入 U 盘并打印，与备份分开保管；丢失后任何备份都无法打开。
# The private half of the backup key. Keep it on a stick and on paper, apart from the backups;
# without it no backup can be opened.
"""


def backup_folder() -> Path:
    """The folder of the finished backups."""
    return Path(settings.BACKUP_FOLDER)


def public_path() -> Path:
    """Where the half of the backup key lies that seals."""
    return Path(settings.STORE_FOLDER) / "backup-key.public"


def holder() -> HolderPublic:
    """For whom backups are sealed. Raises ``NotFound`` with the way to make a key."""
    try:
        return read_holder_public(public_path())
    except NotFound:
        raise NotFound(
            "no-backup-key",
            noop("There is no backup key yet, so no backup can be sealed."),
            way_out=noop("Make one, on a stick: ./anmulong backup --new-key FILE"),
        ) from None


def make_key(path: Path) -> HolderKey:
    """Write a new private half to ``path``, which lies outside this installation, and its public half into the store.

    Raises ``Conflict`` when something lies there, ``Refused`` for a place that would be lost together with the store.
    """
    target = path.expanduser().resolve()
    for folder in (Path(settings.HOME_FOLDER), backup_folder()):
        if target.is_relative_to(folder.resolve()):
            raise Refused(
                "key-beside-data",
                noop("The private key must not lie beside what it opens (%(folder)s)."),
                way_out=noop("Name a file on a stick or in another place."),
                params={"folder": str(folder)},
            )
    if target.exists():
        raise Conflict("key-exists", noop("%(path)s exists already and is not replaced."), params={"path": str(target)})
    key = new_holder_key(settings.CIPHER_SUITE)
    _write(target, PRINT_IT + key.text())
    _write(public_path(), key.public.text())
    return key


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def new_path(moment: datetime) -> Path:
    """The place of a backup made at a moment."""
    stamp = moment.astimezone(LOCAL).strftime("%Y%m%d-%H%M%S-%f")[:-3]
    return backup_folder() / f"anmulong-{settings.STORE}-{stamp}{SUFFIX}"


def finished() -> list[Path]:
    """The backups of this store in the folder, the newest first."""
    try:
        return sorted(backup_folder().glob(f"anmulong-{settings.STORE}-*{SUFFIX}"), reverse=True)
    except OSError:
        return []


def sidecar(backup: Path) -> Path:
    """The digests of a backup, in clear and without personal data, beside it."""
    return backup.with_name(f"{backup.name}.digests.json")


def files_folder() -> Path:
    """Where the stored files lie. Raises ``Invalid`` for a storage that is no folder."""
    try:
        return Path(default_storage.path(""))
    except NotImplementedError:
        raise Invalid(
            "files-elsewhere",
            noop("The stored files do not lie in a folder of this machine."),
            way_out=noop("Back them up where they lie."),
        ) from None


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two backups at once would only slow each other; the second one is told."""
    folder = Path(settings.STORE_FOLDER)
    with (folder / "backing-up").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Conflict(
                "backup-running",
                noop("A backup of this store is being made just now."),
                way_out=noop("Wait until it has ended."),
            ) from None
        yield

"""Bring a backup back into an empty place, on whichever engine: all of it or nothing, then proven by the journal."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from anmulong.base.copying import applied_migrations, columns_of, has_rows, reset_numbers, write_rows
from anmulong.base.sql import renew_statistics
from anmulong.journal.public import key_path
from anmulong.kernel.cipher.archive import ArchiveReader, Begun, Content, Part
from anmulong.kernel.errors import Conflict, Invalid, NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.ops.keeping.places import files_folder
from anmulong.ops.keeping.taking import FILE, KEYS, Progress, silent, tables


Opener = Callable[[ArchiveReader], ArchiveReader]


@dataclass
class PutBack:
    """How much came back, and from what."""

    header: dict[str, Any]
    rows: int = 0
    files: int = 0
    seconds: float = 0.0


@contextmanager
def opened(path: Path, opener: Opener) -> Iterator[ArchiveReader]:
    """A backup opened with a key. Raises ``NotFound``, ``Invalid``, ``Refused``."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotFound(
            "no-such-backup",
            noop("The backup %(path)s cannot be read (%(reason)s)."),
            params={"path": str(path), "reason": error.strerror or str(error)},
        ) from error
    with file:
        yield opener(ArchiveReader(file))


def read_through(path: Path, opener: Opener, progress: Progress = silent) -> dict[str, Any]:
    """Open every frame of a backup and compare its digests, writing nothing; gives its header and manifest."""
    size = path.stat().st_size if path.exists() else 0
    with opened(path, opener) as reader:
        for event in reader.events():
            if isinstance(event, Begun):
                progress(event.name.partition(" ")[2] or event.name, reader.place, size)
        return {**reader.header, **reader.manifest}


def put_back(path: Path, opener: Opener, progress: Progress = silent) -> PutBack:
    """Restore into this store, which must be empty. Raises ``DomainError``; then the place is as empty as before."""
    watch = time.monotonic()
    with opened(path, opener) as reader:
        _check_fits(reader.header)
        _check_empty()
        back = PutBack(reader.header)
        landing = _Landing(back, progress)
        try:
            with transaction.atomic():
                for event in reader.events():
                    landing.take(event)
                landing.close()
        except BaseException:
            landing.undo()
            raise
    renew_statistics()
    back.seconds = round(time.monotonic() - watch, 1)
    return back


def _check_fits(header: dict[str, Any]) -> None:
    if header.get("store") != settings.STORE:
        raise Refused(
            "backup-other-store",
            noop("This is a backup of the store “%(theirs)s”; here is the store “%(ours)s” (O-5)."),
            way_out=noop("Restore the real store with --real, the demonstration without it."),
            params={"theirs": str(header.get("store")), "ours": settings.STORE},
        )
    ours, theirs = set(applied_migrations()), set(header.get("migrations", ()))
    if ours == theirs:
        return
    newer = theirs - ours
    raise Refused(
        "backup-other-version",
        noop("This backup was made by version %(theirs)s of the program, whose tables differ."),
        way_out=noop("Upgrade this program first, then restore.")
        if newer
        else noop("Restore it with version %(theirs)s of the program, then upgrade."),
        params={"theirs": str(header.get("program"))},
    )


def _check_empty() -> None:
    stored = (path for path in files_folder().rglob("*") if path.is_file())
    if any(has_rows(model) for model in tables()) or any(stored):
        raise Conflict(
            "place-not-empty",
            noop("This store is not empty; a backup is brought back into an empty place only."),
            way_out=noop("Name an empty folder in ANMULONG_HOME, or an empty database in DATABASE_URL."),
        )


@dataclass
class _Landing:
    """Where the parts of an archive go."""

    back: PutBack
    progress: Progress
    _model: type[Model] | None = None
    _file: BinaryIO | None = None
    _keys: bytearray | None = None
    _rest: bytes = b""
    _done: int = 0
    _models: list[type[Model]] = field(default_factory=list)
    _made_keys: bool = False
    _moved: bool = False

    def take(self, event: Any) -> None:
        """One event of the archive."""
        if isinstance(event, Begun):
            self._begin(event)
        elif isinstance(event, Content):
            self._content(event.bytes)
        else:
            self._end(event.part)

    def _begin(self, event: Begun) -> None:
        self._model, self._file, self._keys, self._rest, self._done = None, None, None, b"", 0
        if event.name == KEYS:
            self._keys = bytearray()
        elif event.name.startswith(FILE):
            self._file = self._new_file(event.name.removeprefix(FILE))
        else:
            self._model = apps.get_model(event.told["model"])
            self._models.append(self._model)
            if columns_of(self._model) != event.told["columns"]:
                raise _strange(event.name)

    def _new_file(self, name: str) -> BinaryIO:
        folder = _waiting_folder()
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise _strange(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")

    def _content(self, piece: bytes) -> None:
        if self._keys is not None:
            self._keys += piece
        elif self._file is not None:
            self._file.write(piece)
        elif self._model is not None:
            *lines, self._rest = (self._rest + piece).split(b"\n")
            write_rows(self._model, lines)
            self._done += len(lines)
            self.progress(self._model._meta.db_table, self._done, 0)

    def _end(self, part: Part) -> None:
        if self._keys is not None:
            self._place_keys(bytes(self._keys))
        elif self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self.back.files += 1
            self.progress("files", self.back.files, 0)
        else:
            if self._rest or self._done != part.count:
                raise _strange(part.name)
            self.back.rows += self._done

    def _place_keys(self, content: bytes) -> None:
        path = key_path()
        if path.exists():
            if path.read_bytes() != content:
                raise Conflict(
                    "other-keys-here",
                    noop("Another key file lies in this store (%(path)s)."),
                    way_out=noop("Name an empty folder in ANMULONG_HOME."),
                    params={"path": str(path)},
                )
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        self._made_keys = True

    def close(self) -> None:
        """Everything has come: put the files in their place, before the rows are committed."""
        reset_numbers(self._models)
        waiting, folder = _waiting_folder(), files_folder()
        if not waiting.exists():
            return
        shutil.rmtree(folder, ignore_errors=True)  # empty folders only, as was checked before
        waiting.rename(folder)
        self._moved = True

    def undo(self) -> None:
        """It did not succeed: leave the place as it was."""
        if self._file is not None:
            self._file.close()
        shutil.rmtree(_waiting_folder(), ignore_errors=True)
        if self._moved:
            shutil.rmtree(files_folder(), ignore_errors=True)
        if self._made_keys:
            key_path().unlink(missing_ok=True)


def _waiting_folder() -> Path:
    return files_folder().with_name("files.restoring")


def _strange(name: str) -> Invalid:
    return Invalid(
        "backup-strange-part",
        noop("The part “%(part)s” of the backup does not fit this program."),
        way_out=noop("Restore it with the version of the program that made it."),
        params={"part": name},
    )

"""Take a backup of the running store: rows of one moment, stored files, the key file; sealed, flushed, then named."""

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

import anmulong
from anmulong.access.public import Session
from anmulong.base import clock
from anmulong.base.copying import applied_migrations, columns_of, count_rows, read_rows, snapshot
from anmulong.journal.public import identity, key_path
from anmulong.kernel.cipher.archive import FRAME, ArchiveWriter
from anmulong.kernel.errors import NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.ops.keeping import record
from anmulong.ops.keeping.places import (
    SUFFIX,
    UNFINISHED,
    backup_folder,
    files_folder,
    finished,
    holder,
    new_path,
    one_at_a_time,
    sidecar,
)
from anmulong.ops.keeping.record import Done


LEFT_OUT = {"contenttypes", "auth", "sessions", "axes"}
"""Apps whose rows every installation makes by itself, or which end with it."""

Progress = Callable[[str, int, int], None]
TABLE, FILE, KEYS = "table ", "file ", "keys"


@dataclass(frozen=True)
class Taken:
    """A finished backup; ``data_key`` opens it as long as this process lives, for a drill."""

    path: Path
    done: Done
    data_key: bytes


def tables() -> list[type[Model]]:
    """Every table that a backup holds, what others point to first."""
    return [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model is not Session]


def silent(name: str, done: int, total: int) -> None:
    """No progress is shown."""


def take_backup(progress: Progress = silent) -> Taken:
    """Make one now, note how it ended, let the oldest go. Raises ``DomainError``; nothing unfinished stays behind."""
    begun = clock.now()
    try:
        with one_at_a_time():
            taken = _take(progress)
            record.note(taken.done)
            _let_go()
    except Exception as error:
        explained = _explained(error)
        record.note(record.failed(record.BACKUP, begun, explained))
        if explained is error:
            raise
        raise explained from error
    return taken


def _explained(error: Exception) -> Exception:
    if isinstance(error, OSError):
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        return Refused(
            "backup-place",
            noop("The backup folder %(folder)s is full.")
            if full
            else noop("The backup folder %(folder)s cannot be written (%(reason)s)."),
            way_out=noop("Make room there, or name another folder in ANMULONG_BACKUPS; then: ./anmulong backup"),
            params={"folder": str(backup_folder()), "reason": error.strerror or str(error)},
        )
    return error


def _take(progress: Progress) -> Taken:
    begun, watch = clock.now(), time.monotonic()
    store, public = identity(), holder()
    if store is None:
        raise NotFound(
            "store-not-begun",
            noop("This store has not been started yet; there is nothing to back up."),
            way_out=noop("Start it first: ./anmulong run"),
        )
    folder = backup_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = new_path(begun)
    draft = target.with_suffix(SUFFIX + UNFINISHED)
    try:
        with _private(draft) as file:
            told = {
                "made_at": begun.isoformat(),
                "store": settings.STORE,
                "county": store.county,
                "place": store.name,
                "program": anmulong.__version__,
                "engine": connection.vendor,
            }
            writer, counts = _fill(file, public, told, progress)
            file.flush()
            os.fsync(file.fileno())
        digests = {**told, "key_id": public.key_id, "sha256": _sha256(draft), "size": draft.stat().st_size, **counts}
        digests["tables"] = [asdict(part) for part in writer.parts if part.name.startswith(TABLE)]
        sidecar(target).write_text(json.dumps(digests, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.replace(target)
        _flush_folder(folder)
    finally:
        draft.unlink(missing_ok=True)
    seconds = round(time.monotonic() - watch, 1)
    done = Done(
        record.BACKUP,
        begun.isoformat(),
        good=True,
        file=target.name,
        size=target.stat().st_size,
        seconds=seconds,
        key_id=public.key_id,
        rows=counts["rows"],
        files=counts["files"],
    )
    return Taken(target, done, writer.data_key)


def _private(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _fill(file: Any, public: Any, told: dict[str, Any], progress: Progress) -> tuple[ArchiveWriter, dict[str, int]]:
    with snapshot() as using:
        writer = ArchiveWriter(file, public, {**told, "migrations": applied_migrations(using)})
        writer.begin(KEYS)
        writer.put(key_path().read_bytes(), pack=False)
        writer.end(1)
        rows = 0
        for model in tables():
            rows += _add_table(writer, model, using, progress)
    # Rows say that a file is there only after it was written, so files are read after the moment of the rows.
    files = _add_files(writer, progress)
    counts = {"rows": rows, "files": files}
    writer.finish(**counts)
    return writer, counts


def _add_table(writer: ArchiveWriter, model: type[Model], using: str, progress: Progress) -> int:
    name = model._meta.db_table
    total, done = count_rows(model, using), 0
    writer.begin(TABLE + name, model=model._meta.label_lower, columns=columns_of(model))
    for count, lines in _framed(read_rows(model, using)):
        writer.put(lines, pack=True)
        done += count
        progress(name, done, total)
    writer.end(done)
    return done


def _framed(lines: Iterable[str]) -> Iterator[tuple[int, bytes]]:
    """Whole lines, as many as fit into a frame; a longer line is cut, and its pieces count with the last."""
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        raw = line.encode() + b"\n"
        if size + len(raw) > FRAME and waiting:
            yield len(waiting), b"".join(waiting)
            waiting, size = [], 0
        while len(raw) > FRAME:
            yield 0, raw[:FRAME]
            raw = raw[FRAME:]
        waiting.append(raw)
        size += len(raw)
    if waiting:
        yield len(waiting), b"".join(waiting)


def _add_files(writer: ArchiveWriter, progress: Progress) -> int:
    folder = files_folder()
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    added = 0
    for number, path in enumerate(found, 1):
        try:
            content = path.open("rb")
        except FileNotFoundError:
            continue  # an upload that was finished or given up meanwhile
        with content:
            writer.begin(FILE + path.relative_to(folder).as_posix())
            while piece := content.read(FRAME):
                writer.put(piece, pack=False)
            writer.end(1)
        added += 1
        progress("files", number, len(found))
    return added


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _let_go() -> None:
    for old in finished()[settings.BACKUPS_KEPT :]:
        sidecar(old).unlink(missing_ok=True)
        old.unlink(missing_ok=True)

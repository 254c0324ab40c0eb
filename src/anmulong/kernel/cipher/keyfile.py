"""The key file of an installation: made once, readable by its owner only, to be backed up apart from the data."""

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from anmulong.kernel.cipher.suite import KEY_BYTES, Suite
from anmulong.kernel.cipher.suites import suite
from anmulong.kernel.clock import Clock, SystemClock, in_utc
from anmulong.kernel.errors import Conflict, Invalid, NotFound
from anmulong.kernel.wording import noop


FORMAT = 1


@dataclass(frozen=True)
class KeyFile:
    """Master key, key of the search index, private signing key; secrets are not shown when printed."""

    suite_code: str
    key_id: str
    created_at: datetime
    master_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)

    @property
    def suite(self) -> Suite:
        """The cipher suite that the keys are for."""
        return suite(self.suite_code)

    @property
    def public_key(self) -> bytes:
        """The public key that checks what the signing key signed."""
        return self.suite.public_of(self.signing_key)

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose (HKDF from the master key); the same purpose gives the same key."""
        return self.suite.derive_key(self.master_key, b"anmulong/" + purpose.encode("utf-8"))


def create(path: Path, suite_code: str, clock: Clock | None = None) -> KeyFile:
    """Make a new key file with mode 600, whole or not at all; `Conflict` when the file already exists."""
    chosen = suite(suite_code)
    master = secrets.token_bytes(KEY_BYTES)
    keys = KeyFile(
        suite_code=suite_code,
        key_id=_key_id(chosen, master),
        created_at=(clock or SystemClock()).now(),
        master_key=master,
        index_key=secrets.token_bytes(KEY_BYTES),
        signing_key=chosen.sign_key_new(),
    )
    _write_new(path, json.dumps(_as_json(keys), indent=2).encode("ascii") + b"\n")
    return keys


def load(path: Path) -> KeyFile:
    """Read a key file.

    `NotFound` when it is missing; `Invalid` when others than the owner may read it, or when it is damaged.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        raise NotFound(
            "key-file-missing",
            noop("The key file %(path)s is missing. Without it, sealed data cannot be read."),
            way_out=noop("Restore the key file from its backup."),
            params={"path": str(path)},
        ) from None
    with os.fdopen(handle, "rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise Invalid(
                "key-file-open",
                noop("The key file %(path)s can be read by others than its owner."),
                way_out=noop("Run: chmod 600 %(path)s"),
                params={"path": str(path)},
            )
        content = file.read()
    return _from_json(path, content)


def _as_json(keys: KeyFile) -> dict[str, object]:
    return {
        "format": FORMAT,
        "suite": keys.suite_code,
        "key_id": keys.key_id,
        "created_at": keys.created_at.isoformat(),
        "master_key": base64.b64encode(keys.master_key).decode("ascii"),
        "index_key": base64.b64encode(keys.index_key).decode("ascii"),
        "signing_key": base64.b64encode(keys.signing_key).decode("ascii"),
    }


def _from_json(path: Path, content: bytes) -> KeyFile:
    try:
        stored = json.loads(content)
        keys = KeyFile(
            suite_code=str(stored["suite"]),
            key_id=str(stored["key_id"]),
            created_at=in_utc(datetime.fromisoformat(stored["created_at"])),
            master_key=base64.b64decode(stored["master_key"], validate=True),
            index_key=base64.b64decode(stored["index_key"], validate=True),
            signing_key=base64.b64decode(stored["signing_key"], validate=True),
        )
        sound = stored["format"] == FORMAT and len(keys.index_key) == KEY_BYTES
    except (ValueError, KeyError, TypeError):
        raise _damaged(path) from None
    if not sound or keys.key_id != _key_id(keys.suite, keys.master_key):
        raise _damaged(path)
    return keys


def _damaged(path: Path) -> Invalid:
    return Invalid(
        "key-file-damaged",
        noop("The key file %(path)s is damaged or of another version."),
        way_out=noop("Restore the key file from its backup."),
        params={"path": str(path)},
    )


def _key_id(chosen: Suite, master: bytes) -> str:
    return chosen.mac(master, b"anmulong/key id")[:4].hex()


def _write_new(path: Path, content: bytes) -> None:
    # A link to a finished file appears whole or not at all, and never replaces a file that is there.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise Conflict(
            "key-file-exists",
            noop("The key file %(path)s exists already and is never replaced."),
            params={"path": str(path)},
        ) from None
    finally:
        draft.unlink()

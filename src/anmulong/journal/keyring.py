"""Keys of the installation: the key file, and a key per stream wrapped under its master key."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from anmulong.base.crypto import KeyGoneError
from anmulong.journal.models import Stream
from anmulong.kernel.cipher import keyfile
from anmulong.kernel.cipher.keyfile import KeyFile
from anmulong.kernel.cipher.suite import Suite
from anmulong.kernel.errors import Conflict, NotFound


log = logging.getLogger(__name__)
KEEP = 20_000
BACK_IT_UP = (
    "已生成密钥文件 %s 。请立即另存备份并与数据分开保管：丢失后，加密内容无法恢复。 "
    "The key file was made. Back it up now and keep it apart from the data: without it sealed data cannot be read."
)


def key_path() -> Path:
    """Where the key file of this store lies."""
    return Path(settings.STORE_FOLDER) / "keys.json"


class StoreKeyring:
    """The keyring of one process; opened stream keys are kept in memory, the newest ``KEEP`` of them."""

    def __init__(self) -> None:
        self._folder: object = None
        self._file: KeyFile | None = None
        self._loading = threading.Lock()
        self._wrapping = b""
        self._index: dict[str, bytes] = {}
        self._streams: OrderedDict[UUID, bytes] = OrderedDict()

    @property
    def keys(self) -> KeyFile:
        """The key file; made when the store has none and has sealed nothing yet."""
        known = self._file
        if known is not None and self._folder is settings.STORE_FOLDER:
            return known
        with self._loading:
            file = self._read(key_path())
            self._wrapping = file.derive("stream-keys")
            self._index.clear()
            self._streams.clear()
            # Last, because other threads look here without the lock.
            self._file, self._folder = file, settings.STORE_FOLDER
        return file

    @staticmethod
    def _read(path: Path) -> KeyFile:
        try:
            return keyfile.load(path)
        except NotFound:
            if Stream.objects.exists():
                raise
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            made = keyfile.create(path, settings.CIPHER_SUITE)
        except Conflict:
            return keyfile.load(path)  # another process of this store was quicker
        log.warning(BACK_IT_UP, path)
        return made

    @property
    def suite(self) -> Suite:
        return self.keys.suite

    def index_key(self, purpose: str) -> bytes:
        keys = self.keys
        if purpose not in self._index:
            self._index[purpose] = keys.suite.derive_key(keys.index_key, purpose.encode())
        return self._index[purpose]

    def new_stream_key(self, stream: UUID) -> bytes:
        """Make a key for a stream; returns it wrapped, for the stream's row."""
        keys = self.keys
        key = secrets.token_bytes(32)
        self._keep(stream, key)
        return keys.suite.seal(self._wrapping, key, stream.bytes)

    def open_stream(self, stream: Stream) -> None:
        """Take the key of a stream that has just been read, or forget it when it was destroyed meanwhile."""
        keys = self.keys
        if not stream.key:
            self.forget(stream.uid)
        elif stream.uid not in self._streams:
            self._keep(stream.uid, keys.suite.open(self._wrapping, bytes(stream.key), stream.uid.bytes))

    def stream_key(self, stream: UUID) -> bytes:
        _ = self.keys  # a changed store folder empties the memory first
        key = self._streams.get(stream)
        if key is None:
            self.warm([stream])
            key = self._streams.get(stream)
        if key is None:
            raise KeyGoneError(stream)
        return key

    def warm(self, streams: Iterable[UUID]) -> None:
        missing = [uid for uid in set(streams) if uid not in self._streams]
        if missing:
            for row in Stream.objects.filter(pk__in=missing).only("uid", "key"):
                self.open_stream(row)

    def forget(self, stream: UUID) -> None:
        """Drop a key from memory: it was destroyed, or its stream never came to be."""
        self._streams.pop(stream, None)

    def _keep(self, stream: UUID, key: bytes) -> None:
        self._streams[stream] = key
        while len(self._streams) > KEEP:
            self._streams.popitem(last=False)

"""Sealed columns: personal text encrypted under the key of its stream, bound to its row and column (O-4, R-708)."""

from typing import Any, Self, cast, overload

from django.db import models

from anmulong.base.crypto import KeyGoneError, keyring
from anmulong.base.models import Record
from anmulong.kernel.cipher.suite import CipherError


ERASED = "␡"
BROKEN = "�"


def _aad(row: Record, column: str) -> bytes:
    return f"{row._meta.label_lower}/{column}/{row.pk}".encode()


class _Opened:
    """Attribute access: plain text for people, sealed bytes for the database."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    @overload
    def __get__(self, row: None, owner: type[Record]) -> Self: ...
    @overload
    def __get__(self, row: Record, owner: type[Record]) -> str: ...
    def __get__(self, row: Record | None, owner: type[Record]) -> Self | str:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        plain = row.__dict__.get(self.field.plain_name)
        if plain is None:
            plain = row.__dict__[self.field.plain_name] = self.field.open(row)
        return str(plain)

    def __set__(self, row: Record, value: str | bytes | memoryview | None) -> None:
        if isinstance(value, bytes | memoryview):
            row.__dict__[self.field.attname] = bytes(value)
            row.__dict__.pop(self.field.plain_name, None)
            return
        text = value or ""
        if self.field.attname in row.__dict__ and getattr(row, self.field.attname) == text:
            return
        row.__dict__[self.field.plain_name] = text
        row.__dict__[self.field.attname] = None if text else b""


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """Text that is stored sealed. Empty text is stored as empty bytes; erased text reads as ``ERASED``."""

    descriptor_class = _Opened

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("editable", True)
        super().__init__(**kwargs)

    @property
    def plain_name(self) -> str:
        return f"_plain_{self.attname}"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def stored(self, row: Record) -> bytes:
        """The sealed bytes of ``row``, sealing what was typed if that has not been done yet."""
        raw = row.__dict__.get(self.attname)
        if raw is not None:
            return bytes(raw)
        plain: str = row.__dict__[self.plain_name]
        ring = keyring()
        sealed = ring.suite.seal(ring.stream_key(row.stream_uid()), plain.encode(), _aad(row, self.attname))
        row.__dict__[self.attname] = sealed
        return sealed

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        return self.stored(cast(Record, model_instance))

    def open(self, row: Record) -> str:
        """The plain text of ``row``; ``ERASED`` when its key was destroyed, ``BROKEN`` when the bytes were altered."""
        return self.open_bytes(row, row.__dict__.get(self.attname))

    def open_bytes(self, row: Record, raw: bytes | memoryview | None) -> str:
        """The plain text of sealed bytes that stood in this column of ``row`` at some time."""
        if not raw:
            return ""
        ring = keyring()
        try:
            return ring.suite.open(ring.stream_key(row.stream_uid()), bytes(raw), _aad(row, self.attname)).decode()
        except KeyGoneError:
            return ERASED
        except CipherError:
            return BROKEN


def sealed_fields(model: type[models.Model]) -> list[SealedTextField]:
    """The sealed columns of a model."""
    return [column for column in model._meta.concrete_fields if isinstance(column, SealedTextField)]

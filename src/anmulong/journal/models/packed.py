"""A column of canonical JSON that is stored packed and read as text."""

from typing import Any

from django.db import models

from anmulong.journal.packing import DamagedError, pack, unpack


DAMAGED = '{"damaged":true,"rows":{}}'


class PackedTextField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """Text in Python, packed bytes in the database. Rows of earlier versions hold the text itself and stay as they are.

    Bytes that were altered read as :data:`DAMAGED`, which no entry ever says, so that ``verify`` names the column.
    """

    def get_internal_type(self) -> str:
        return "BinaryField"

    def deconstruct(self) -> Any:
        """For migrations a plain column of bytes: they must not depend on how the text is packed."""
        name, _path, arguments, named = super().deconstruct()
        return name, "django.db.models.BinaryField", arguments, named

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> str | None:
        """The text of what the engine gave."""
        if value is None or isinstance(value, str):
            return value
        try:
            return unpack(bytes(value)).decode()
        except (DamagedError, UnicodeDecodeError):
            return DAMAGED

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The bytes of a text; bytes are taken as packed already."""
        stored = pack(value.encode()) if isinstance(value, str) else value
        return super().get_db_prep_value(stored, connection, prepared)

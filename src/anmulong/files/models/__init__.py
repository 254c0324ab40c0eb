"""Tables of stored files and of uploads on their way."""

from anmulong.files.models.stored import StoredFile
from anmulong.files.models.upload import Upload


__all__ = ["StoredFile", "Upload"]

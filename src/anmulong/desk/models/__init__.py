"""Tables of the desk itself."""

from anmulong.desk.models.draft import Draft


__all__ = ["Draft"]

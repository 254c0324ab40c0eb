"""What other parts may use of the interface."""

from anmulong.api.openapi import ROOT, document


__all__ = ["ROOT", "document"]

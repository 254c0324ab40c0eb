"""The registry of cipher suites by their stored code."""

from collections.abc import Mapping

from anmulong.kernel.cipher.international import InternationalSuite
from anmulong.kernel.cipher.national import NationalSuite
from anmulong.kernel.cipher.suite import CipherError, Suite
from anmulong.kernel.wording import noop


SUITES: Mapping[str, Suite] = {made.code: made for made in (InternationalSuite(), NationalSuite())}


def suite(code: str) -> Suite:
    """The suite stored under `code` (`intl` or `gm`); `CipherError` for another code."""
    try:
        return SUITES[code]
    except KeyError:
        raise CipherError(
            "unknown-suite", noop("There is no cipher suite “%(code)s”."), params={"code": code}
        ) from None

"""The four ways in which the program says no to a person, and what each refusal must carry."""

from collections.abc import Mapping
from typing import TypeAlias

from anmulong.kernel.wording import Message


Text: TypeAlias = str | Message


def _message(text: Text, params: Mapping[str, object]) -> Message:
    return text if isinstance(text, Message) else Message(text, params)


class DomainError(Exception):
    """A refusal with a stable code, a text, the law or rule behind it, and a way out.

    `code` is short and stable (`not-permitted`); `law` quotes an article or a rule id (`人民调解法 art.17`, `R-531`);
    `fields` says what is wrong with which input field; `details` holds facts for the face, such as both sides of a
    conflict. Plain strings are English message ids and share `params`.
    """

    def __init__(
        self,
        code: str,
        message: Text,
        *,
        law: str = "",
        way_out: Text | None = None,
        params: Mapping[str, object] | None = None,
        fields: Mapping[str, Text] | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        given = dict(params or {})
        self.code = code
        self.message = _message(message, given)
        self.law = law
        self.way_out = None if way_out is None else _message(way_out, given)
        self.fields: Mapping[str, Message] = {name: _message(text, given) for name, text in (fields or {}).items()}
        self.details: Mapping[str, object] = dict(details or {})
        super().__init__(code, self.message)

    def __str__(self) -> str:
        return f"{self.code}: {self.message.render()}"


class Refused(DomainError):
    """The request is understood, and law, policy, right or state does not allow it."""


class NotFound(DomainError):
    """There is no such thing, or none within the asker's scope; the two are not told apart."""


class Conflict(DomainError):
    """Somebody else changed the thing meanwhile, or the same operation id came with other content."""


class Invalid(DomainError):
    """The input itself is wrong and can be mended by the person who gave it."""

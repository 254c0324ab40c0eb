"""Texts that people will read, kept apart from the language they will be read in.

The kernel knows no translation machinery. A text is an English message id with named parameters; the face that
shows it hands in its own `translate`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def noop(message: str) -> str:
    """Mark an English message id for extraction and return it unchanged."""
    return message


LIST_SEPARATOR = noop(", ")


def identity(message: str) -> str:
    """Translate nothing: the English text itself."""
    return message


@dataclass(frozen=True)
class Message:
    """An English message id with named parameters in %-style, such as `%(days)s days`."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = identity) -> str:
        """The text in the reader's language; parameters that are messages, or lists of them, are translated too."""
        translated = translate(self.text)
        if not self.params:
            return translated
        return translated % {name: _rendered(value, translate) for name, value in self.params.items()}

    def __str__(self) -> str:
        return self.render()


def _rendered(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, tuple | list):
        return translate(LIST_SEPARATOR).join(str(_rendered(item, translate)) for item in value)
    return value

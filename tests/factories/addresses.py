"""Every address of the program, as the list of addresses itself has it: for tests that leave none out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One address: its full name and the names of what it asks for."""

    name: str
    parameters: tuple[str, ...]

    def url(self, **values: Any) -> str:
        """The path for given values."""
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})


def addresses() -> list[Address]:
    """All of them, each name once."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: Any, space: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", tuple(pattern.pattern.converters))
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner)

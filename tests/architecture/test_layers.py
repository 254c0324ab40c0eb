"""What import-linter cannot see: quoted links between tables and templates must obey the order of packages too."""

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models


ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "anmulong"
FACES = {"desk", "portal", "field", "api", "exchange"}
FRAMEWORK = {"auth", "contenttypes", "sessions"}
TEMPLATE_LINK = re.compile(r"{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
COMPONENT = re.compile(r"<c-(?!vars|slot)([a-z][\w.-]*)")


def order() -> dict[str, int]:
    """Package → line, counted from the ground up, as .importlinter has it."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = [line for line in contracts["importlinter:contract:order"]["layers"].splitlines() if line.strip()]
    lines = [line for line in lines if not line.strip().startswith("#")]
    return {name: height for height, line in enumerate(reversed(lines)) for name in re.findall(r"\w+", line)}


LINE = order()


def may_know(knowing: str, known: str) -> bool:
    """Whether one package may depend on the other."""
    return knowing == known or LINE[knowing] > LINE[known]


def links() -> Iterator[tuple[str, str, str]]:
    """Every link of a table of ours: where it stands, its package, the package it points to."""
    for model in apps.get_models():
        if not model.__module__.startswith("anmulong."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and not field.auto_created:
                yield f"{model._meta.label}.{field.name}", model._meta.app_label, field.related_model._meta.app_label


def test_order_lists_every_package() -> None:
    """A package that the order does not know would escape every rule below."""
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages <= set(LINE)


def test_links_between_tables_point_downwards() -> None:
    """ForeignKey("cases.Case") in quotes is an import that no import tool sees."""
    wrong = [place for place, own, other in links() if other not in FRAMEWORK and not may_know(own, other)]
    assert wrong == []


def test_journal_has_no_links_upward() -> None:
    """The journal stores uids, never foreign keys, so that live data may go and history stays (architecture.md 2)."""
    assert [place for place, own, other in links() if own == "journal" and other != "journal"] == []


def templates() -> list[Path]:
    """All templates of ours."""
    return sorted(SOURCE.glob("*/templates/**/*.html")) + sorted(SOURCE.glob("*/templates/**/*.txt"))


def owner(template: str) -> str:
    """The package that brings a template, found by its file."""
    found = list(SOURCE.glob(f"*/templates/{template}"))
    return found[0].relative_to(SOURCE).parts[0] if found else ""


def component(tag: str) -> str:
    """The template of <c-tag>: dots are folders, hyphens are underscores (django-cotton)."""
    return f"cotton/{tag.replace('.', '/').replace('-', '_')}.html"


def component_owner(tag: str) -> str:
    """The package that brings a component, be it a file or a folder's index."""
    path = component(tag)
    return owner(path) or owner(path.replace(".html", "/index.html"))


def test_templates_include_downwards_and_only_what_exists() -> None:
    """A template of one face may not use another face's, nor a base template a face's."""
    wrong = []
    for path in templates():
        own, text = path.relative_to(SOURCE).parts[0], path.read_text(encoding="utf-8")
        used = {link: owner(link) for link in TEMPLATE_LINK.findall(text)}
        used |= {f"<c-{tag}>": component_owner(tag) for tag in COMPONENT.findall(text) if tag != "component"}
        wrong += [f"{path.name}: {link}" for link, other in used.items() if not other or not may_know(own, other)]
    assert wrong == []


def test_every_template_is_used() -> None:
    """A template that nothing names is a page that nobody sees."""
    everything = "\n".join(
        path.read_text(encoding="utf-8") for suffix in ("py", "html", "txt") for path in SOURCE.rglob(f"*.{suffix}")
    )
    tags = {component(tag).removesuffix(".html") for tag in COMPONENT.findall(everything)}
    unused = []
    for path in templates():
        name = path.relative_to(path.parents[len(path.relative_to(SOURCE).parts) - 3]).as_posix()
        if name.startswith("cotton/"):
            used = name.removesuffix(".html").removesuffix("/index") in tags
        else:
            used = f'"{name}"' in everything or f"'{name}'" in everything or name.removesuffix(".html") in ERROR_PAGES
        if not used:
            unused.append(name)
    assert unused == []


ERROR_PAGES = {"400", "403", "403_csrf", "404", "500"}


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in SOURCE.glob("*/models")} - FACES))
def test_domain_packages_hold_no_pages(folder: str) -> None:
    """Views, forms and templates live in faces (style rule 2)."""
    found = [name for name in ("views.py", "forms.py", "urls.py", "templates") if (SOURCE / folder / name).exists()]
    assert found == []

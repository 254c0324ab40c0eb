"""Names and kinds of fields: a reader knows from the name what a column holds."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models


MONEY = re.compile(r"(^|_)(amount|money|price|sum|cost|fee|paid|fen|yuan)(_|$)")
FRAMEWORK = {"expire_date"}  # the session store of Django names it
PLACE = {"longitude", "latitude", "precision"}


def own_fields() -> Iterator[tuple[str, models.Field]]:
    """Every column of every table of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("anmulong."):
            for field in (field for field in model._meta.concrete_fields if field.name not in FRAMEWORK):
                yield f"{model._meta.label}.{field.name}", field


def test_instants_end_in_at_and_days_do_not() -> None:
    """`…_at` is an instant and nothing else, `…_on` a day and nothing else (style rule 36)."""
    wrong = []
    for name, field in own_fields():
        is_instant, is_day = isinstance(field, models.DateTimeField), type(field) is models.DateField
        if field.name.endswith("_at") != is_instant or (field.name.endswith("_on") and not is_day):
            wrong.append(name)
    assert wrong == []


def test_money_is_never_a_float() -> None:
    """Amounts are decimals: a float loses a fen somewhere."""
    wrong = [name for name, field in own_fields() if MONEY.search(field.name) and isinstance(field, models.FloatField)]
    assert wrong == []


def test_floats_are_places_only() -> None:
    """Nothing else that this program counts is approximate."""
    assert [
        name for name, field in own_fields() if isinstance(field, models.FloatField) and field.name not in PLACE
    ] == []


def test_constraints_have_names_of_their_own() -> None:
    """A generated name says nothing when the database refuses."""
    constraints = [
        (model._meta.label, constraint.name)
        for model in apps.get_models()
        if model.__module__.startswith("anmulong.")
        for constraint in model._meta.constraints
    ]
    assert [label for label, name in constraints if not name or name[-1].isdigit()] == []

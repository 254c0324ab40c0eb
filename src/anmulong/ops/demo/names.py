"""Invented people, firms and narratives, drawn from the word lists in ``data/names`` by a seeded chance."""

import tomllib
from functools import cache
from random import Random
from typing import Any

from anmulong.lawbook.public import data_folder


@cache
def _lists(name: str) -> dict[str, Any]:
    return tomllib.loads((data_folder() / "names" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _narratives(kind: str) -> tuple[str, ...]:
    return tuple(_lists(f"narratives/{kind}")["narratives"])


def person(chance: Random) -> str:
    """A Han or Mongol name; about two in five Mongol, as on the grassland of the source case."""
    return person_of(chance, female=chance.random() < 0.5)


def person_of(chance: Random, *, female: bool) -> str:
    """The same for a woman or a man."""
    words = _lists("people")
    if chance.random() < 0.4:
        return str(chance.choice(words["mongol_female" if female else "mongol_male"]))
    sex = "female" if female else "male"
    given = chance.choice(words[f"han_given_first_{sex}"])
    if chance.random() < 0.7:
        given += chance.choice(words[f"han_given_second_{sex}"])
    return str(chance.choice(words["han_surnames"]) + given)


def sounds_female(name: str) -> bool:
    """Whether an invented name is one of the lists for women."""
    words = _lists("people")
    if name in words["mongol_female"]:
        return True
    last = name[-1] in words["han_given_second_female"] and name[-1] not in words["han_given_second_male"]
    return not sounds_mongol(name) and (last or name[1] in set("秀丽桂淑慧雪美红凤彩静佳翠爱月素雅"))


def sounds_mongol(name: str) -> bool:
    """Whether an invented name is a Mongol one."""
    words = _lists("people")
    return name in words["mongol_female"] or name in words["mongol_male"]


def telephone(chance: Random) -> str:
    """A number in a range that is given to nobody (170 0000 …)."""
    return f"1700000{chance.randrange(10_000):04d}"


def firm(chance: Random) -> str:
    """An invented firm; its name says so."""
    words = _lists("firms")
    parts = {name: chance.choice(values) for name, values in words.items() if isinstance(values, list)}
    return str(words["pattern"]).format(**parts)


def narrative(kind: str, chance: Random, *, a: str, b: str, company: str = "") -> tuple[str, str]:
    """A narrative of the kind with its slots filled, and the place it speaks of. ``company`` when a firm is a side."""
    things = _lists("things")
    place = chance.choice(things["places"])
    filled = chance.choice(_narratives(kind)).format(
        a=a,
        b=b,
        firm=company or firm(chance),
        place=place,
        animal=chance.choice(things["livestock"]),
        fodder=chance.choice(things["fodder"]),
        goods=chance.choice(things["goods"]),
        work=chance.choice(things["works"]),
        amount=chance.randrange(5, 900) * 100,
        mu=chance.randrange(3, 90),
        mu2=chance.randrange(3, 90),
        meters=chance.randrange(2, 60),
        heads=chance.randrange(2, 120),
        workers=chance.randrange(2, 40),
        months=chance.randrange(2, 14),
    )
    return filled, str(place)

"""Lives click by click through the pages of the desk: a page of a step is opened, then sent."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import urlsplit

from bench.lifecycle import name, registration
from bench.measuring import Client, Timing, measure
from bench.people import PASSWORD, USERNAMES
from bench.road import Stage
from bench.serving import Server


class _Form(HTMLParser):
    """The values that a browser would send for the form with this address if nobody typed anything."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.values: list[tuple[str, str]] = []
        self.inside = False
        self.select = self.area = ""
        self.identity = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "form":
            where = urlsplit(told.get("action", "") or self.action).path
            self.inside = told.get("method", "get").lower() == "post" and where == self.action
            self.identity = told.get("id", "") if self.inside else self.identity
            return
        own = self.inside or (self.identity and told.get("form") == self.identity)
        if not own:
            return
        if tag == "input" and told.get("name") and told.get("type") not in ("submit", "button", "file"):
            boxed = told.get("type") in ("checkbox", "radio")
            if not boxed or "checked" in told:
                self.values.append((told["name"], told.get("value", "on" if boxed else "")))
        elif tag == "select":
            self.select = told.get("name", "")
        elif tag == "option" and self.select:
            self._option(told)
        elif tag == "textarea":
            self.area = told.get("name", "")

    def _option(self, told: dict[str, str]) -> None:
        """The chosen one counts; without one, a browser sends the first."""
        first = all(name != self.select for name, _ in self.values)
        if "selected" in told:
            self.values = [(name, value) for name, value in self.values if name != self.select]
        if first or "selected" in told:
            self.values.append((self.select, told.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values.append((self.area, data.strip("\n")))


def filled(page: str, action: str, typed: dict[str, str]) -> list[tuple[str, str]]:
    """The form of a page as it is sent after typing."""
    form = _Form(action)
    form.feed(page)
    kept = {key: value for key, value in form.values if key not in typed}
    return [*((key, value) for key, value in form.values if key in kept), *typed.items()]


def sign_in(server: Server, role: str) -> Client:
    """A client with the session of the person who stands for the role."""
    client = Client(server)
    page = client.get("/sign-in/")
    typed = {"username": USERNAMES[role], "password": PASSWORD}
    status, _, place = client.post("/sign-in/", filled(page, "/sign-in/", typed))
    if status != 302:
        message = f"{role} could not sign in: {status} {place}"
        raise RuntimeError(message)
    return client


@dataclass(frozen=True)
class Click:
    """One page of the life: who, which step, what is typed."""

    actor: str
    step: str
    typed: dict[str, str]


def clicks(stage: Stage) -> list[Click]:
    """The seven steps after registration, as people click them."""
    both = {"willing_first": "on", "willing_second": "on"}
    return [
        Click("clerk", "triage", {"nature": "dispute"}),
        Click("clerk", "assign", {"organisation": str(stage.unit), "person": str(stage.handler)}),
        Click("handler", "contact", {"way": "telephone", "whom": "申请人", "said": "已约好时间"}),
        Click("handler", "settle_on_the_spot", {"result": "按原界桩恢复", "evidence": "现场照片", **both}),
        Click("handler", "answer", {"way": "telephone", "text": "已电话答复，没有异议"}),
        Click("handler", "ask_strike_off", {}),
        Click("second", "strike_off", {"opened": "on"}),
    ]


def pages(server: Server, stage: Stage, matters: int) -> dict[str, Timing]:
    """Lives through the desk. First every page of a step is opened, then all are sent: each kind is timed apart."""
    clients = {role: sign_in(server, role) for role in ("clerk", "handler", "second")}
    found = {"open": Timing(), "send": Timing()}
    chance = Random(23)
    uids: list[str] = []

    def send(client: Client, path: str, page: str, typed: dict[str, str]) -> None:
        status, text, place = client.post(path, filled(page, path, typed))
        if status != 302:
            wrong = re.findall(r'class="[^"]*invalid-feedback[^"]*"[^>]*>([^<]*)<', text)
            message = f"POST {path}: {status} {wrong}"
            raise RuntimeError(message)
        if path == "/register/":
            uids.append(place.split("/")[2])

    typed = [_registered(chance, stage) for _ in range(matters)]
    opened = _opened(server, found, [(clients["clerk"], "/register/")] * matters)
    steps = [(clients["clerk"], "/register/", page, each) for page, each in zip(opened, typed, strict=True)]
    _sent(server, found, steps, send)
    for click in clicks(stage):
        client = clients[click.actor]
        paths = [f"/ledger/{uid}/{click.step}/" for uid in uids]
        opened = _opened(server, found, [(client, path) for path in paths])
        steps = [(client, path, page, click.typed) for path, page in zip(paths, opened, strict=True)]
        _sent(server, found, steps, send)
    return found


def _registered(chance: Random, stage: Stage) -> dict[str, str]:
    given = registration(chance, stage.gacha)
    return {
        "who": given.reporter,
        "who_phone": given.reporter_phone,
        "what": given.what,
        "division": str(stage.gacha),
        "place": given.place,
        "others": name(chance),
        "do": "register",
    }


def _opened(server: Server, found: dict[str, Timing], asked: Sequence[tuple[Client, str]]) -> list[str]:
    texts: list[str] = []
    steps = [lambda client=client, path=path: texts.append(client.get(path)) for client, path in asked]
    _add(found["open"], measure(server, steps))
    return texts


def _sent(server: Server, found: dict[str, Timing], asked: Sequence[Any], send: Callable[..., None]) -> None:
    steps = [lambda each=each: send(*each) for each in asked]
    _add(found["send"], measure(server, steps))


def _add(total: Timing, part: Timing) -> None:
    total.times += part.times
    total.cpu_seconds += part.cpu_seconds
    total.wall_seconds += part.wall_seconds

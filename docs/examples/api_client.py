"""A client of the interface for other systems, with nothing but Python's standard library.

    python api_client.py http://127.0.0.1:8000 TOKEN

registers a matter, finds it again, adds a note, and reads what the journal tells of it. The operation number is made
here and kept until an answer has come: a lost answer is asked for again, and nothing is ever done twice.
"""

import json
import secrets
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


ATTEMPTS = 5


class Refused(Exception):
    """The office said no: ``problem`` has code, detail, law and way_out, as the answer told them."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        super().__init__(f"{problem['status']} {problem['code']}: {problem['detail']}")


def new_operation() -> str:
    """A UUID of version 7: 48 bits of milliseconds, then chance."""
    number = time.time_ns() // 1_000_000 << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=number))


class Client:
    """One program with its token."""

    def __init__(self, address: str, token: str, *, language: str = "zh") -> None:
        self.root = f"{address.rstrip('/')}/api/v1"
        self.headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept-Language": language,
        }

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """One request; again after a lost connection, a busy store or a used-up minute. Raises ``Refused``."""
        data = None if body is None else json.dumps(body).encode()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with urlopen(Request(self.root + path, data, self.headers), timeout=30) as answer:
                    return json.load(answer)
            except HTTPError as error:
                told = json.load(error)
                if told["status"] not in (429, 503) or attempt == ATTEMPTS:
                    raise Refused(told) from error
                time.sleep(int(error.headers.get("Retry-After", "1")))
            except URLError:
                if attempt == ATTEMPTS:
                    raise
                time.sleep(attempt)
        raise AssertionError

    def act(self, action: str, given: dict[str, Any], *, at: str, **more: Any) -> Any:
        """Do an action at ``at``: a collection for something new, a collection and a uid for what is there."""
        body = {"operation": new_operation(), "input": given, **more}
        return self.ask(f"/{at}/actions/{action}", body)

    def rows(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        """Every row of a list, page after page."""
        while True:
            page = self.ask(f"{path}?{urlencode(query)}")
            yield from page["rows"]
            if not page["next"] or not page.get("more", True):
                return
            query["after"] = page["next"]


def main(address: str, token: str) -> None:
    """A matter from its registration to its journal."""
    client = Client(address, token)
    made = client.act(
        "dispute.register",
        {"what": "邻居的羊进了草场，要求赔偿。", "place": "北梁", "anonymous": True, "again": True},
        at="disputes",
    )
    matter = made["subject"]
    print("registered", made["facts"].get("number", ""))
    client.act("dispute.note", {"text": "已由外部系统转来材料。"}, at=f"disputes/{matter}")
    print("in the ledger", any(row["uid"] == matter for row in client.rows("/disputes", view="all")))
    print("state", client.ask(f"/disputes/{matter}")["state"])
    try:
        client.act("dispute.triage", {"nature": "no such word"}, at=f"disputes/{matter}")
    except Refused as error:
        print("refused", error.problem["code"], ", ".join(error.problem.get("fields", {})))


if __name__ == "__main__":
    main(*sys.argv[1:3])

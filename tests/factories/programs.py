"""Other systems: a program with a token, against the real application as the server runs it.

``Caller(issue(actor))`` has ``get``, ``post`` and ``act``; ``program(actor)`` is a plain test client with the token.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from anmulong.access.public import NewToken, new_token_code
from anmulong.base import clock
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid


@dataclass
class Caller:
    """Another program: its token and what it sends along."""

    code: str
    client: Client = field(default_factory=Client)
    language: str = "en"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers())

    def post(self, path: str, body: Any, **headers: str) -> Any:
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/v1{path}", sent, content_type="application/json", headers={**self.headers(), **headers}
        )

    def act(self, path: str, given: dict[str, Any], **more: Any) -> Any:
        """One operation with a fresh number."""
        return self.post(path, {"operation": str(new_uid()), "input": given, **more})

    def headers(self) -> dict[str, str]:
        known = {"Accept-Language": self.language}
        return {**known, "Authorization": f"Bearer {self.code}"} if self.code else known


def issue(by: Actor, **more: Any) -> str:
    """A token of the actor's own post; answers overwrite the usual ones."""
    code = new_token_code()
    assert by.post is not None
    usual: dict[str, Any] = {
        "name": "账本同步",
        "post": by.post,
        "expires_on": local_day(clock.now()) + timedelta(days=30),
    }
    perform(Call("token.issue", NewToken(**{**usual, **more}, code=code), subject=by.uid), by=by)
    return code


def program(by: Actor, **more: Any) -> Client:
    """A client that sends the token of ``by`` with every request."""
    return Client(headers={"Authorization": f"Bearer {issue(by, **more)}", "Accept-Language": "en"})

"""How many queries a page takes, and how the engine answers the longest of them."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.lists import pages
from bench.people import PASSWORD, USERNAMES


HOST = {"SERVER_NAME": "127.0.0.1"}
LEDGER = '"disputes_dispute"'


def look_at_pages() -> dict[str, Any]:
    """Per page: the number of queries, the slowest of them on the ledger with its plan."""
    found = {}
    clients: dict[str, Client] = {}
    for page in pages():
        if page.role not in clients:
            clients[page.role] = Client(**HOST)
            typed = {"username": USERNAMES[page.role], "password": PASSWORD}
            clients[page.role].post("/sign-in/", typed)
        clients[page.role].get(page.path)
        with CaptureQueriesContext(connection) as queries:
            clients[page.role].get(page.path)
        asked = [query for query in queries.captured_queries if LEDGER in query["sql"]]
        slowest = max(asked, key=lambda query: float(query["time"]))
        found[f"{page.role}: {page.name}"] = {
            "queries": len(queries),
            "slowest_ms": float(slowest["time"]) * 1000,
            "plan": explained(slowest["sql"]),
        }
    return found


def explained(statement: str) -> list[str]:
    """The engine's own words."""
    ask = "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(ask + statement)
        return [str(row[-1]) for row in cursor.fetchall()]

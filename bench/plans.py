"""How many queries a page takes, and how the engine answers the longest of them."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.asked import pages
from bench.people import PASSWORD, USERNAMES


HOST = {"SERVER_NAME": "127.0.0.1"}
LEDGER = '"disputes_dispute"'


def look_at_pages(points: Mapping[str, str]) -> dict[str, Any]:
    """Per page: the number of queries, the slowest of them on the ledger with its plan."""
    found = {}
    clients: dict[str, Client] = {}
    for page in pages(points):
        if page.role not in clients:
            clients[page.role] = Client(**HOST)
            typed = {"username": USERNAMES[page.role], "password": PASSWORD}
            clients[page.role].post("/sign-in/", typed)
        clients[page.role].get(page.path)
        with CaptureQueriesContext(connection) as queries:
            clients[page.role].get(page.path)
        asked = [query for query in queries.captured_queries if LEDGER in query["sql"]]
        slowest = max(asked, key=lambda query: float(query["time"]), default=None)
        found[f"{page.role}: {page.name}"] = {
            "queries": len(queries),
            "database_ms": sum(float(query["time"]) for query in queries.captured_queries) * 1000,
            "slowest_ms": float(slowest["time"]) * 1000 if slowest else 0.0,
            "plan": explained(slowest["sql"]) if slowest else [],
        }
    return found


def explained(statement: str) -> list[str]:
    """The engine's own words."""
    ask = "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(ask + statement)
        return [str(row[-1]) for row in cursor.fetchall()]

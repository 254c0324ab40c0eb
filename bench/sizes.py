"""What tables weigh with their indexes, on both engines."""

from collections import defaultdict
from typing import Any

from django.db import connection


def weigh() -> dict[str, int]:
    """Bytes by table, indexes and the search index included."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            return {str(table): int(size) for table, size in cursor.fetchall()}
        cursor.execute(
            "SELECT m.tbl_name, SUM(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name GROUP BY m.tbl_name"
        )
        found: dict[str, int] = defaultdict(int)
        for table, size in cursor.fetchall():
            found[str(table).partition("_fts")[0]] += int(size)
        return dict(found)


def growth(before: dict[str, int], after: dict[str, int], *, matters: int, entries: int) -> dict[str, Any]:
    """What each matter and each journal entry has added, in bytes."""
    grown = {table: size - before.get(table, 0) for table, size in after.items()}
    per_matter = {table: round(size / matters) for table, size in grown.items() if size >= matters}
    return {
        "per_matter": sum(grown.values()) / matters,
        "per_entry": grown.get("journal_entry", 0) / entries,
        "tables": dict(sorted(per_matter.items(), key=lambda item: -item[1])),
        "entry_parts": entry_parts(),
    }


def entry_parts() -> dict[str, float]:
    """Mean bytes of the large columns of an entry on a matter."""
    length = "octet_length" if connection.vendor == "postgresql" else "length"
    facts = "octet_length(facts)" if connection.vendor == "postgresql" else "length(CAST(facts AS BLOB))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT action, COUNT(*), AVG({facts}), AVG({length}(sealed)) "  # noqa: S608  # names of our own
            "FROM journal_entry WHERE stream_kind = 'dispute' GROUP BY action"
        )
        return {
            f"{action} {name}": round(float(size))
            for action, _, open_size, sealed in cursor.fetchall()
            for name, size in (("facts", open_size), ("sealed", sealed))
        }


def refresh_statistics() -> None:
    """What PostgreSQL's own housekeeping does some minutes after a load; SQLite keeps no such figures by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

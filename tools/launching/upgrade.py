"""Runs inside the environment: bring the tables to the present program, with a marker beside them meanwhile; then
record the code tables, parameters and calendar years that came with it.

Exit codes: 0 done, 1 the program did not pass its own checks (nothing was touched) or the law data were refused (the
tables are whole), 2 the upgrade failed on the way.
"""

import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def upgrade(marker: Path) -> int:
    """Check, migrate, make sure that nothing is left to do; a store that has begun gets the new law data."""
    django.setup()
    call_command("check", verbosity=0)
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text("", encoding="ascii")
    call_command("migrate", interactive=False, verbosity=0)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return 2
    marker.unlink()
    call_command("load_lawbook", if_begun=True)
    return 0


if __name__ == "__main__":
    sys.exit(upgrade(Path(sys.argv[1])))

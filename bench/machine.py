"""On what was measured, and how busy it was meanwhile."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import django

from tools.launching.system_parts import postgres_programs


def facts() -> dict[str, str]:
    """Machine and versions in words."""
    one, five, _ = os.getloadavg()
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "processor": f"{os.cpu_count()} cores, {_line('/proc/cpuinfo', 'model name')}",
        "memory": f"{int(_line('/proc/meminfo', 'MemTotal').split()[0]) // 2**20} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}, Django {django.get_version()}",
        "engines": f"SQLite {sqlite3.sqlite_version}, {_postgres()}",
        "load of the machine": f"{one:.1f} (1 min), {five:.1f} (5 min) at the end",
    }


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "0"


def _postgres() -> str:
    programs = postgres_programs()
    if programs is None:
        return "no PostgreSQL"
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.strip().replace("postgres (PostgreSQL)", "PostgreSQL")

"""A strict reader of environment variables: a wrong value is one clear sentence, never a guess."""

import os
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class SettingMistake(Exception):
    """An environment variable holds something this program cannot use; the text names the variable and the mend."""


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One word out of a closed list."""
    value = os.environ.get(name, "") or default
    if value not in allowed:
        raise SettingMistake(f"{name}={value!r} is not known; use one of: {', '.join(allowed)}.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise SettingMistake(f"{name}={value!r} is neither yes nor no; use 1 or 0.")


def whole_number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number that is not smaller than `least`."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingMistake(f"{name}={value!r} must be a whole number of at least {least}.")
    return int(value)


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """A comma-separated list, blanks dropped."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    """An absolute folder; it need not exist yet."""
    value = os.environ.get(name, "")
    return Path(value).expanduser().resolve() if value else default


def time_of_day(name: str, default: str) -> time | None:
    """A time like `01:30`; nothing for `off`."""
    value = os.environ.get(name, "") or default
    if value.lower() == "off":
        return None
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise SettingMistake(f"{name}={value!r} is not a time of day; write it like 01:30, or off.") from None


def postgres(url: str, *, pool_size: int) -> dict[str, Any]:
    """Django's database settings for `postgres://user:password@host:port/name?option=value`.

    A unix socket is given percent-encoded as host or as `?host=/path`. Raises SettingMistake for anything else.
    """
    mistake = SettingMistake(
        "DATABASE_URL must look like postgres://user:password@host:5432/name (special characters percent-encoded)."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise mistake from error
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or "/" in name:
        raise mistake
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    address = parts.netloc.rpartition("@")[2]
    host = options.pop("host", "") or unquote(address.removesuffix(f":{port}") if port else address)
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0 if pool_size else None,
        "CONN_HEALTH_CHECKS": not pool_size,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """Django's database settings for one durable SQLite file (architecture.md 6: WAL, IMMEDIATE, FULL)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
            ),
        },
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": file.with_name("test.sqlite3")},
    }

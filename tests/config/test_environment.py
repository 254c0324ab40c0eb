"""The environment reader: wrong values are refused in one sentence, right ones arrive whole."""

from pathlib import Path

import pytest

from anmulong.config.environment import SettingMistake, choice, flag, folder, postgres, sqlite, whole_number, words


def test_choice_refuses_a_word_outside_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANMULONG_STORE", "live")
    with pytest.raises(SettingMistake, match=r"ANMULONG_STORE='live' is not known; use one of: demo, real"):
        choice("ANMULONG_STORE", ("demo", "real"), "demo")


def test_empty_choice_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANMULONG_STORE", "")
    assert choice("ANMULONG_STORE", ("demo", "real"), "demo") == "demo"


@pytest.mark.parametrize(("text", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_flag_reads_both_words(monkeypatch: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    monkeypatch.setenv("ANMULONG_DEBUG", text)
    assert flag("ANMULONG_DEBUG") is meant


def test_flag_refuses_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANMULONG_DEBUG", "maybe")
    with pytest.raises(SettingMistake, match="neither yes nor no"):
        flag("ANMULONG_DEBUG")


@pytest.mark.parametrize("text", ["-1", "1.5", "two", "٣"])
def test_whole_number_refuses(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("ANMULONG_DB_POOL", text)
    with pytest.raises(SettingMistake, match="whole number"):
        whole_number("ANMULONG_DB_POOL", 8)


def test_words_drops_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANMULONG_HOSTS", " desk.example , ,10.0.0.1")
    assert words("ANMULONG_HOSTS", ("localhost",)) == ["desk.example", "10.0.0.1"]


def test_folder_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANMULONG_HOME", "kept")
    assert folder("ANMULONG_HOME", Path("/else")) == tmp_path / "kept"


def test_postgres_address_is_read_whole() -> None:
    setting = postgres("postgres://desk:p%40ss@db.example:6432/ledger?sslmode=require", pool_size=0)
    kept = {name: setting[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS", "CONN_MAX_AGE")}
    assert kept == {
        "NAME": "ledger",
        "USER": "desk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": None,
    }


@pytest.mark.parametrize("url", ["postgres://desk@/ledger?host=/run/pg", "postgres://desk@%2Frun%2Fpg/ledger"])
def test_postgres_by_unix_socket(url: str) -> None:
    setting = postgres(url, pool_size=4)
    assert (setting["HOST"], setting["NAME"], setting["CONN_MAX_AGE"]) == ("/run/pg", "ledger", 0)


@pytest.mark.parametrize(
    "url",
    ["mysql://a@b/c", "postgres://a@b", "postgres://a@b:port/c", "postgres://a@b/c/d", "ledger", "postgres://[/x"],
)
def test_postgres_refuses_what_it_cannot_read(url: str) -> None:
    with pytest.raises(SettingMistake, match="DATABASE_URL must look like"):
        postgres(url, pool_size=0)


def test_sqlite_is_durable_and_immediate(tmp_path: Path) -> None:
    """architecture.md 6: WAL, IMMEDIATE, synchronous=FULL."""
    options = sqlite(tmp_path / "kept.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert {"journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"} <= set(
        options["init_command"].replace(";", "").replace("PRAGMA ", "").split()
    )

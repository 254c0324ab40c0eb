"""Bring one store up to the present program: translations, database, demonstration. What a stamp shows is skipped."""

import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tools.launching import stamps
from tools.launching.console import ENVIRONMENT, USAGE, Stop, Watch, say
from tools.launching.places import PYTHON, ROOT, STAMPS, Store, ensure_writable


HALF_MADE = "half made"


def django(store: Store, *arguments: str) -> int:
    """Run one management command on the store; its words go to the console; returns its exit code."""
    command: Sequence[str | Path] = [PYTHON, ROOT / "tools/launching/inside.py", *arguments]
    return subprocess.run(command, env=store.environment(), check=False).returncode


def compile_messages() -> None:
    """Make the .mo files from the .po files, without the gettext programs."""
    catalogues = list(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    stamp, value = STAMPS / "messages", stamps.digest(catalogues)
    if stamps.holds(stamp, value) and all(file.with_suffix(".mo").exists() for file in catalogues):
        return
    if subprocess.run([PYTHON, ROOT / "tools/compile_messages.py"], check=False).returncode:
        raise Stop(
            "译文没有编译成功，上面写明了是哪个文件。",
            "The translations could not be compiled; the file is named above.",
            code=ENVIRONMENT,
        )
    stamps.put(stamp, value)


def check_settings(store: Store) -> None:
    """A variable that cannot be read is one sentence, before any program of ours starts."""
    command = [PYTHON, ROOT / "tools/launching/settings_check.py"]
    asked = subprocess.run(command, env=store.environment(), stdout=subprocess.PIPE, text=True, check=False)
    if asked.returncode:
        reason = asked.stdout.strip() or "settings"
        raise Stop(f"环境变量填写有误，请改正后重新运行：{reason}", reason, code=ENVIRONMENT)


def check_database(store: Store) -> None:
    """Ask PostgreSQL for one answer before anything else, so that a wrong DATABASE_URL is one sentence."""
    if not store.database_url:
        return
    asked = subprocess.run(
        [PYTHON, ROOT / "tools/launching/probe.py"],
        env=store.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        reason = (asked.stdout or asked.stderr).strip().splitlines()[-1]
        raise Stop(
            f"用 DATABASE_URL 连不上数据库（{reason}），"
            "请检查用户、密码、主机、端口和数据库名，并确认 PostgreSQL 已启动。",
            f"DATABASE_URL does not lead to a database ({reason}); check user, password, host, port and name, "
            "and that PostgreSQL is running.",
            code=ENVIRONMENT,
        )


def ensure_store(store: Store, *, mend: bool = False) -> None:
    """The store's folder, translations and database fit this program; Stop with the mend otherwise."""
    ensure_writable(store.folder)
    compile_messages()
    check_settings(store)
    check_database(store)
    if mend:
        mend_migration(store)
    refuse_half_done(store)
    migrate(store)


def half_done_marker(store: Store) -> Path:
    """Lies in the folder while the database is being changed, and only then."""
    return store.stamp("migrating")


def copy_aside(store: Store) -> Path:
    """The copy of the embedded database taken before its last change."""
    return store.database_file.with_suffix(".sqlite3.before-migration")


def refuse_half_done(store: Store) -> None:
    """Stop when an earlier change of the database did not come to its end."""
    if not half_done_marker(store).exists():
        return
    if store.database_url:
        chinese = "请先从备份恢复数据库（或确认它完好），再运行 ./anmulong run --mend 继续升级。"
        english = "restore the database from its backup (or make sure it is whole), then run ./anmulong run --mend."
    else:
        chinese = "请运行 ./anmulong run --mend：它会放回升级前的副本（旧文件留在一旁），然后重新升级。"
        english = (
            "run ./anmulong run --mend: it puts back the copy taken before the change (keeping the broken file aside) "
            "and upgrades again."
        )
    flag = " --real" if store.name == "real" else ""
    raise Stop(
        f"上一次数据库升级没有完成。{chinese}".replace("--mend", f"--mend{flag}"),
        f"The last upgrade of the database did not finish; {english}".replace("--mend", f"--mend{flag}"),
        code=ENVIRONMENT,
    )


def mend_migration(store: Store) -> None:
    """Put back the copy taken before the half-done change; nothing is thrown away."""
    marker = half_done_marker(store)
    if not marker.exists():
        return
    if not store.database_url:
        for file in (store.database_file, *store.folder.glob(f"{store.database_file.name}-*")):
            if file.exists():
                file.replace(file.with_name(f"broken-{file.name}"))
        if copy_aside(store).exists():
            copy_database(copy_aside(store), store.database_file)
    marker.unlink()


def copy_database(source: Path, target: Path) -> None:
    """A whole copy of an embedded database, its write-ahead log included."""
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
    target.chmod(0o600)


def upgrade_digest() -> str:
    """Changes with every migration, ours or a package's, and with the reviewed codes, parameters and calendar."""
    migrations = ROOT.glob("src/anmulong/*/migrations/*.py")
    reviewed = [*ROOT.glob("data/codes/*.toml"), *ROOT.glob("data/parameters/*.toml")]
    return stamps.digest([*migrations, *reviewed, ROOT / "requirements.lock"])


def has_database(store: Store) -> bool:
    """Whether there is a database to speak of; one at DATABASE_URL has answered already."""
    return bool(store.database_url) or store.database_file.exists()


def is_current(store: Store) -> bool:
    """Whether tables and law data fit this program."""
    return has_database(store) and stamps.holds(store.stamp("migrations"), upgrade_digest())


def migrate(store: Store) -> None:
    """Bring tables and law data to the present program, with a copy aside first; skipped when nothing is new."""
    if is_current(store):
        return
    watch, marker, value = Watch(), half_done_marker(store), upgrade_digest()
    say("正在准备数据库……", "Preparing the database …")
    copy_aside(store).unlink(missing_ok=True)
    if not has_database(store):
        demonstration_stamp(store).unlink(missing_ok=True)
    if store.database_file.exists() and not store.database_url:
        copy_database(store.database_file, copy_aside(store))
    command = [PYTHON, ROOT / "tools/launching/upgrade.py", marker]
    failed = subprocess.run(command, env=store.environment(), check=False).returncode
    refuse_half_done(store)
    if failed:
        raise Stop("程序没有通过自检，原因见上。", "The program did not pass its own checks; the reason is above.")
    if store.database_file.exists():
        store.database_file.chmod(0o600)
    stamps.put(store.stamp("migrations"), value)
    say("数据库就绪", f"ready in {watch}")


def ensure_demonstration(store: Store) -> None:
    """Fill an empty demonstration store, once (O-5); one whose making was cut off is thrown away and made again."""
    stamp = demonstration_stamp(store)
    if stamp.exists() and not stamps.holds(stamp, HALF_MADE):
        return
    if stamps.holds(stamp, HALF_MADE):
        empty_demonstration(store)
    if make_demonstration(store, "--few"):
        raise Stop("演示数据没有生成成功，原因见上。", "The demonstration could not be made; the reason is above.")


def make_demonstration(store: Store, *words: str) -> int:
    """Run the command that fills the store; its exit code. A stamp remembers when it was cut off."""
    watch, stamp = Watch(), demonstration_stamp(store)
    say("正在生成演示数据……", "Making the demonstration …")
    was_made = stamp.exists()
    if not was_made:
        stamps.put(stamp, HALF_MADE)
    code = django(store, "demo", *words)
    if code == 0:
        note_demonstration(store)
        say("演示数据就绪", f"ready in {watch}")
    elif code == USAGE and not was_made:
        stamp.unlink()  # a mistyped word has made nothing
    return code


def empty_demonstration(store: Store) -> None:
    """Throw the demonstration away and set its empty tables up again; keys stay. Stop for a database of others."""
    if store.database_url:
        raise Stop(
            "演示数据没有完整生成：请清空 DATABASE_URL 所指的数据库（dropdb、createdb），然后重新运行。",
            "The demonstration is not whole: empty the database of DATABASE_URL (dropdb, createdb) and run again.",
        )
    remove_demonstration(store)
    demonstration_stamp(store).unlink(missing_ok=True)
    migrate(store)


def remove_demonstration(store: Store) -> None:
    """Throw the database and the stored files of a demonstration away; keys and stamps stay."""
    for file in (*store.folder.glob(f"{store.database_file.name}*"), store.folder / "accounts.txt"):
        file.unlink(missing_ok=True)
    shutil.rmtree(store.folder / "files", ignore_errors=True)


def demonstration_stamp(store: Store) -> Path:
    """Says that the demonstration was made in this database."""
    return store.stamp("demonstration")


def note_demonstration(store: Store) -> None:
    """A whole demonstration lies in this database."""
    stamps.put(demonstration_stamp(store), "made")


def demonstration_accounts(store: Store) -> str:
    """One account per role, as the demonstration prints them; asked once, then read from the store's folder."""
    kept = store.folder / "accounts.txt"
    if not kept.exists():
        command = [PYTHON, ROOT / "tools/launching/inside.py", "demo_accounts"]
        asked = subprocess.run(command, env=store.environment(), stdout=subprocess.PIPE, text=True, check=False)
        if asked.returncode:
            return ""
        kept.write_text(asked.stdout, encoding="utf-8")
    return kept.read_text(encoding="utf-8") if kept.exists() else ""

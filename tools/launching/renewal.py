"""`./anmulong demo --anew`: a new demonstration is made beside the present one and takes its place when it is whole.

It is not written into the present store: making it is one transaction of minutes, and the one writer of SQLite would
let nobody else write meanwhile. So the server goes on answering from the old file, and the program that serves the
store changes the files over between two requests of its children, in seconds. What breaks off leaves the old one whole.
"""

import shutil
import time
from pathlib import Path

from tools.launching import stamps, store_setup
from tools.launching.console import ENVIRONMENT, Stop, say
from tools.launching.locks import use_if_free
from tools.launching.places import Store, ensure_writable


ALWAYS_KEPT = ("keys.json", "secret")  # the key file may be backed up already, and the secret only signs people out
PATIENCE_SECONDS = 30
LOOK_SECONDS = 0.3


def renew(store: Store, *words: str) -> int:
    """Make the demonstration anew with the words of the command `demo`; the command's exit code.

    Stop for the real store, for a database of others and while another window does the same.
    """
    refuse_what_is_not_ours(store)
    store_setup.compile_messages()
    store_setup.check_settings(store)
    fresh = beside(store)
    ensure_writable(fresh.folder)
    with use_if_free(fresh) as free:
        if not free:
            raise Stop(
                "另一个窗口正在重新生成演示数据，请等它完成。",
                "Another window is making the demonstration anew; wait for it to end.",
                code=ENVIRONMENT,
            )
        try:
            code = make_beside(store, fresh, *words)
            if code == 0:
                hand_over(store)
        finally:
            whole_mark(store).unlink(missing_ok=True)
            shutil.rmtree(fresh.home, ignore_errors=True)
    return code


def refuse_what_is_not_ours(store: Store) -> None:
    """Only the demonstration in its own embedded database is ever thrown away."""
    if store.name != "demo":
        raise Stop(
            "演示数据不会写入正式库，正式库也不会被清空；请去掉 ANMULONG_STORE。",
            "Demonstration data never enter the real store, and it is never emptied; leave out ANMULONG_STORE.",
        )
    if store.database_url:
        raise Stop(
            "DATABASE_URL 所指的数据库不会被本程序清空：请自行清空（dropdb、createdb），然后运行 ./anmulong demo。",
            "The database of DATABASE_URL is not emptied by this program: empty it yourself (dropdb, createdb), "
            "then run ./anmulong demo.",
        )


def beside(store: Store) -> Store:
    """The store in which the new demonstration is made."""
    return Store(name=store.name, home=store.folder / "next")


def make_beside(store: Store, fresh: Store, *words: str) -> int:
    """Fill the empty store beside the present one, under the same keys; the command's exit code."""
    whole_mark(store).unlink(missing_ok=True)
    store_setup.remove_demonstration(fresh)
    for name in ALWAYS_KEPT:
        if (store.folder / name).exists():
            shutil.copy2(store.folder / name, fresh.folder / name)
    store_setup.migrate(fresh)
    return store_setup.make_demonstration(fresh, *words)


def hand_over(store: Store) -> None:
    """Take the old one's place, or let the program that serves the store do it; return when it is done."""
    mark, since, told = whole_mark(store), time.monotonic(), False
    stamps.put(mark, "whole")
    while mark.exists():
        with use_if_free(store) as free:
            if free:
                take_place(store)
                return
        time.sleep(LOOK_SECONDS)
        if not told and time.monotonic() - since > PATIENCE_SECONDS:
            told = True
            say(
                "正在运行的程序没有换上新数据，请在它的窗口按 Ctrl-C 结束，本命令随即继续。",
                "The running program did not change over; end it with Ctrl-C in its window, and this command goes on.",
            )


def whole_mark(store: Store) -> Path:
    """Lies beside a new demonstration that is whole and waits to take its place."""
    return store.stamp("next-is-whole")


def is_waiting(store: Store) -> bool:
    """Whether a new demonstration waits to take the place of this one."""
    return whole_mark(store).exists()


def take_place(store: Store) -> None:
    """Put the new demonstration in place of the old one. Nobody may have the store open; the caller holds it.

    The database comes last: what is cut off before is done again, what is cut off after it is made again by `run`.
    """
    fresh = beside(store)
    if fresh.database_file.exists():
        stamps.put(store_setup.demonstration_stamp(store), store_setup.HALF_MADE)
        store_setup.remove_demonstration(store)
        for name in (*ALWAYS_KEPT, "files"):
            if (fresh.folder / name).exists() and not (store.folder / name).exists():
                (fresh.folder / name).replace(store.folder / name)
        for file in sorted(fresh.folder.glob(f"{fresh.database_file.name}*"), reverse=True):
            file.replace(store.folder / file.name)
        # What it was made from, not what lies here now: the program may have been renewed while it was being made.
        store.stamp("migrations").unlink(missing_ok=True)
        if fresh.stamp("migrations").exists():
            fresh.stamp("migrations").replace(store.stamp("migrations"))
        stamps.put(store_setup.demonstration_stamp(store), "made")
    whole_mark(store).unlink(missing_ok=True)

"""Who uses a store: one program at a time may serve it, upgrade it or change it for another one."""

import contextlib
import fcntl
from collections.abc import Iterator

from tools.launching.console import ENVIRONMENT, Stop
from tools.launching.places import Store


@contextlib.contextmanager
def use_if_free(store: Store) -> Iterator[bool]:
    """Hold the store alone while the block runs; False when another program holds it. It ends with the process."""
    with (store.folder / "running").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


@contextlib.contextmanager
def sole_use(store: Store) -> Iterator[None]:
    """Two servers on one store would run two workers and two upgrades; the second one is told."""
    with use_if_free(store) as free:
        if not free:
            raise Stop(
                f"这个库已经在运行（{store.folder}），"
                "请先在原来的窗口按 Ctrl-C 结束，或用 ANMULONG_HOME 指定另一个文件夹。",
                f"This store is already running ({store.folder}); end it with Ctrl-C in its window, "
                "or name another folder in ANMULONG_HOME.",
                code=ENVIRONMENT,
            )
        yield

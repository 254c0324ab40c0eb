"""The verbs of `./anmulong` and what each of them does."""

import argparse
import ipaddress
import os
import subprocess
from contextlib import nullcontext
from pathlib import Path

from tools.launching import renewal, serving, store_setup, testing
from tools.launching.console import ENVIRONMENT, Stop, Watch, complain
from tools.launching.locks import sole_use, use_if_free
from tools.launching.packages import ensure_environment
from tools.launching.places import PYTHON, ROOT, Store, chosen_store


EXIT_CODES = "Exit codes: 0 done · 1 refused or failed · 2 wrong usage · 3 something of this machine is missing."
# Verbs that are management commands: the launcher prepares the store and hands the words over.
COMMANDS = {
    "verify": "recompute the journal's chains and roots, compare live rows · 校验日志与数据",
    "backup": "take a backup while people work; --new-key, --check, --drill · 备份",
    "restore": "bring a backup back into an empty store: FILE --key KEY · 恢复",
    "check": "look whether everything is in order, and what to do if not · 系统自检",
    "demo": "make the demonstration, with --anew in place of the present one · 生成演示数据",
    "import-ledger": "bring in a ledger from .xlsx, .xls or .csv · 导入排查台账",
    "export-ledger": "write matters into a file: the ledger, GB/T 31000 or SF/T 0018 · 导出排查台账",
    "load-lawbook": "bring in the law texts of a folder: --statutes FOLDER · 导入法律文本",
    "createadmin": "create an administrator of one of the three kinds (R-721) · 创建管理员",
}
NAMES = {"check": "check_system"}  # Django has a `check` of its own
MAX_PORT = 65535


def port(text: str) -> int:
    """A port number for argparse."""
    number = int(text)
    if not 0 < number <= MAX_PORT:
        raise ValueError(text)
    return number


def bind_address(text: str) -> str:
    """An address of this machine for argparse."""
    return text if text == "localhost" else str(ipaddress.ip_address(text))


def parser() -> argparse.ArgumentParser:
    """All verbs with their options."""
    top = argparse.ArgumentParser(prog="anmulong", description="矛盾纠纷排查化解台账 · the ledger", epilog=EXIT_CODES)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    run = verbs.add_parser("run", help="start the server and the worker · 启动", epilog=EXIT_CODES)
    run.add_argument("--real", action="store_true", help="the real store; without it the demonstration")
    run.add_argument("--port", type=port, default=8000, help="default 8000")
    run.add_argument("--bind", type=bind_address, default="127.0.0.1", help="address to listen on, default 127.0.0.1")
    run.add_argument("--mend", action="store_true", help="go back to before a half-done database upgrade, then start")

    test = verbs.add_parser("test", help="check and test everything · 检查与测试", epilog=EXIT_CODES)
    test.add_argument("--quick", action="store_true", help="without the browser and the long simulations")
    test.add_argument("--only", metavar="PATTERN", help="only tests whose name matches (pytest -k), no checks")

    for verb, about in COMMANDS.items():
        command = verbs.add_parser(verb, help=about, add_help=False)
        command.add_argument("--anew" if verb == "demo" else "--real", action="store_true")
    verbs.add_parser("bench", help="measure beside the limits of this machine · 测速", add_help=False)
    return top


def run_server(given: argparse.Namespace, watch: Watch) -> int:
    """`run`: environment, store, demonstration, server and worker."""
    store = chosen_store(real=given.real)
    address = serving.Address(given.bind, given.port)
    serving.refuse_open_demonstration(store, address)
    serving.refuse_taken_port(address)
    ensure_environment()
    store_setup.ensure_writable(store.folder)
    with sole_use(store):
        if renewal.is_waiting(store):
            renewal.take_place(store)
        store_setup.ensure_store(store, mend=given.mend)
        accounts = ""
        if store.name == "demo":
            store_setup.ensure_demonstration(store)
            accounts = store_setup.demonstration_accounts(store)
        return serving.serve(store, address, watch, accounts)


def run_command(given: argparse.Namespace, rest: list[str]) -> int:
    """A management command on the chosen store; its exit code is ours."""
    store = chosen_store(real=getattr(given, "real", False))
    ensure_environment()
    words = [NAMES.get(given.verb, given.verb.replace("-", "_")), *rest]
    if {"-h", "--help"} & set(rest):
        own = "--anew   throw the present one away first" if given.verb == "demo" else "--real   the real store"
        print(f"{own}\n{EXIT_CODES}\n", flush=True)
        return store_setup.django(store, *words)
    store_setup.ensure_writable(store.folder)
    if given.verb == "demo":
        return renewal.renew(store, *rest) if given.anew else fill_demonstration(store, rest)
    # Changing all tables or all rows under a running server would pull the floor from under it.
    alone = given.verb == "restore" or not store_setup.is_current(store)
    with sole_use(store) if alone else nullcontext():
        store_setup.ensure_store(store)
        if given.verb == "restore":
            return restore(store, words)
        return store_setup.django(store, *words)


def fill_demonstration(store: Store, rest: list[str]) -> int:
    """`demo` without --anew: fill an empty store that nobody serves."""
    with use_if_free(store) as free:
        if not free:
            raise Stop(
                "演示库正在运行，里面已有数据。要换成新的演示数据，请用 ./anmulong demo --anew，程序不必停。",
                "The demonstration is running and has its data. To have a new one in its place, use "
                "./anmulong demo --anew; the program need not be ended.",
            )
        store_setup.ensure_store(store)
        return store_setup.make_demonstration(store, *rest)


def restore(store: Store, words: list[str]) -> int:
    """Bring a backup back; a demonstration that came back is not made a second time."""
    code = store_setup.django(store, *words)
    if code == 0 and store.name == "demo":
        store_setup.note_demonstration(store)
    return code


def run_bench(rest: list[str]) -> int:
    """`bench`: the measurements in bench/, with the developers' packages."""
    ensure_environment(developer=True)
    store_setup.compile_messages()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command: list[str | Path] = [PYTHON, "-m", "bench", *rest]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def dispatch(words: list[str]) -> int:
    """Find the verb and do it."""
    watch = Watch()
    given, rest = parser().parse_known_args(words)
    if given.verb in COMMANDS:
        return run_command(given, rest)
    if given.verb == "bench":
        return run_bench(rest)
    if rest:
        parser().error(f"unrecognized arguments: {' '.join(rest)}")
    if given.verb == "test":
        return testing.run(quick=given.quick, only=given.only)
    return run_server(given, watch)


def main(words: list[str]) -> int:
    """The exit code of `./anmulong`."""
    try:
        return dispatch(words)
    except Stop as stop:
        complain(stop)
        return stop.code
    except KeyboardInterrupt:
        complain(Stop("已中断。", "Interrupted."))
        return 130
    except OSError as error:
        complain(Stop(f"系统报告错误：{error}", f"The system reports: {error}"))
        return ENVIRONMENT

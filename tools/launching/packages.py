"""The Python environment beside the source: made once, filled from the hash-pinned locks, then left alone."""

import os
import subprocess
import sys

from tools.launching import stamps
from tools.launching.console import ENVIRONMENT, Stop, Watch, say
from tools.launching.places import PYTHON, ROOT, STAMPS, VENV, ensure_writable


INSTALLER, PROGRAM, DEVELOPER = "requirements-installer.lock", "requirements.lock", "requirements-dev.lock"


def ensure_environment(*, developer: bool = False) -> None:
    """`.venv` exists and holds what the locks name (the developers' lock too when asked)."""
    if not is_sound():
        make_environment()
    for lock in (PROGRAM, DEVELOPER) if developer else (PROGRAM,):
        install(lock)


def is_sound() -> bool:
    """Whether `.venv` answers and is new enough (its Python may have been replaced by a system upgrade)."""
    if sys.prefix == str(VENV):
        return True
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """A fresh `.venv` of the Python that runs this script; Stop when venv or ensurepip is missing."""
    ensure_writable(ROOT)
    say("正在建立运行环境……", "Making the environment …")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(
            f"这个 Python {version} 缺少 venv，无法建立运行环境，"
            "请安装（Debian、Ubuntu：sudo apt install python3-venv），"
            "然后重新运行本命令。",
            f"This Python {version} has no working venv; install it (Debian, Ubuntu: sudo apt install python3-venv) "
            "and run this command again.",
            code=ENVIRONMENT,
        )


def install(lock: str) -> None:
    """Install one lock, hashes required; nothing happens when its digest is the stamped one."""
    stamp, value = STAMPS / lock, stamps.digest([ROOT / lock])
    if stamps.holds(stamp, value):
        return
    watch = Watch()
    say(f"正在安装 {lock} 中的组件……", f"Installing what {lock} names …")
    if not (have_installer() and install_quickly(lock)) and not install_plainly(lock):
        raise Stop(
            "组件没有装成，请检查网络或软件源（pip config set global.index-url …），然后重新运行本命令。",
            "The components could not be installed; check the network or the package mirror "
            "(pip config set global.index-url …) and run this command again.",
            code=ENVIRONMENT,
        )
    stamps.put(stamp, value)
    say("安装完成", f"installed in {watch}")


def have_installer() -> bool:
    """Put the quick installer into the environment; where it has no build for the machine, pip does the work."""
    stamp, value = STAMPS / INSTALLER, stamps.digest([ROOT / INSTALLER])
    if stamps.holds(stamp, value):
        return True
    if install_plainly(INSTALLER, quiet=True):
        stamps.put(stamp, value)
        return True
    return False


def install_quickly(lock: str) -> bool:
    """Install by uv, from the mirror that pip is configured for."""
    command = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    mirror = configured_mirror()
    if mirror:
        environment.setdefault("UV_DEFAULT_INDEX", mirror)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def install_plainly(lock: str, *, quiet: bool = False) -> bool:
    """Install by pip."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    return subprocess.run(command, cwd=ROOT, capture_output=quiet, check=False).returncode == 0


def configured_mirror() -> str:
    """The index that pip would ask, or an empty string; offices often have a mirror there and uv does not read it."""
    for place in ("global", "install"):
        asked = subprocess.run(
            [PYTHON, "-m", "pip", "config", "get", f"{place}.index-url"], capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return asked.stdout.strip()
    return os.environ.get("PIP_INDEX_URL", "")

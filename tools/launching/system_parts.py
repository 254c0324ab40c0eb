"""PostgreSQL, Chromium and Chinese fonts for the tests: found, or fetched by apt when root, or named."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools.launching.console import ENVIRONMENT, Stop, say


PACKAGES = {"postgresql": "postgresql", "chromium": "chromium", "fonts": "fonts-noto-cjk"}


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL server programs, wherever Debian or the path has them."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: [int(number) for number in re.findall(r"\d+", folder.parent.name)])
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def chromium() -> str | None:
    """The browser's program."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def has_chinese_fonts() -> bool:
    """Whether a page in Chinese would show letters instead of boxes."""
    lister = shutil.which("fc-list")
    return bool(lister and subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def missing(*, browser: bool) -> list[str]:
    """Debian's names of the packages that are not there."""
    absent = [] if postgres_programs() else ["postgresql"]
    if browser:
        absent += [] if chromium() else ["chromium"]
        absent += [] if has_chinese_fonts() else ["fonts"]
    return [PACKAGES[part] for part in absent]


def ensure_parts(*, browser: bool) -> None:
    """Everything the tests need from the system is there; root lets apt bring it, others are told what to install."""
    absent = missing(browser=browser)
    if absent and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"正在安装 {' '.join(absent)} ……", f"Installing {' '.join(absent)} …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *absent, "fontconfig"]):
            subprocess.run(
                ["apt-get", *command], env=quiet, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        absent = missing(browser=browser)
    if absent:
        names = " ".join(absent)
        raise Stop(
            f"测试还缺少系统组件：{names}，请安装（sudo apt install {names}）后重新运行。",
            f"The tests need these system packages: {names}; install them (sudo apt install {names}) and run again.",
            code=ENVIRONMENT,
        )

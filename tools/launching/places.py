"""Where things lie: the source, the environment beside it, and the two stores that never mix (O-5)."""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tools.launching.console import ENVIRONMENT, Stop


ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"


@dataclass(frozen=True)
class Store:
    """One store: the demonstration or the real one, in its folder and its database."""

    name: str
    home: Path
    database_url: str = ""

    @property
    def folder(self) -> Path:
        """Database file, secret, keys and stored files."""
        return self.home / self.name

    @property
    def database_file(self) -> Path:
        """The embedded database; not used when DATABASE_URL names another."""
        return self.folder / "anmulong.sqlite3"

    def stamp(self, name: str) -> Path:
        """A stamp about this store's database, which differs per DATABASE_URL; the address itself is not written."""
        mark = f"-{sha256(self.database_url.encode()).hexdigest()[:12]}" if self.database_url else ""
        return self.folder / "stamps" / f"{name}{mark}"

    def environment(self) -> dict[str, str]:
        """The environment of every program that works on this store."""
        return {
            **os.environ,
            "ANMULONG_STORE": self.name,
            "ANMULONG_HOME": str(self.home),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "anmulong.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUNBUFFERED": "1",
        }


def chosen_store(*, real: bool) -> Store:
    """The store that the person means: `--real`, else ANMULONG_STORE, else the demonstration."""
    home = Path(os.environ.get("ANMULONG_HOME") or ROOT / "var").expanduser().resolve()
    name = "real" if real else os.environ.get("ANMULONG_STORE") or "demo"
    if name not in {"demo", "real"}:
        raise Stop(
            f"ANMULONG_STORE={name!r} 无法识别，请改为 demo 或 real。",
            f"ANMULONG_STORE={name!r} is not known; use demo or real.",
            code=ENVIRONMENT,
        )
    return Store(name=name, home=home, database_url=os.environ.get("DATABASE_URL", ""))


def ensure_writable(folder: Path) -> None:
    """Make `folder` and prove that files can be written there; Stop with the mend otherwise."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise Stop(
            f"文件夹 {folder} 不能写入（{error.strerror}），"
            "请检查权限和剩余空间，或用 ANMULONG_HOME 指定另一个文件夹。",
            f"The folder {folder} cannot be written ({error.strerror}); check rights and free space, "
            "or name another one in ANMULONG_HOME.",
            code=ENVIRONMENT,
        ) from error

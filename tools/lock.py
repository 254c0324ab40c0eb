"""Make the lock files anew from the .in files; versions already locked stay unless --upgrade is given.

The locks carry hashes and no host names, addresses or paths, so that any mirror serves them and tools/check_hosts.py
stays content. The developers' lock is bound to the program's lock: both install the same versions.
"""

import subprocess
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
COMPILE = [
    sys.executable,
    *("-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links"),
]
BOUND = {"requirements-dev": ["--constraint", "requirements.lock"]}


def main() -> int:
    """Compile every pair; 0 when all could be resolved."""
    for name in ("requirements-installer", "requirements", "requirements-dev"):
        command = [*COMPILE, *sys.argv[1:], f"{name}.in", "--output-file", f"{name}.lock", *BOUND.get(name, [])]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
        print(f"{name}.lock")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What `./anmulong` runs: standard library only, because it works before anything is installed."""

import sys
from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.launching.verbs import main


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

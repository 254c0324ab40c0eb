#!/usr/bin/env python3
"""Django's own commands for developers; people use `./anmulong`."""

import os
import sys
from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from django.core.management import execute_from_command_line


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anmulong.config.settings")
    execute_from_command_line(sys.argv)

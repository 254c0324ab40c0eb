"""Runs inside the environment: one management command, under the name people typed."""

import sys

from django.core.management import execute_from_command_line

from anmulong.config.environment import SettingMistake


try:
    execute_from_command_line(["anmulong", *sys.argv[1:]])
except SettingMistake as mistake:
    print(mistake, file=sys.stderr)
    sys.exit(3)
except KeyboardInterrupt:
    sys.exit(130)

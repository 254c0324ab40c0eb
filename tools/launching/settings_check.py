"""Runs inside the environment: can the settings be read? Where not, one line names the variable and the mend."""

import sys
from importlib import import_module

from anmulong.config.environment import SettingMistake


try:
    import_module("anmulong.config.settings")
except SettingMistake as mistake:
    print(mistake)
    sys.exit(3)

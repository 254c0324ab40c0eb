"""Runs inside the environment: does DATABASE_URL lead to a database? One line says why not; no password in it."""

import os
import sys

import psycopg

from anmulong.config.environment import SettingMistake, postgres


try:
    setting = postgres(os.environ["DATABASE_URL"], pool_size=0)
    with psycopg.connect(
        dbname=setting["NAME"],
        user=setting["USER"] or None,
        password=setting["PASSWORD"] or None,
        host=setting["HOST"] or None,
        port=setting["PORT"] or None,
        connect_timeout=5,
        **setting["OPTIONS"],
    ) as connection:
        connection.execute("SELECT 1")
except (SettingMistake, psycopg.Error) as error:
    print(" ".join(str(error).split()))
    sys.exit(1)

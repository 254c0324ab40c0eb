"""The program's own settings with one address and no more middleware than reading safely needs."""

from anmulong.config.settings import *  # noqa: F403  # the same settings are the point


ROOT_URLCONF = "bench.acting.urls"
MIDDLEWARE = ["anmulong.base.middleware.GuardReads"]

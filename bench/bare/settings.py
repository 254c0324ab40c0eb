"""Settings of the yardstick: no middleware, no sessions, one table of matters and one of what happened to them."""

import os
from pathlib import Path

from anmulong.config import environment


ROOT = Path(__file__).resolve().parents[2]
DEBUG = False
SECRET_KEY = "bench"  # noqa: S105  # nothing is signed with it
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.bare.urls"
WSGI_APPLICATION = "bench.bare.wsgi.application"
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": environment.postgres(DATABASE_URL, pool_size=8)
    if DATABASE_URL
    else environment.sqlite(environment.folder("ANMULONG_HOME", ROOT / "var") / "bare.sqlite3")
}
INSTALLED_APPS = ["django.contrib.staticfiles", "django_cotton", "anmulong.base", "bench.bare"]
MIDDLEWARE: list[str] = []
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "src" / "anmulong" / "desk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
STATIC_URL = "/static/"
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

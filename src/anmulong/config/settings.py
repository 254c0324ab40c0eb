"""All settings in one readable file. What differs between places comes from the environment (config/environment.py).

DATABASE_URL         postgres://… instead of the embedded SQLite file
ANMULONG_STORE       demo (default) or real: two databases that never mix (O-5); `--real` is the same as real
ANMULONG_HOME        folder of everything that is kept: databases, keys, files (default: var/ beside the source)
ANMULONG_HOSTS       names under which people open the pages, comma-separated (default: this machine's own)
ANMULONG_CIPHER    intl (default: AES-256-GCM, SHA-256, Ed25519) or gm (SM4-GCM, SM3, SM2); before the first start
ANMULONG_HTTPS       1 when a proxy in front speaks HTTPS
ANMULONG_DB_POOL     connections a process keeps open to PostgreSQL (default 8, 0 = no pool)
ANMULONG_API_RATE    requests a token may send in a minute to one server process (default 3000, 0 = no limit)
ANMULONG_BACKUPS     folder of the backups, best on another disk (default: `backups` in ANMULONG_HOME)
ANMULONG_BACKUP_AT   hour and minute of the daily backup, as 01:30 (default); `off` for none
ANMULONG_BACKUPS_KEPT  how many backups stay; older ones are let go (default 14)
ANMULONG_LOG         plain (default: lines for people) or json (one object a line, with a line for each request)
ANMULONG_METRICS_TOKEN  lets a program on another machine read /metrics; without it only this machine may
ANMULONG_SECRET_KEY  signs sessions and forms; without it the file `secret` of the store, made at the first start
ANMULONG_DEBUG       1 only for developers
PIP_INDEX_URL        package mirror for the first start, as pip reads it (the launcher only)
"""

import os
from datetime import timedelta
from pathlib import Path

import django.conf.locale

from anmulong.config import environment
from anmulong.config.secret import read_or_make


ROOT = Path(__file__).resolve().parents[3]

# --- where things are kept
STORE = environment.choice("ANMULONG_STORE", ("demo", "real"), "demo")
HOME_FOLDER = environment.folder("ANMULONG_HOME", ROOT / "var")
STORE_FOLDER = HOME_FOLDER / STORE  # database, secret, keys, stored files of this store
BACKUP_FOLDER = environment.folder("ANMULONG_BACKUPS", HOME_FOLDER / "backups")
BACKUP_AT = environment.time_of_day("ANMULONG_BACKUP_AT", "01:30")
BACKUPS_KEPT = environment.whole_number("ANMULONG_BACKUPS_KEPT", 14, least=1)

DEBUG = environment.flag("ANMULONG_DEBUG")
CIPHER_SUITE = environment.choice("ANMULONG_CIPHER", ("intl", "gm"), "intl")
SECRET_KEY = os.environ.get("ANMULONG_SECRET_KEY") or read_or_make(STORE_FOLDER / "secret")
ALLOWED_HOSTS = environment.words("ANMULONG_HOSTS", ("localhost", "127.0.0.1", "[::1]"))

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": environment.postgres(DATABASE_URL, pool_size=environment.whole_number("ANMULONG_DB_POOL", 8))
    if DATABASE_URL
    else environment.sqlite(STORE_FOLDER / "anmulong.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- what the program is made of, from the ground up (architecture.md 2)
OWN_APPS = [
    "anmulong.base",
    "anmulong.journal",
    "anmulong.lawbook",
    "anmulong.orgs",
    "anmulong.access",
    "anmulong.files",
    "anmulong.people",
    "anmulong.disputes",
    "anmulong.cases",
    "anmulong.dossiers",
    "anmulong.stats",
    "anmulong.desk",
    "anmulong.api",
    "anmulong.exchange",
    "anmulong.ops",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton",
    "axes",
    *OWN_APPS,
]
MIDDLEWARE = [
    "anmulong.ops.watching.door.Watch",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "anmulong.config.headers.security_headers",
    "anmulong.api.door.ApiDoor",  # programs go no further: they need no session, form or page message
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "anmulong.base.middleware.GuardReads",
    "anmulong.ops.middleware.FirstStart",
    "anmulong.desk.middleware.TakeSeat",
]
ROOT_URLCONF = "anmulong.config.urls"
WSGI_APPLICATION = "anmulong.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anmulong.desk.context.around",
                "anmulong.ops.watching.banner.warnings",
            ],
        },
    },
]
FORM_RENDERER = "anmulong.base.drawing.QuickRenderer"

# --- people who sign in
AUTH_USER_MODEL = "access.Account"
ROLE_BUNDLES = "anmulong.config.roles.register"  # which rights a role holds, read aloud to a lawyer in config/roles.py
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "anmulong.access.authentication.AccountBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "anmulong.config.passwords.ThreeClassesValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]  # the account is locked wherever the attempts come from
AXES_LOCKOUT_CALLABLE = "anmulong.desk.views.locked.show_locked"
AXES_USERNAME_CALLABLE = "anmulong.access.authentication.username_tried"
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # it warns that the address is not part of the key: that is the intention
    "auth.W004",  # a username is unique in its county, and our own backend knows the county
]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_ENGINE = "anmulong.access.authentication"
SESSION_COOKIE_AGE = 15 * 60  # idle time in seconds; each request starts it anew
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = f"anmulong_{STORE}"  # the two stores may run side by side on one machine
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"anmulong_{STORE}_form"
CSRF_COOKIE_SAMESITE = "Lax"

# --- transport
HTTPS = environment.flag("ANMULONG_HTTPS")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # previews of stored papers are shown inside our own pages
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # the table page sends many small fields

# --- languages and time
LANGUAGE_CODE = "zh-hans"
# Django knows only Cyrillic Mongolian; untranslated Peripheral Mongolian must fall back to Chinese, never to that.
django.conf.locale.LANG_INFO["mvf"] = {
    "bidi": False,
    "code": "mvf",
    "name": "Peripheral Mongolian",
    "name_local": "ᠮᠣᠩᠭᠣᠯ",
}
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English"), ("mvf", "ᠮᠣᠩᠭᠣᠯ")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "anmulong_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- other systems
API_REQUESTS_PER_MINUTE = environment.whole_number("ANMULONG_API_RATE", 3000)

# --- files
# No STATIC_ROOT: whitenoise serves straight from the source folders, so nothing is collected before the first page.
STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STORE_FOLDER / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600  # seconds a browser need not ask again

# --- logging: to the console, from where the launcher or the service manager keeps it
REQUEST_LOGS = ("anmulong.requests", "anmulong.api.requests")
LOG_FORM = environment.choice("ANMULONG_LOG", ("plain", "json"), "plain")
METRICS_TOKEN = os.environ.get("ANMULONG_METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "logging.Formatter" if DEBUG else "anmulong.config.logs.PlainLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "anmulong.config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORM}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "anmulong": {"level": "INFO"},
        # A line for each request is for programs to read.
        **{name: {"level": "INFO" if LOG_FORM == "json" else "ERROR"} for name in REQUEST_LOGS},
        # Its lines quote addresses as they were typed; ours tell them by their template.
        "django.request": {"level": "CRITICAL"},
    },
}

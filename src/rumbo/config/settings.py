"""Settings of a Rumbo server. Everything a deployment may change is an environment variable, listed here.

RUMBO_DATA          folder for the database, the secret key and collected static files. Default ``var``.
RUMBO_DATABASE_URL  e.g. ``postgres://user:password@host:5432/rumbo``. Default: ``$RUMBO_DATA/rumbo.sqlite3``.
RUMBO_SECRET_KEY    key for signing and for the answers cookie. Default: made at the first start, kept in ``$RUMBO_DATA/secret_key``.
RUMBO_ALLOWED_HOSTS host names served, separated by commas. Default ``localhost,127.0.0.1,[::1]``.
RUMBO_HTTPS         ``1`` when people reach the server over HTTPS: cookies are then ``Secure`` and HSTS is sent. Default ``0``.
RUMBO_DEBUG         ``1`` shows errors in the browser; never in production. Default ``0``.
RUMBO_ADMIN         ``1`` serves the staff admin under ``/admin/``. Default ``0``.
RUMBO_REGION        folder of the region's files. Default ``regions/calibaja``.
RUMBO_MORE_LANGUAGES languages served as drafts, marked so on every page, separated by commas: ``ht``. Default none.
RUMBO_LOG_REQUESTS  ``1`` writes a line for each request: method, name of the view, status, milliseconds; no address. Default ``0``.
RUMBO_LANG          language where a reader states none: ``es`` or ``en``. Default ``es``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from rumbo.config.secret import read_or_make_secret


def _flag(name: str) -> bool:
    return os.environ.get(name, "0") == "1"


def _listed(name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())


def _name_of_language(code: str) -> str:
    if code not in LANG_INFO:
        raise ImproperlyConfigured(f"RUMBO_MORE_LANGUAGES: {code!r} is no language this server knows; for example ht for Haitian Creole.")
    return str(LANG_INFO[code]["name_local"])


# Languages that Django does not know. The second one is nobody's: it proves that pages can be read from right to left.
LANG_INFO.setdefault("ht", {"bidi": False, "code": "ht", "name": "Haitian Creole", "name_local": "kreyòl ayisyen"})
LANG_INFO.setdefault("ar-x-pseudo", {"bidi": True, "code": "ar-x-pseudo", "name": "Pseudo", "name_local": "[ʘ ʘ]"})

PACKAGE = Path(__file__).resolve().parent.parent

DATA = Path(os.environ.get("RUMBO_DATA", "var")).absolute()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
REGION = Path(
    os.environ.get("RUMBO_REGION") or ("regions/calibaja" if Path("regions/calibaja").is_dir() else PACKAGE / "regions" / "calibaja")
)
DEBUG = _flag("RUMBO_DEBUG")
HTTPS = _flag("RUMBO_HTTPS")
ADMIN = _flag("RUMBO_ADMIN")
SECRET_KEY = os.environ.get("RUMBO_SECRET_KEY") or read_or_make_secret(DATA / "secret_key")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("RUMBO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()]

INSTALLED_APPS = [
    "rumbo.front",
    "rumbo.pathways",
    "rumbo.directory",
    "rumbo.accounts",
    "rumbo.base",
    "rumbo.web",
    # SimpleAdminConfig registers nothing by itself: config.urls does, and only where the admin is served.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    *(["rumbo.config.middleware.RequestLines"] if _flag("RUMBO_LOG_REQUESTS") else []),
    "rumbo.config.middleware.Fences",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rumbo.config.middleware.CompressPublic",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "rumbo.config.middleware.ApiGate",
    "rumbo.config.middleware.NotAllowedInWords",
    "rumbo.web.display.VaryByDisplay",
    "django.middleware.common.CommonMiddleware",
    "rumbo.web.privacy.CsrfOfForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "rumbo.config.urls"
WSGI_APPLICATION = "rumbo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "rumbo.web.display.display",
            ],
        },
    },
]


def _sqlite() -> dict[str, Any]:
    """SQLite as a server's database: readers never wait for the writer, writers queue instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "rumbo.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds a writer waits for its turn
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;",
        },
        # A file and not memory: WAL and locks behave as in production. pytest-xdist adds its worker's name.
        "TEST": {"NAME": DATA / "test.sqlite3"},
    }


def _database() -> dict[str, Any]:
    if url := os.environ.get("RUMBO_DATABASE_URL"):
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    return _sqlite()


# ATOMIC_REQUESTS stays off: with IMMEDIATE every page view would take SQLite's one write lock. Services open transactions.
DATABASES = {"default": _database()}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en" if os.environ.get("RUMBO_LANG") == "en" else "es"
COMPLETE_LANGUAGES = ("es", "en")
LANGUAGES = [(code, _name_of_language(code)) for code in (*COMPLETE_LANGUAGES, *_listed("RUMBO_MORE_LANGUAGES"))]
LOCALE_PATHS = [PACKAGE / "locale", DATA / "locale"]  # the second is for languages that are made here: checks/pseudo.py
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # the day that counts for a person is the region's own: pathways.queries.today

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
WHITENOISE_ROOT = PACKAGE / "web" / "root"  # what browsers ask for unasked, at addresses they have agreed on
WHITENOISE_USE_FINDERS = True  # before `collectstatic` has run, files are served from the source folders
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "rumbo.config.static.StaticStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

# Django 6 brings this policy itself (SECURE_CSP with its own middleware): the directives below then move there unchanged.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "rumbo.front.views.csrf_failure"
METHOD_FAILURE_VIEW = "rumbo.front.views.method_not_allowed"  # ours, for rumbo.config.middleware
CSRF_COOKIE_AGE = None  # until the browser is closed: a year, as Django has it, would tell for a year that somebody was here
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# What a person answers may appear in no error report either.
DEFAULT_EXCEPTION_REPORTER_FILTER = "rumbo.base.logs.NothingPersonal"
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "rumbo.base.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}, "nowhere": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would print request lines, which carry addresses and query strings, and mail reports.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

# The planner is a public, hard computation (design: house).
PLANNER_CONCURRENT = 4  # searches at once in one process; the next one is told to come back
PLANNER_RETRY_SECONDS = 2

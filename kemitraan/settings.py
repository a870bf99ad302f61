"""One settings file, read from the environment (12-factor).

Every variable that is read here is listed in .env.example (a test compares the two). Without any variable set the project
runs in development mode on embedded servers; with DEBUG=0 it refuses to start half-configured.
"""

import base64
import os
from pathlib import Path

import environ
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kemitraan import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")


# ── Strict readers ───────────────────────────────────────────────────────────────────────────────────────────────────


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def yes_or_no(name: str, default: bool) -> bool:
    """A value that is neither yes nor no stops the start: DEBUG=flase must not mean DEBUG=1."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def whole_number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def whole_numbers(name: str, default: str = "") -> list[int]:
    found = words(name, default)
    for value in found:
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(
                f"{name}={value!r}: write whole numbers with commas between."
            )
    return [int(value) for value in found]


# ── Mode and secrets ─────────────────────────────────────────────────────────────────────────────────────────────────

DEBUG = yes_or_no("DEBUG", True)
DATABASE_URL = text("DATABASE_URL")
REDIS_URL = text("REDIS_URL")
SECRET_KEY = text("SECRET_KEY")
#: See kemitraan/sealing.py.
SEALING_KEYS = words("SEALING_KEYS")  # newest first
FINGERPRINT_KEY = text("FINGERPRINT_KEY")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

if not DEBUG:
    needed = (
        "SECRET_KEY",
        "SEALING_KEYS",
        "FINGERPRINT_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "ALLOWED_HOSTS",
    )
    missing = [name for name in needed if not text(name)]
    if missing:
        raise ImproperlyConfigured(
            f"DEBUG=0 needs {', '.join(missing)}: see .env.example for what each one holds."
        )
    if len(SECRET_KEY) < 40:
        raise ImproperlyConfigured("SECRET_KEY is too short: take at least 40 random characters.")
elif not SECRET_KEY:
    # Sessions of a demo are worth nothing, and a fixed key keeps them over restarts.
    SECRET_KEY = "development-only-" + "0" * 40

if DEBUG:
    SEALING_KEYS = SEALING_KEYS or [
        base64.urlsafe_b64encode(b"development-only".ljust(32)).decode()
    ]
    FINGERPRINT_KEY = FINGERPRINT_KEY or "development-only-" + "0" * 40
for key in SEALING_KEYS:
    try:
        Fernet(key)
    except ValueError as error:
        raise ImproperlyConfigured(
            "SEALING_KEYS: each key is 32 bytes in url-safe base64; .env.example tells how to make one."
        ) from error
if len(FINGERPRINT_KEY) < 40:
    raise ImproperlyConfigured("FINGERPRINT_KEY is too short: take at least 40 random characters.")

#: Kemendagri code of the kabupaten that runs this portal: its clusters and villages are loaded as reference data.
REGENCY = text("REGENCY", "33.10")
#: Where the classes of value begin that the public register shows instead of amounts: whole rupiah, ascending.
REGISTER_VALUE_LIMITS = whole_numbers(
    "REGISTER_VALUE_LIMITS", "50000000,250000000,1000000000,10000000000"
)
if sorted({*REGISTER_VALUE_LIMITS} - {0}) != REGISTER_VALUE_LIMITS:
    raise ImproperlyConfigured("REGISTER_VALUE_LIMITS: write amounts that rise, the first above 0.")

#: How MoUs and contracts are numbered (partnerships.services.documents): names are number, month, month_roman and year.
MOU_NUMBER_PATTERN = text("MOU_NUMBER_PATTERN", "180/{number:03}/MOU/{month_roman}/{year}")
CONTRACT_NUMBER_PATTERN = text("CONTRACT_NUMBER_PATTERN", "180/{number:03}/KK/{month_roman}/{year}")
for pattern in (MOU_NUMBER_PATTERN, CONTRACT_NUMBER_PATTERN):
    try:
        apart = {
            pattern.format(number=number, month=1, month_roman="I", year=year)
            for number in (1, 2)
            for year in (2026, 2027)
        }
    except (KeyError, ValueError, IndexError) as error:
        raise ImproperlyConfigured(f"Number pattern {pattern!r}: {error!r}.") from error
    if len(apart) < 4:
        raise ImproperlyConfigured(f"Number pattern {pattern!r} must name {{number}} and {{year}}.")

# ── Servers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

if DATABASE_URL:
    DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
    if "postgresql" not in DATABASES["default"]["ENGINE"]:
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL server.")
else:
    DATABASES = {"default": embedded.postgres_settings()}
#: Which of the two run from pip packages (kemitraan/embedded/) because no server was named.
EMBEDDED_SERVERS = [
    name
    for name, url in ((embedded.POSTGRES, DATABASE_URL), (embedded.VALKEY, REDIS_URL))
    if not url
]
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)

#: Web pages answer or fail; only the worker may think for minutes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or embedded.redis_url(db=0),
        "KEY_PREFIX": "kemitraan",
    }
}

CELERY_BROKER_URL = REDIS_URL or embedded.broker_url(db=0)
CELERY_TASK_IGNORE_RESULT = True  # what a run did stands in its ledger row
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_SOFT_TIME_LIMIT = 1740
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message whose worker died comes back after this many seconds; longer than the longest task.
    "visibility_timeout": 2000,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_BEAT_SCHEDULE = {
    "resume-interrupted-match-runs": {
        "task": "partnerships.tasks.resume_match_runs",
        "schedule": 60.0,
    },
    "match-every-night": {"task": "partnerships.tasks.match_all", "schedule": 24 * 3600.0},
    "forget-old-changes": {
        "task": "partnerships.tasks.forget_old_changes",
        "schedule": 24 * 3600.0,
    },
    "resume-interrupted-bulk-reviews": {
        "task": "umkm.tasks.resume_bulk_reviews",
        "schedule": 60.0,
    },
    "note-expiring-certificates": {
        "task": "umkm.tasks.note_expiring_certificates",
        "schedule": 6 * 3600.0,
    },
    "resume-interrupted-imports": {"task": "umkm.tasks.resume_imports", "schedule": 60.0},
    "keep-register-every-night": {"task": "umkm.tasks.keep_register", "schedule": 24 * 3600.0},
    "look-at-saved-searches": {
        "task": "partnerships.tasks.look_at_saved_searches",
        "schedule": 600.0,
    },
    "forget-old-shortlist-entries": {
        "task": "partnerships.tasks.forget_old_shortlist_entries",
        "schedule": 24 * 3600.0,
    },
    "carry-letters": {"task": "kemitraan.post.tasks.carry_letters", "schedule": 30.0},
    "rebuild-search-every-night": {"task": "umkm.tasks.rebuild_search", "schedule": 24 * 3600.0},
    "forget-old-api-answers": {
        "task": "kemitraan.api.tasks.forget_old_answers",
        "schedule": 3600.0,
    },
    "forget-old-letters": {
        "task": "kemitraan.post.tasks.forget_old_letters",
        "schedule": 24 * 3600.0,
    },
    "watch": {"task": "partnerships.tasks.watch", "schedule": 3600.0},
    "tell-changes": {"task": "partnerships.tasks.tell_changes", "schedule": 300.0},
    "send-digests": {"task": "partnerships.tasks.send_digests", "schedule": 300.0},
    "move-by-date": {"task": "partnerships.tasks.move_by_date", "schedule": 3600.0},
}

# ── Applications ─────────────────────────────────────────────────────────────────────────────────────────────────────

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "kemitraan",
    "kemitraan.reference",
    "kemitraan.accounts",
    "kemitraan.post",
    "kemitraan.api",
    "umkm",
    "investors",
    "partnerships",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kemitraan.admin_csp.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kemitraan.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kemitraan.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "kemitraan.urls"
WSGI_APPLICATION = "kemitraan.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kemitraan.context.portal",
            ],
        },
    },
    {  # what is printed many times: kemitraan/jinja.py
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja",
        "DIRS": [BASE_DIR / "templates/jinja"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "kemitraan.jinja.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kemitraan.accounts.sign_in.AnyNameBackend"]
LOGIN_URL = reverse_lazy("accounts:sign-in")
LOGIN_REDIRECT_URL = reverse_lazy("desk")
LOGOUT_REDIRECT_URL = reverse_lazy("home")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# ── Languages: Indonesian is the source, English the translation ─────────────────────────────────────────────────────

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_vendor"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = (
    False  # ids in URLs and inputs must stay plain; amounts go through the filters of rupiah.py
)

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

VAR_DIR = Path(text("KEMITRAAN_VAR", str(BASE_DIR / "var")))
STATIC_URL = "static/"
STATIC_ROOT = Path(text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = False

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if DEBUG
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = text("EMAIL_HOST", "localhost")
EMAIL_PORT = whole_number("EMAIL_PORT", 25)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = yes_or_no("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = yes_or_no("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = whole_number("EMAIL_TIMEOUT", 20)
#: How many letters go over one connection before a new one is opened: mail servers have their limits.
EMAIL_PER_CONNECTION = whole_number("EMAIL_PER_CONNECTION", 100)
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "kemitraan@localhost")
#: What stands before the paths in letters.
PORTAL_URL = text(
    "PORTAL_URL",
    "http://localhost:8000" if DEBUG else f"https://{next(iter(ALLOWED_HOSTS), 'localhost')}",
).rstrip("/")
#: From this hour (Asia/Jakarta) each person gets what came up since, once a day.
DIGEST_HOUR = whole_number("DIGEST_HOUR", 7)

# ── Safety ───────────────────────────────────────────────────────────────────────────────────────────────────────────

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],  # kemitraan/admin_csp.py widens these two, under /admin/ only
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
#: HTTPS is ended by the proxy in front of the web container, which sets X-Forwarded-Proto.
HTTPS = yes_or_no("HTTPS", not DEBUG)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]  # the container's own health check speaks plain HTTP
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# ── Logging: one line an event on stderr, for the container's log ────────────────────────────────────────────────────

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}},
}

# ── API ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Requests a minute for one account, and for one address that has not signed in.
API_PER_MINUTE = whole_number("API_PER_MINUTE", 600)
API_ANON_PER_MINUTE = whole_number("API_ANON_PER_MINUTE", 120)
if not (API_PER_MINUTE and API_ANON_PER_MINUTE):
    raise ImproperlyConfigured("API_PER_MINUTE and API_ANON_PER_MINUTE: at least 1.")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "kemitraan.api.signing_in.TokenAuthentication",  # the first: 401 names it
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PARSER_CLASSES": ["kemitraan.api.parsers.StrictJsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "kemitraan.api.pagination.KeyPagination",
    "DEFAULT_SCHEMA_CLASS": "kemitraan.api.schema.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": f"{API_ANON_PER_MINUTE}/min",
        "user": f"{API_PER_MINUTE}/min",
    },
    # The address of a caller is what our own proxy says; what a caller writes before it counts for nothing.
    "NUM_PROXIES": 1 if HTTPS else 0,
    "EXCEPTION_HANDLER": "kemitraan.api.errors.api_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kemitraan API",
    "DESCRIPTION": _(
        "UMKM, perusahaan, kebutuhan, daftar pendek, saran, MoU, kontrak, dan realisasi untuk sistem lain. Jumlah uang "
        "adalah rupiah bulat, tanggal menurut ISO 8601. Panduannya ada di halaman /api/."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.0.3",
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATIONS": False,
    "SERVE_AUTHENTICATION": None,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "PREPROCESSING_HOOKS": ["kemitraan.api.schema.only_v1"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "kemitraan.api.schema.describe_every_field",
    ],
    "ENUM_NAME_OVERRIDES": {
        "NeedStatusEnum": "investors.models.NeedStatus",
        "SuggestionStatusEnum": "partnerships.models.SuggestionStatus",
        "GroupStatusEnum": "partnerships.models.GroupStatus",
        "MouStatusEnum": "partnerships.models.MouStatus",
        "EntryStatusEnum": "partnerships.models.EntryStatus",
        "ContractKindEnum": "partnerships.models.Contract.Kind",
        "SideEnum": "partnerships.models.Side",
        "CloseReasonEnum": "investors.models.CloseReason",
        "DeclineReasonEnum": "partnerships.models.DeclineReason",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# ── Admin: the officials' workplace ──────────────────────────────────────────────────────────────────────────────────

UNFOLD = {
    "SITE_TITLE": _("Kemitraan"),
    "SITE_HEADER": _("Kemitraan"),
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("kemitraan/mark.svg"),
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("kemitraan/mark.svg"),
        },
    ],
    "SHOW_BACK_BUTTON": True,
    "SHOW_LANGUAGES": True,
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "partnerships.admin.navigation.sidebar",
    },
    "DASHBOARD_CALLBACK": "partnerships.admin.dashboard.dashboard",
    # Indigo for what one presses, undyed cotton for the ground: the same cloth as static/kemitraan/tokens.css.
    "COLORS": {
        "primary": {
            "50": "oklch(97% .012 275)",
            "100": "oklch(94% .027 275)",
            "200": "oklch(88% .05 274)",
            "300": "oklch(80% .08 274)",
            "400": "oklch(71% .11 273)",
            "500": "oklch(62% .13 272)",
            "600": "oklch(36% .11 272)",
            "700": "oklch(32% .1 272)",
            "800": "oklch(28% .09 272)",
            "900": "oklch(24% .08 272)",
            "950": "oklch(19% .06 272)",
        },
        "base": {
            "50": "oklch(98.3% .008 85)",
            "100": "oklch(96.3% .012 85)",
            "200": "oklch(91.5% .016 85)",
            "300": "oklch(85% .02 83)",
            "400": "oklch(72% .02 80)",
            "500": "oklch(50% .018 70)",
            "600": "oklch(42% .016 60)",
            "700": "oklch(35% .018 285)",
            "800": "oklch(27% .022 275)",
            "900": "oklch(21% .025 272)",
            "950": "oklch(14% .02 272)",
        },
    },
    "STYLES": [
        lambda request: static("kemitraan/admin.css"),
        lambda request: static("kemitraan/desk.css"),
    ],
}

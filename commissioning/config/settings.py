"""Django's settings. What differs from one machine to another comes from environment.py."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from commissioning.config import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = BASE_DIR / "var"
ENVIRONMENT = environment.read(os.environ, BASE_DIR)

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
PRODUCTION = ENVIRONMENT.production
# Its people and passwords are public: production does without, and images leave it out
HAS_DEMO = not PRODUCTION and (BASE_DIR / "demo" / "__init__.py").is_file()
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
COMMISSIONING_TODAY = ENVIRONMENT.today
PORT = ENVIRONMENT.port

INSTALLED_APPS = [
    *(["demo"] if HAS_DEMO else []),
    "reporting",
    "payments",
    "carehomes",
    "practices",
    "commissioning",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "django_filters",
    "csp",
]

MIDDLEWARE = [
    "commissioning.config.logs.number_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *(["demo.middleware.while_it_loads"] if HAS_DEMO else []),
    "allauth.account.middleware.AccountMiddleware",
    "commissioning.web.request_cache.remember",
    "commissioning.accounts.middleware.gate",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "commissioning.site.urls"
WSGI_APPLICATION = "commissioning.config.wsgi.application"

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
                "commissioning.accounts.context_processors.frame",
                "reporting.context.navigation",
            ]
        },
    }
]

# Where things are kept

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENVIRONMENT.redis_url,
    }
    if ENVIRONMENT.redis_url
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # What each process worked out, until anybody changes anything (commissioning/web/page_cache.py)
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Row history: every insert, change and removal, timed by the database at the statement itself, so
# that "what was on record at this moment" has one answer (commissioning/records/history.py)

PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PGHISTORY_APPEND_ONLY = True

# Background work: Redis, or folders that every process of this machine shares

QUEUE = ENVIRONMENT.queue
CELERY_BROKER_URL = ENVIRONMENT.redis_url or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {}
    if ENVIRONMENT.redis_url
    else {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "control_folder": str(QUEUE / "control"),
        "polling_interval": 0.1,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a worker that is busy leaves the rest to others
CELERY_WORKER_DISABLE_PREFETCH = bool(ENVIRONMENT.redis_url)  # entirely, where the broker can
CELERY_TASK_DEFAULT_QUEUE = "short"
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "look-after-work": {
        "task": "commissioning.site.celery_tasks.look_after_work",
        "schedule": 60,  # seconds
    },
    "ask-for-what-is-due": {
        "task": "reporting.tasks.ask_for_what_is_due",
        "schedule": 300,
    },
    "remove-old-uploads": {
        "task": "commissioning.site.celery_tasks.remove_old_uploads",
        "schedule": 3600,  # seconds
    },
    "remove-files-of-no-job": {
        "task": "commissioning.site.celery_tasks.remove_files_of_no_job",
        "schedule": 3600,
    },
}

# What an app says of facts that an app above it keeps

DECIDED_OPT_OUTS = "payments.selectors.opt_outs.decided_opt_outs"
DECISIONS_REST_ON = "reporting.selectors.consequences.behind"

# People

AUTH_USER_MODEL = "commissioning.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "commissioning.accounts.adapters.PeopleAreInvited"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "commissioning.accounts.forms.accounts.SignInForm",
    "change_password": "commissioning.accounts.forms.accounts.NewPasswordForm",
    "set_password": "commissioning.accounts.forms.accounts.FirstPasswordForm",
    "reset_password": "commissioning.accounts.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "commissioning.accounts.forms.accounts.PasswordByLinkForm",
    "reauthenticate": "commissioning.accounts.forms.accounts.PasswordAgainForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a changed password or second step, to the person
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0

# The second step: docs/decisions says for whom, and why a demo has none

MFA_ADAPTER = "commissioning.accounts.adapters.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "NHS Primary care commissioning"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever can sign in was sent the link at that address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost, nothing else: the browser's
MFA_FORMS = {
    "authenticate": "commissioning.accounts.forms.second_step.CodeForm",
    "reauthenticate": "commissioning.accounts.forms.second_step.CodeAgainForm",
    "activate_totp": "commissioning.accounts.forms.second_step.NewAppForm",
    "deactivate_totp": "commissioning.accounts.forms.second_step.RemoveAppForm",
    "generate_recovery_codes": "commissioning.accounts.forms.second_step.NewCodesForm",
    "add_webauthn": "commissioning.accounts.forms.second_step.NewPasskeyForm",
    "edit_webauthn": "commissioning.accounts.forms.second_step.RenamePasskeyForm",
    "authenticate_webauthn": "commissioning.accounts.forms.second_step.PasskeyForm",
    "reauthenticate_webauthn": "commissioning.accounts.forms.second_step.PasskeyAgainForm",
    "login_webauthn": "commissioning.accounts.forms.second_step.PasskeyAloneForm",
}

# Signing in elsewhere (OpenID Connect), off unless the environment names an issuer

OIDC = ENVIRONMENT.issuer
SOCIALACCOUNT_ADAPTER = "commissioning.accounts.oidc.KnownPeopleOnly"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = environment.providers(OIDC)

# Mail: a server when one is named, else files in var/mail

DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "commissioning@localhost")
EMAIL_TIMEOUT = 30  # seconds for the mail server to answer
if ENVIRONMENT.email:
    globals().update(ENVIRONMENT.email)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# Pages

CRISPY_ALLOWED_TEMPLATE_PACKS = ("nhsuk",)
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False
FRONTEND = BASE_DIR / "build" / "nhsuk"  # made by commissioning/frontend.py
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "collected"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
if FRONTEND.is_dir():
    STATICFILES_DIRS.append(("nhsuk", FRONTEND))
STORAGES = {
    "default": ENVIRONMENT.files.storage,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = ENVIRONMENT.files.folder

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([OIDC.origin] if OIDC else [])],  # led on to, once agreed
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    # A proxy in front speaks TLS and says so in this header; README.md, "In production".
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{work}]: {message}", "style": "{"},
        "json": {"()": "commissioning.config.logs.Json"},
    },
    "filters": {"in_work": {"()": "commissioning.config.logs.InWork"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "line",
            "filters": ["in_work"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        **{
            app: {"handlers": ["stderr"], "level": "INFO", "propagate": False}
            for app in ("commissioning", "practices", "carehomes", "payments", "reporting")
        },
    },
}

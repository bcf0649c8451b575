"""The settings of the site. On a laptop none has to be given; a production site refuses to start
when one that it needs is missing. README.md lists what can be set."""

import os

from csp.constants import NONE, SELF

from pbc import environment
from pbc.embedded import places

BASE_DIR = places.CHECKOUT
PBC_VAR = places.var_path()
PRODUCTION = environment.PRODUCTION

# ---- Settings of the field -----------------------------------------------------------------

# Unassigned spend of a locality inside the figures of a group: "sole" (a group that has all its
# practices carries it whole), "list-size" (shared out) or "none" (always beside).
PBC_UNASSIGNED_TO_GROUPS = os.environ.get("PBC_UNASSIGNED_TO_GROUPS", "sole")
# A file covers a month of a locality when it names at least this share of its practices.
PBC_COVERAGE_SHARE = os.environ.get("PBC_COVERAGE_SHARE", "0.5")
# A covered slice that would lose more than this share of its money needs a reason.
PBC_LOSS_LIMIT = os.environ.get("PBC_LOSS_LIMIT", "0.20")
# A month that differs from the one before by more than this share, for each working day, is said
# to swing; whoever reviews it is asked why.
PBC_SWING_LIMIT = os.environ.get("PBC_SWING_LIMIT", "0.20")
# A row that costs more than this, in pounds in one month, needs a reason to be published.
PBC_COST_LIMIT = os.environ.get("PBC_COST_LIMIT", "10000000")
# Where the heads of the seals are kept: {"file": a path, "address": of a mailbox, or empty}.
PBC_SEALS = environment.seals(PBC_VAR)
# Pounds of a case above which a pool pays, where there is one: chance moves nobody by more.
PBC_HIGH_COST_CAP = os.environ.get("PBC_HIGH_COST_CAP") or None
# A group's total is shown to others only when the group has at least this many practices.
PBC_SMALLEST_GROUP_SHOWN = int(os.environ.get("PBC_SMALLEST_GROUP_SHOWN", "3"))
# Who opens, closes and moves practices and keeps groups, providers and localities: either or both.
PBC_REGISTER_KEPT_BY = os.environ.get("PBC_REGISTER_KEPT_BY", "administrator finance")
# The marks behind the names of those who come to meetings from elsewhere, by their affiliation.
PBC_AFFILIATION_MARKS = os.environ.get("PBC_AFFILIATION_MARKS", "PCT=#,PPI=^")
# What the holder of the money is called on the pages.
PBC_COMMISSIONER_LABEL = os.environ.get("PBC_COMMISSIONER_LABEL", "PCT")
# What stays free on the disk of our files, in MiB: nothing is taken in that would leave less.
PBC_ROOM_LEFT_MB = environment.room_left()
# The largest file that may be sent, in MiB.
PBC_UPLOAD_LIMIT_MB = int(os.environ.get("PBC_UPLOAD_LIMIT_MB", "100"))
# How many files may be sent at once.
PBC_UPLOAD_FILES = int(os.environ.get("PBC_UPLOAD_FILES", "100"))
# How a year is foretold from its months so far.
PBC_FORECAST_METHOD = os.environ.get("PBC_FORECAST_METHOD", "working-days")
# After how many days a decision that somebody is to be told, and was not, is flagged.
PBC_TELL_WITHIN_DAYS = int(os.environ.get("PBC_TELL_WITHIN_DAYS", "7"))
# How many days a practice has for a check after its month is published, unless agreed otherwise.
PBC_CHECK_DAYS = int(os.environ.get("PBC_CHECK_DAYS", "14"))
# After how many days without a contact the desk of a lead names a practice that is over budget.
PBC_CONTACT_WITHIN_DAYS = int(os.environ.get("PBC_CONTACT_WITHIN_DAYS", "60"))
# What a year may be closed over with a written reason; anything else is settled first.
PBC_CLOSE_DESPITE = os.environ.get("PBC_CLOSE_DESPITE", "returns parked month-13").split()
# Who runs the site, printed at the foot of each page.
PBC_RUN_BY = os.environ.get("PBC_RUN_BY", "")
environment.check_today()
# The day on which a demonstration is seen; empty on a site with data of its own.
PBC_DEMONSTRATION = environment.demonstration()
# Names of the era, as the pages print them.
PBC_NAMES = {"commissioner": PBC_COMMISSIONER_LABEL}

# ---- Apps, in the order of the house: an app imports only from those before it ----------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "crispy_forms",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "pbc.core",
    "meetings",
    "activity",
    "budgets",
    "pbc",
]

MIDDLEWARE = [
    "pbc.patience.patient",
    "csp.middleware.CSPMiddleware",  # these two before whatever answers: no answer goes without
    "pbc.middleware.Guarded",
    "pbc.middleware.asked_or_sent",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pbc.middleware.never_stored",
    *environment.of_demonstration("pbc.demonstration.shown.being_loaded_first"),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pbc.middleware.awake",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pbc.middleware.SignInFirst",
    "pbc.middleware.second_step_first",
    "pbc.middleware.not_too_often",
    "pbc.middleware.room_first",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pbc.middleware.Noted",
    "pbc.replica.ReadBeside",
    "pbc.middleware.come_back",
    "pbc.middleware.scanned",
]

ROOT_URLCONF = "pbc.urls"
WSGI_APPLICATION = "pbc.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["pbc.core.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pbc.core.context.site",
                *environment.of_demonstration("pbc.demonstration.shown.trying"),
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_FAIL_SILENTLY = False

# ---- Database, files, queue ------------------------------------------------------------------

# Beside it, where one is named, a replica that pages of figures are read from (pbc.replica), and
# how many seconds it may be behind.
DATABASES = {"default": environment.database(), **environment.replica()}
PBC_DATABASE_REPLICA_SECONDS = environment.replica_seconds()

# Files as they were sent: outside the web root, readable by the site alone.
MEDIA_ROOT = PBC_VAR / "deliveries"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "activity.receiving.CountedUpload",  # before those that store
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Up to here too many files are counted and the form says so; beyond, nothing is read.
DATA_UPLOAD_MAX_NUMBER_FILES = 10 * PBC_UPLOAD_FILES

# Where a scanner listens that looks through what is sent in before it is kept (pbc.core.scanner):
# (host, port), the path of a socket, or empty: there is none; and seconds that it has for a file.
PBC_SCANNER = environment.scanner()
PBC_SCANNER_SECONDS = environment.scanner_seconds()

# Where a backup is made each day ("none": none is), when, and of how many days, weeks and months
# the newest is kept.
PBC_BACKUPS_TO = environment.backups_to(PBC_DEMONSTRATION)
PBC_BACKUPS_AT = environment.backups_at()
PBC_BACKUPS_KEPT = environment.backups_kept()

# Allauth's counts of links asked for and passwords given again, for all processes that share the
# folder. Nothing else is cached; when it is full, counts are forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": PBC_VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

CELERY_BROKER_URL = environment.broker()
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False  # a reading needs no broker
# Three queues, each with a worker of its own: a sweep and what only sends messages on must wait
# neither behind a long reading nor behind an errand of minutes, which have the other two. A
# fourth has the backups, which are made as pbc_owner.
CELERY_TASK_ROUTES = {
    "activity.tasks.read_submission": {"queue": "reading"},
    "activity.tasks.read_upload": {"queue": "sweeps"},
    "pbc.tasks.make_backup": {"queue": "backups"},
    "*.sweep_*": {"queue": "sweeps"},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TIMEZONE = "Europe/London"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # above the hard time limit, else a long job runs twice
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": environment.broker_seconds(),
    "socket_connect_timeout": environment.broker_seconds(),
    "max_retries": 1,  # a page does not wait for a queue that is away: the sweep finds the work
    "interval_start": 0,
}

# ---- Mail ------------------------------------------------------------------------------------

_mail = environment.mail()
# How mail leaves the site: "smtp", "console" (written out and sent to nobody) or "" (not at all).
PBC_MAIL = _mail["way"]
# Where people reach the site; links in mails begin with it.
PBC_SITE_URL = environment.site_url()
EMAIL_BACKEND = _mail["backend"]
EMAIL_HOST, EMAIL_PORT = _mail.get("host", "localhost"), _mail.get("port", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("user", ""), _mail.get("password", "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.get("ssl", False), _mail.get("tls", False)
EMAIL_TIMEOUT = 15  # seconds for one answer of the mail server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.mail_from()
# What a link to an action in a mail asks for: "signed_in", or "token" (good for one use).
PBC_MAIL_LINKS = environment.mail_links()
# Days for which a link for one use is good.
PBC_MAIL_LINK_DAYS = environment.mail_link_days()
# The mailbox into which mails come back that did not arrive; without a host none is read.
PBC_BOUNCE = environment.bounce()

# ---- People signing in -----------------------------------------------------------------------

AUTH_USER_MODEL = "core.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "pbc.passwords.Common"},
    {"NAME": "pbc.passwords.Familiar"},
    {"NAME": "pbc.passwords.Breached"},
]
# A list of passwords that were stolen elsewhere, by their hashes, as a file; None: there is none.
PBC_BREACHED_PASSWORDS = environment.breached_passwords()
ACCOUNT_ADAPTER = "pbc.accounts.AccountAdapter"
ACCOUNT_FORMS = {"login": "pbc.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Passwords and codes are counted by pbc.core.sign_ins.guesses, in the database: allauth counts
# in the cache, which forgets, and would shut out all behind a proxy.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
# Who signs in by two steps: roles in small letters with spaces between, "all" or "none". In a
# demonstration nobody does.
PBC_MFA_FOR = environment.two_steps_for(PBC_DEMONSTRATION)
# The provider of OpenID Connect by which people may sign in besides; nothing: there is none.
PBC_OIDC = environment.sign_in_service()
MFA_ADAPTER = "pbc.core.factors.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "pbc.core.factors.forms.CodeForm",
    "authenticate_webauthn": "pbc.core.factors.forms.ShowKeyForm",
    "reauthenticate": "pbc.core.factors.forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a key left in a computer is of use to nobody else
MFA_TOTP_ISSUER = "Practice-based commissioning"
# Steps of 30 seconds by which the clock of a phone may be off: with none a code is good for 30 s.
MFA_TOTP_TOLERANCE = environment.code_steps_off()
SESSION_ENGINE = "pbc.core.sessions"
# Hours after which everybody signs in again, however busy.
PBC_SESSION_HOURS = int(os.environ.get("PBC_SESSION_HOURS", "12"))
SESSION_COOKIE_AGE = PBC_SESSION_HOURS * 60 * 60
# Days for which it is kept who signed in, when and from where.
PBC_SIGN_INS_KEPT_DAYS = environment.days_kept("PBC_SIGN_INS_KEPT_DAYS", 365)
# Days for which the content of a file stays after it was discarded, and traces of work done.
PBC_DISCARDED_KEPT_DAYS = environment.days_kept("PBC_DISCARDED_KEPT_DAYS", 365)
PBC_TRACES_KEPT_DAYS = environment.days_kept("PBC_TRACES_KEPT_DAYS", 365)
# Minutes without a page asked for after which a session ends, and how long before it is said.
PBC_IDLE_MINUTES = int(os.environ.get("PBC_IDLE_MINUTES", "30"))
PBC_WARN_MINUTES = int(os.environ.get("PBC_WARN_MINUTES", "5"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Minutes within which the same, sent again, is asked about before it is done a second time.
PBC_SAME_AGAIN_MINUTES = int(os.environ.get("PBC_SAME_AGAIN_MINUTES", "10"))
# Whether each statement and each row of a page that is kept is made again and has to be the same.
KEPT_ROWS_CHECKED = False
# Whether what is asked again and again is planned once by each connection; not behind a pooler that
# gives each transaction another one.
PBC_PREPARED_STATEMENTS = os.environ.get("PBC_PREPARED_STATEMENTS", "1") == "1"
# How often one person may do what: {kind: (times, within how many seconds)}; 0 times: no limit.
PBC_LIMITS = environment.limits()

# ---- Safety ----------------------------------------------------------------------------------

SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = environment.secret_keys_before()
DEBUG = not PRODUCTION and os.environ.get("PBC_DEBUG") == "1"
ALLOWED_HOSTS = environment.listed("PBC_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-pbc_session" if PRODUCTION else "pbc_session"
CSRF_COOKIE_NAME = "__Host-pbc_csrf" if PRODUCTION else "pbc_csrf"
PBC_BACK_COOKIE = "__Secure-pbc_back" if PRODUCTION else "pbc_back"  # of a form that came back
PBC_KEPT_COOKIE = "__Host-pbc_kept" if PRODUCTION else "pbc_kept"  # of a form that came too late
PBC_KNOWN_COOKIE = "__Host-pbc_known" if PRODUCTION else "pbc_known"  # a browser signed in by
PBC_SAID_COOKIE = "__Host-pbc_said" if PRODUCTION else "pbc_said"  # what the next page says
PBC_WROTE_COOKIE = "__Host-pbc_wrote" if PRODUCTION else "pbc_wrote"  # where there is a replica
MESSAGE_STORAGE = "pbc.core.said.Storage"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pbc.core.kept.views.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = ["^healthz$", r"^meetings/calendar/[^/]+\.ics$"]  # asked by programs
# Only where a proxy ends TLS and sets the headers itself: elsewhere anybody could send them.
if os.environ.get("PBC_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # failed sign-ins count for who is before it, not for all
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the browsers' list is for sites of the public
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ---- Pages -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language, and a page asks for it some hundred times
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no page of another site needs our scripts
WHITENOISE_USE_FINDERS = not PRODUCTION  # a laptop serves the files from where they lie

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "pbc.logs.Line"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("PBC_LOG_LEVEL", "WARNING")},
}

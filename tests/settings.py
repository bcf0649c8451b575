"""The site's settings, for tests: servers of their own in var/test, and cheap passwords."""

import os

from pbc.embedded import places

os.environ["PBC_VAR"] = os.environ.get("PBC_TEST_VAR") or str(places.CHECKOUT / "var" / "test")
os.environ["PBC_DB_ROLE"] = "owner"  # makes the test database; tests/conftest.py then steps down
os.environ.pop("PBC_TODAY", None)
os.environ["PBC_MFA_FOR"] = "none"  # a test of the second step asks for it
os.environ["PBC_DEEDS_A_MINUTE"] = "0"  # a test does in a second what takes people a day
os.environ["PBC_SEARCHES_A_MINUTE"] = os.environ["PBC_FILES_AN_HOUR"] = "0"
os.environ["PBC_TABLES_AN_HOUR"] = "0"
os.environ["PBC_BACKUPS_TO"] = "none"  # nor is one made by itself, unless a test is about that

from pbc.settings import *  # noqa: F403 the place is set before the settings are read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# It takes a tenth of the time of all tests, and no server has a part in it: one engine is enough.
KEPT_ROWS_CHECKED = "DATABASE_URL" not in os.environ

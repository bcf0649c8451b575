"""What a deed says is told by the next page, and waits for it in a cookie of ours."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class Cookie(CookieStorage):
    """Django's, under a name that no other host can set a cookie by."""

    cookie_name = settings.PBC_SAID_COOKIE


class Storage(FallbackStorage):
    """The cookie, and the session for what is too long for one."""

    storage_classes = (Cookie, SessionStorage)

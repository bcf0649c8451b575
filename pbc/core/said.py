"""What a deed says is told by the next page, and waits for it in a cookie of ours, sealed.

It can name a person or a practice, and the browser can be anybody's: nothing of it can be read
there, nor on the page of another who is shown the same cookie.
"""

import zlib

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core.signing import BadSignature

from pbc.core import keys

SALT = "pbc.said"
NOBODY = ""  # who is not signed in: what they are told opens on any page


class Seal:
    """What closes and opens it, in place of Django's signer: for whoever is signed in."""

    def __init__(self, request):
        self.request = request

    def sign_object(self, said, *, serializer, compress):
        """What was said as the text of a cookie. It is always compressed."""
        plain = zlib.compress(serializer().dumps(said))
        return keys.as_text(keys.seal(plain, salt=SALT, about=self._whose()))

    def unsign_object(self, text, *, serializer):
        """What was said. Raises BadSignature where it was sealed for another, was changed, or is
        of before there was a seal."""
        sealed = keys.of_text(text)
        for whose in {self._whose(), NOBODY} if sealed.startswith(keys.WAY) else ():
            opened = keys.unseal(sealed, salt=SALT, about=whose, of_fernet=None)
            if opened:
                return serializer().loads(zlib.decompress(opened.plain))
        raise BadSignature

    def _whose(self):
        person = getattr(self.request, "user", None)
        return str(person.pk) if person and person.is_authenticated else NOBODY


class Cookie(CookieStorage):
    """Django's, sealed, under a name that no other host can set a cookie by."""

    cookie_name = settings.PBC_SAID_COOKIE

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.signer = Seal(request)


class Storage(FallbackStorage):
    """The cookie, and the session for what is too long for one."""

    storage_classes = (Cookie, SessionStorage)

    def _get(self, *args, **kwargs):
        found = super()._get(*args, **kwargs)
        for storage in self.storages:
            if storage.used:  # it could not be opened: away with it
                self._used_storages.add(storage)
                self.used = True
        return found

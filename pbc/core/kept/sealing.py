"""What somebody typed lies in the database sealed: it is read with what their browser holds alone.

The key is made of the cookie, of which the database has a digest, and of SECRET_KEY, which it has
not. A copy of the database, or of that and of the settings, opens nothing. It is bound to the
person and the address, so that it opens in no other row.
"""

import hashlib
import zlib

from django.utils.crypto import salted_hmac

from pbc.core import keys

SALT = "pbc.core.kept"
TYPED, PAGE = "typed", "page"  # what it is: the fields of a form, or a page that came back


def digest(cookie):
    """What the database knows of a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def seal(text, cookie, what, *, person, path):
    """Encrypt a text for who holds the cookie; `person` is an id."""
    about = _about(what, person, path)
    return keys.seal(zlib.compress(text.encode()), salt=SALT, about=about, held=cookie)


def unseal(kept, cookie, what):
    """The text of a KeptForm; None where the cookie, or the SECRET_KEY, is another one."""

    def of_fernet(secret):
        return salted_hmac(SALT, cookie, secret=secret, algorithm="sha256").digest()

    about = _about(what, kept.person_id, kept.path)
    opened = keys.unseal(kept.sealed, salt=SALT, about=about, held=cookie, of_fernet=of_fernet)
    return opened and zlib.decompress(opened.plain).decode()


def _about(what, person, path):
    return f"{what} of {person} at {path}"

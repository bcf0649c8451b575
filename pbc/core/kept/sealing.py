"""What somebody typed lies in the database sealed: it is read with what their browser holds alone.

The key is made of the cookie, of which the database has a digest, and of SECRET_KEY, which it has
not. A copy of the database, or of that and of the settings, opens nothing.
"""

import base64
import hashlib
import zlib

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

SALT = "pbc.core.kept"


def digest(cookie):
    """What the database knows of a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def seal(text, cookie):
    """Encrypt a text for who holds the cookie."""
    return _lock(cookie).encrypt(zlib.compress(text.encode()))


def unseal(sealed, cookie):
    """The text; None where the cookie, or the SECRET_KEY, is another one."""
    try:
        return zlib.decompress(_lock(cookie).decrypt(bytes(sealed))).decode()
    except InvalidToken:
        return None


def _lock(cookie):
    key = salted_hmac(SALT, cookie, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))

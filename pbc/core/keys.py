"""SECRET_KEY, the ones that it took the place of, and what is encrypted by keys made of them.

What is encrypted is sealed by AES-256 in GCM, and bound to what it belongs to: moved to another
row it does not open. It is closed by the key of now, and opened by that or by an older one of
`PBC_SECRET_KEYS_BEFORE`; what an older one opened is to be closed anew by whoever keeps it. What
was closed before there was GCM (Fernet: AES-128 in CBC, under an HMAC) opens as long as its key is
there, and is bound to nobody: moved to another row it opens, until it is sealed anew.
"""

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

WAY = b"\x02"  # by which it was sealed; what Fernet made begins with FERNET
FERNET = b"gAAAA"
NONCE = 12  # random bytes


@dataclass(frozen=True)
class Opened:
    """What was sealed, and whether it would be sealed so now: else it is to be sealed anew."""

    plain: bytes
    is_of_now: bool


def every():
    """The secrets of the site: that of now first, then the older ones."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def signed(salt, text):
    """The signature of a text by the secret of now."""
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()


def signed_by_any(salt, text):
    """The signatures of a text by each of the secrets."""
    return [salted_hmac(salt, text, secret=one, algorithm="sha256").hexdigest() for one in every()]


def seal(plain, *, salt, about, held=""):
    """Encrypt bytes for one use (`salt`) and what they belong to (`about`); who opens them shows
    `held` besides, which the site does not keep."""
    nonce = secrets.token_bytes(NONCE)
    sealed = _cipher(salt, held, settings.SECRET_KEY).encrypt(nonce, plain, _bound(about))
    return WAY + nonce + sealed


def unseal(sealed, *, salt, about, held="", of_fernet):
    """What was sealed, as Opened; None where no key opens it, or it belongs to something else,
    which of what Fernet made nothing tells.
    `of_fernet` makes of a secret the 32 bytes by which the same was sealed before."""
    sealed = bytes(sealed)
    if sealed.startswith(FERNET):
        return _of_fernet(sealed, of_fernet)
    nonce, closed = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    for secret in every() if sealed.startswith(WAY) and len(nonce) == NONCE else []:
        try:
            plain = _cipher(salt, held, secret).decrypt(nonce, closed, _bound(about))
        except InvalidTag:
            continue
        return Opened(plain, is_of_now=secret == settings.SECRET_KEY)
    return None


def as_text(sealed):
    """Sealed bytes as a text that JSON takes."""
    return base64.urlsafe_b64encode(sealed).decode()


def of_text(text):
    """Sealed bytes of such a text, or of one that Fernet made."""
    if text.encode().startswith(FERNET):
        return text.encode()
    try:
        return base64.urlsafe_b64decode(text)
    except ValueError:
        return b""


def _cipher(salt, held, secret):
    """The salt tells uses apart from each other, and from whatever else is made of the secret."""
    return AESGCM(salted_hmac(f"{salt} AES-GCM", held, secret=secret, algorithm="sha256").digest())


def _bound(about):
    return WAY + about.encode()


def _of_fernet(sealed, of_fernet):
    for secret in every():
        try:
            key = base64.urlsafe_b64encode(of_fernet(secret))
            return Opened(Fernet(key).decrypt(sealed), is_of_now=False)
        except InvalidToken:
            continue
    return None

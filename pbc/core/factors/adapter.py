"""How allauth keeps a second step: its secrets encrypted, so that a copy of the database is none.

The key comes from SECRET_KEY: with another one no app and no recovery code works, while passkeys
go on, of which only what is public is kept. Who has a passkey makes new codes and sets an app up
anew; of the others an administrator takes the step away. docs/operators.md says so where it speaks
of the key.
"""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from pbc.core.factors import passkeys

OF_SECRETS = "pbc.core.factors"


class FactorAdapter(DefaultMFAAdapter):
    """The site's own rules for the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong, too old or used already. Wait for the next one",
    }

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret. Of another SECRET_KEY any comes, so that no code fits and pages stand."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def get_public_key_credential_rp_entity(self):
        return passkeys.site()

    def send_notification_mail(self, *args, **kwargs):
        """Our own deeds write the mails."""


def is_readable(encrypted_text):
    """Whether a secret was encrypted by the key of now."""
    try:
        _box().decrypt(encrypted_text.encode())
    except InvalidToken:
        return False
    return True


def _box():
    key = hashlib.scrypt(
        settings.SECRET_KEY.encode(), salt=OF_SECRETS.encode(), n=2**4, r=8, p=1, dklen=32
    )
    return Fernet(base64.urlsafe_b64encode(key))

"""What allauth asks of the site about a second step, and what it must not do itself.

Secrets are kept by `pbc.core.factors.sealing` and `recovery`, which know whose they are. allauth,
which does not, seals none.
"""

from allauth.mfa.adapter import DefaultMFAAdapter

from pbc.core.factors import passkeys, sealing


class FactorAdapter(DefaultMFAAdapter):
    """The site's own rules for the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong, too old or used already. Wait for the next one",
    }

    def encrypt(self, text):
        raise RuntimeError("A secret is sealed for whose it is: pbc.core.factors.sealing")

    def decrypt(self, encrypted_text):
        """The seed of older recovery codes. Raises ValueError where no key opens it."""
        seed = sealing.seed_of(encrypted_text)
        if seed is None:
            raise ValueError("No key of the site opens this seed")
        return seed

    def get_public_key_credential_rp_entity(self):
        return passkeys.site()

    def send_notification_mail(self, *args, **kwargs):
        """Our own deeds write the mails."""

"""The mark that a mail of ours carries, in its Message-ID and in the address to which it comes
back. Nobody else can write one, so that nobody can make a mail look as if it had not arrived."""

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.http import int_to_base36

from pbc.core import keys
from pbc.core.models import Mail

BYTES = 16  # of the signature, 128 bits, as 26 letters: what stands before @ has 64 at most
OLDER = 20  # letters of the signature, 80 bits, in marks of mails that went before
SALT = "a mail that came back"


def of(mail):
    """12.jfuha8.k4…: the number of the mail, the second in which it was asked for, and our
    signature."""
    said = f"{mail.pk}.{int_to_base36(int(mail.asked_at.timestamp()))}"
    return f"{said}.{_letters(keys.signed(SALT, said))}"


def mail_of(mark):
    """The mail of a mark, of now or from before the key was another one; None for one that is not
    ours, or of a mail that is not there."""
    said, _, signature = mark.rpartition(".")
    is_older = len(signature) == OLDER
    signed = keys.signed_by_any(SALT, said)
    ours = [one[:OLDER] if is_older else _letters(one) for one in signed]
    if not any(constant_time_compare(signature, one) for one in ours):
        return None
    return Mail.objects.filter(pk=int(said.partition(".")[0])).first()


def envelope(mail):
    """The address to which a mail comes back that does not arrive: bounces+12.jfuha8…@host; None
    where no such address is set."""
    if not settings.PBC_BOUNCE["address"]:
        return None
    name, _, host = settings.PBC_BOUNCE["address"].rpartition("@")
    return f"{name}+{of(mail)}@{host}"


def _letters(signature):
    """What is kept of a signature, in letters and figures that no server of mail alters."""
    kept = bytes.fromhex(signature)[:BYTES]
    return base64.b32encode(kept).decode().rstrip("=").lower()

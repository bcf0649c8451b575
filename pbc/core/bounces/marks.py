"""The mark that a mail of ours carries, in its Message-ID and in the address to which it comes
back. Nobody else can write one, so that nobody can make a mail look as if it had not arrived."""

from django.conf import settings
from django.utils.crypto import constant_time_compare

from pbc.core import keys
from pbc.core.models import Mail

LENGTH = 20
SALT = "a mail that came back"


def of(mail):
    """12.20070402070000.9f…: the number of the mail, when it was asked for, and our signature."""
    said = f"{mail.pk}.{mail.asked_at:%Y%m%d%H%M%S}"
    return f"{said}.{keys.signed(SALT, said)[:LENGTH]}"


def mail_of(mark):
    """The mail of a mark, of now or from before the key was another one; None for one that is not
    ours, or of a mail that is not there."""
    said, _, signature = mark.rpartition(".")
    ours = [one[:LENGTH] for one in keys.signed_by_any(SALT, said)]
    if not any(constant_time_compare(signature, one) for one in ours):
        return None
    return Mail.objects.filter(pk=int(said.partition(".")[0])).first()


def envelope(mail):
    """The address to which a mail comes back that does not arrive: bounces+12.2007…@host; None
    where no such address is set."""
    if not settings.PBC_BOUNCE["address"]:
        return None
    name, _, host = settings.PBC_BOUNCE["address"].rpartition("@")
    return f"{name}+{of(mail)}@{host}"

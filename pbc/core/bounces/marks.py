"""The mark that a mail of ours carries, in its Message-ID and in the address to which it comes
back. Nobody else can write one, so that nobody can make a mail look as if it had not arrived."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from pbc.core.models import Mail

LENGTH = 20


def of(mail):
    """12.20070402070000.9f…: the number of the mail, when it was asked for, and our signature."""
    said = f"{mail.pk}.{mail.asked_at:%Y%m%d%H%M%S}"
    return f"{said}.{_signed(said)}"


def mail_of(mark):
    """The mail of a mark; None for one that is not ours, or of a mail that is not there."""
    said, _, signature = mark.rpartition(".")
    if not constant_time_compare(signature, _signed(said)):
        return None
    return Mail.objects.filter(pk=int(said.partition(".")[0])).first()


def envelope(mail):
    """The address to which a mail comes back that does not arrive: bounces+12.2007…@host; None
    where no such address is set."""
    if not settings.PBC_BOUNCE["address"]:
        return None
    name, _, host = settings.PBC_BOUNCE["address"].rpartition("@")
    return f"{name}+{of(mail)}@{host}"


def _signed(said):
    return salted_hmac("a mail that came back", said, algorithm="sha256").hexdigest()[:LENGTH]

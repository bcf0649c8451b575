"""The link of a mail with which its reader leaves the list, without signing in (A12).

It names the list and the reader, signed; it does nothing else, shows no figures, and holds for as
long as the mail lies in somebody's inbox.
"""

from django.core import signing
from django.urls import reverse

from meetings.models import Audience
from pbc.core.models import Person

SALT = "meetings.newsletters.leave"


def leave_path(audience, person):
    """The address that takes a person off a list."""
    token = signing.dumps([audience.pk, person.pk], salt=SALT)
    return reverse("newsletters:leave-link", args=[token])


def read(token):
    """(audience, person) of a token; None where it is none of ours."""
    try:
        of, whose = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    audience = Audience.objects.filter(pk=of).first()
    person = Person.objects.filter(pk=whose).first()
    return (audience, person) if audience and person else None

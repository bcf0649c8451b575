"""Telling somebody that how they sign in was changed."""

from django.urls import reverse

from pbc.core import mail
from pbc.core.models import Happened, SignInRecord

OF_A_KEY = (Happened.KEY_ADDED, Happened.KEY_REMOVED, Happened.KEY_COPIED)


def note(person, what, where, *, by, why="", **more):
    """Write down what changed of somebody's sign-in, and tell them by mail, that it is no other
    who did it; `more` is kept with the record and not told."""
    record = SignInRecord.objects.create(person=person, what=what, by=by, why=why, **where, **more)
    said = record.get_what_display() + (f" ({why})" if what in OF_A_KEY else "")
    mail.write(
        to=person,
        occasion=f"sign-in {record.pk}",
        subject="How you sign in was changed",
        things=[mail.Thing(f"{said}, by {by}", reverse("factors:mine"))],
        because=mail.Thing(
            "If it was not you, and you did not ask for it, tell whoever runs the service",
            reverse("account_login"),
        ),
        by=by,
    )
    return record

"""Mails that did not arrive, for whoever keeps the addresses."""

import re
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse

from pbc.core import access, mail
from pbc.core.models import Mail
from pbc.core.statements import kept_for_anybody

# A server that refuses an address; what it says of us, or of now (530, 451), is not about that.
NO_SUCH_ADDRESS = re.compile(rf"{mail.REFUSED}: (550|551|553)\b")


@dataclass(frozen=True)
class Unreached:
    """Somebody whose last mail did not arrive, why, and where their address is changed."""

    name: str
    email: str
    why: str
    url: str


@dataclass(frozen=True)
class UnreachedCard:
    """What the desk of an administrator shows of mails that came back."""

    needing: list[Unreached]

    @property
    def sentence(self):
        """Why the desk says so."""
        if len(self.needing) == 1:
            return f"No mail reaches {self.needing[0].name}"
        return f"No mail reaches {len(self.needing)} people"


def not_arrived(sent):
    """Why a mail did not arrive, in words; empty where it did, is tried or was not yet."""
    back = next((one for one in sent.bounces.all() if one.for_good), None)
    if back:
        return back.said
    return sent.failure if NO_SUCH_ADDRESS.match(sent.failure) else ""


def unreached():
    """People whose newest mail did not arrive, by name."""
    newest = _newest()
    prefetch_related_objects(newest, "bounces")
    found = [(one.person, not_arrived(one)) for one in newest]
    return sorted(
        (_of(person, why) for person, why in found if why), key=lambda one: (one.name, one.url)
    )


@kept_for_anybody
def _newest():
    newest = Mail.objects.filter(person__is_active=True, sent_to="").order_by("person", "-pk")
    return newest.distinct("person").select_related("person")


def _of(person, why):
    url = reverse("people:person-detail", args=[person.pk])
    return Unreached(str(person), person.email, why, url)


def card(user):
    """The card of the desk; None where every mail arrived as far as is known."""
    if not access.may(user, "core.edit_people"):
        return None
    found = unreached()
    return UnreachedCard(found) if found else None

"""Whether the mails about an action reach whoever is to do it."""

from django.db.models import Q

from meetings.models import Tenure
from meetings.models.held import HOLDERS
from pbc.core import mail
from pbc.core.bounces.queries import not_arrived
from pbc.core.models import Appointment, Mail


def unreached(action, path, today):
    """(whose mail, why) of the last mail about an action, where it did not arrive; None else.

    `path` is the page of the action, as a mail names it.
    """
    last = Mail.objects.filter(_whose(action, today), body__contains=f"{mail.address(path)}\n")
    last = last.select_related("person").prefetch_related("bounces").order_by("-pk").first()
    why = not_arrived(last) if last else ""
    return (str(last.person), why) if why else None


def _whose(action, today):
    """Mails of the owner, or of whoever holds the post that owns it."""
    if action.owner_id:
        return Q(person=action.owner_id)
    if action.owner_post_id:
        held = Tenure.objects.in_force(today).filter(post=action.owner_post_id)
        return Q(person__in=held.values("person"))
    over = {kind: getattr(action, f"{kind}_id") for kind in HOLDERS if kind != "locality"}
    held = Appointment.objects.in_force(today).filter(role=action.owner_role, **over)
    return Q(person__in=held.values("person"))

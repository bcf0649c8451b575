"""Those to whom a question is put, and whom to ring about their answer."""

from meetings.models.action import POSTS, holder_of
from pbc.core.models import Appointment, LocalityCommissioner, Person, Role

# Which post answers for an organisation of that kind.
SPEAKS = {kind: roles[-1] for kind, roles in POSTS.items()}


def party_of(party):
    """The field in which somebody who is asked stands."""
    return "person" if isinstance(party, Person) else holder_of(party)


def somebody(who, field):
    """A person or a name, as a row has it; nobody where there is neither."""
    if isinstance(who, Person):
        return {field: who}
    return {f"{field}_name": (who or "").strip()}


def post_of(party):
    """PCT commissioner, GP lead: the post that answers for an organisation."""
    return Role(SPEAKS[holder_of(party)]).label


def contacts(parties, today):
    """Who answers for each of these today: {(kind, id): Person}; a vacant post is left out.

    For a locality it is who acts for its PCT.
    """
    found = {("person", one.pk): one for one in parties if isinstance(one, Person)}
    for kind in ("group", "practice", "commissioner"):
        found |= _holders(kind, [one.pk for one in parties if party_of(one) == kind], today)
    return found | _of_localities([one.pk for one in parties if party_of(one) == "locality"], today)


def key(party):
    """As `contacts` names somebody who was asked."""
    return party_of(party), party.pk


def _holders(kind, ids, today):
    """Whoever holds the post of each; a deputy only where nobody else does."""
    held = Appointment.objects.in_force(today).filter(person__is_active=True, role=SPEAKS[kind])
    there = held.filter(**{f"{kind}__in": ids}).select_related("person")
    found = {}
    for one in there.order_by("deputy_for", "-pk"):
        found[kind, getattr(one, f"{kind}_id")] = one.person
    return found


def _of_localities(ids, today):
    rows = LocalityCommissioner.objects.known_on(today).in_force(today).filter(locality__in=ids)
    over = dict(rows.values_list("locality", "commissioner"))
    held = _holders("commissioner", set(over.values()), today)
    return {
        ("locality", one): held["commissioner", pct]
        for one, pct in over.items()
        if ("commissioner", pct) in held
    }

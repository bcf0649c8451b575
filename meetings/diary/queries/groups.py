"""Which groups go round the table of a body, and which practices a body's group has."""

from pbc.core.models import Group, GroupMembership, LocalityCommissioner, Practice, PracticeLocality


def groups_of(body, day):
    """The groups of a body's organisation on a day, by name."""
    if body.group_id:
        return [body.group]
    localities = [body.locality_id] if body.locality_id else _localities(body.commissioner_id, day)
    there = _today_known(PracticeLocality, day).filter(locality__in=localities)
    of = _today_known(GroupMembership, day).filter(
        practice__in=there.values("practice"), group__isnull=False
    )
    return list(Group.objects.filter(pk__in=of.values("group")).order_by("name", "code"))


def _localities(commissioner, day):
    under = _today_known(LocalityCommissioner, day)
    return list(under.filter(commissioner=commissioner).values_list("locality_id", flat=True))


def practices_of(body, day):
    """The practices that were in a body's group on a day, by name; none where it is of no group."""
    if not body.group_id:
        return []
    members = _today_known(GroupMembership, day).filter(group=body.group_id)
    found = Practice.objects.filter(pk__in=members.values("practice"))
    return list(found.order_by("name", "code"))


def spoken_for(meeting, day):
    """The practices of whom somebody in the list of a meeting can speak, by name: those of its
    body's group, and those that are invited where it is an event."""
    invited = Practice.objects.filter(invitations__event__meeting=meeting)
    found = {*practices_of(meeting.body, day), *invited}
    return sorted(found, key=lambda one: (one.name, one.code))


def _today_known(model, day):
    """Dated rows that hold on a day, as the register knows them now."""
    return model.objects.filter(known_until=None).in_force(day)

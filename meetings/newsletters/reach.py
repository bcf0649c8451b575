"""Whom an audience reaches on a day, by rule and by name, and whom it does not."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from meetings.models import Fate, Tenure
from meetings.models.held import holders
from pbc.core import mail
from pbc.core.models import (
    Appointment,
    GroupMembership,
    LocalityCommissioner,
    Person,
    PracticeLocality,
)

READERS = (Fate.MAIL, Fate.READS)
BY_NAME = "Named in the list"


@dataclass(frozen=True)
class Listed:
    """Somebody of an audience: why they are in it, and whether they get what is sent to it.
    `person` is None for whoever has no account."""

    name: str
    because: str
    fate: Fate
    person: Person | None = None

    @property
    def gets_it(self):
        """Whether a newsletter is written for them."""
        return self.fate in READERS

    @property
    def said(self):
        """What they get, in words."""
        return self.fate.label


def listed(audience, day):
    """Everybody of an audience on a day, by name; a fixed number of statements however many."""
    why, named, outside = _by_rule(audience, day), set(), []
    for member in audience.members.select_related("person", "post"):
        if member.person_id:
            named.add(member.person_id)
            why[member.person_id].append(BY_NAME)
    for held in _tenures(audience, day):
        if held.person_id:
            why[held.person_id].append(held.post.title)
            named.add(held.person_id)
        else:
            outside.append(Listed(held.name, held.post.title, Fate.NOBODY))
    people = Person.objects.in_bulk(list(why))
    gone = _gone(named, people, day)
    left = set(audience.opt_outs.in_force().values_list("person", flat=True))
    found = [
        Listed(str(people[pk]), "; ".join(said), _fate(people[pk], gone, left), people[pk])
        for pk, said in why.items()
    ]
    return sorted([*found, *outside], key=lambda one: (one.name, one.because))


def vacant(audience, day):
    """The posts of an audience that nobody holds on a day."""
    posts = {one.post_id: one.post for one in audience.members.select_related("post") if one.post}
    held = {one.post_id for one in _tenures(audience, day)}
    return sorted((str(post) for pk, post in posts.items() if pk not in held), key=str)


def _by_rule(audience, day):
    """{id of a person: [as what they are in it]} of whoever a rule finds."""
    rules = list(audience.rules.select_related(*holders()))
    found = defaultdict(list)
    if not rules:
        return found
    held = Appointment.objects.in_force(day).filter(person__is_active=True)
    rows = held.filter(reduce(or_, (_found_by(rule, day) for rule in rules)))
    named = rows.select_related("commissioner", "group", "practice").order_by("pk")
    for one in named:
        found[one.person_id].append(f"{one.get_role_display()}, {one.scope}")
    return found


def _found_by(rule, day):
    """Appointments to the role over the organisation of a rule, or one within it."""
    return Q(role=rule.role) & _within(rule, day)


def _within(rule, day):
    if rule.group_id:
        members = _now(GroupMembership, day).filter(group=rule.group_id)
        return Q(group=rule.group_id) | Q(practice__in=members.values("practice"))
    places = [rule.locality_id]
    if rule.commissioner_id:
        under = _now(LocalityCommissioner, day).filter(commissioner=rule.commissioner_id)
        places = under.values("locality")
    there = _now(PracticeLocality, day).filter(locality__in=places).values("practice")
    groups = _now(GroupMembership, day).filter(practice__in=there, group__isnull=False)
    own = Q(group__in=groups.values("group")) | Q(practice__in=there)
    return own | Q(commissioner=rule.commissioner_id) if rule.commissioner_id else own


def _now(model, day):
    return model.objects.known_on(day).in_force(day)


def _tenures(audience, day):
    posts = audience.members.filter(post__isnull=False).values("post")
    there = Tenure.objects.in_force(day).filter(post__in=posts)
    return list(there.select_related("person", "post").order_by("pk"))


def _gone(named, people, day):
    """Those who are in it by name and have left: shut out, or without an appointment."""
    there = Appointment.objects.in_force(day).filter(person__in=named, person__is_active=True)
    held = set(there.values_list("person", flat=True))
    return {pk for pk in people if pk in named and pk not in held}


def _fate(person, gone, left):
    if person.pk in gone:
        return Fate.GONE
    if person.pk in left:
        return Fate.LEFT
    return Fate.MAIL if mail.reaches(person) else Fate.READS

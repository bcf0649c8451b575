"""Who is meant by a name, by initials or by a mark, among those who can be meant."""

from collections import defaultdict

from meetings.diary import marks
from meetings.minutes import people as names
from meetings.queries import owners
from meetings.queries.owners import Owner
from pbc.core.models import Person


def affiliation(mark):
    """The code of the affiliation that a mark stands for; empty where there is none."""
    return next((code for code, held in marks.marks().items() if mark and held == mark), "")


def known(user, body, today):
    """{name in small letters: person} of those whom the user can mean in minutes of a body.

    A name that two of them have is nobody's: it is kept as a name.
    """
    usernames = set(owners.people(user, today))
    seated = body.seats.in_force(today).filter(person__isnull=False).values_list("person")
    found = Person.objects.filter(username__in=usernames) | Person.objects.filter(pk__in=seated)
    by_name = defaultdict(set)
    for person in found.filter(is_active=True).distinct():
        by_name[plain(str(person))].add(person)
    return {name: persons.pop() for name, persons in by_name.items() if len(persons) == 1}


def plain(name):
    """A name without its title, in small letters, to compare it."""
    return " ".join(names.TITLE.sub("", name).lower().split())


def whole(said, listed):
    """The one of the listed names that is meant by initials, a first name or a surname; else as
    it was said."""
    meant = [name for name in dict.fromkeys(listed) if said.strip(". ") in _forms(name)]
    return meant[0] if len(meant) == 1 else said


def _forms(name):
    bare = names.TITLE.sub("", name).split()
    if not bare:
        return {name}
    return {name, " ".join(bare), bare[0], bare[-1], names.initials(name)}


def owner_of(name, known):
    """The person of that name, or the name."""
    person = known.get(plain(name))
    return Owner(person=person) if person else Owner(name=name)


def speakers(meeting):
    """{initials: name} of those who can speak in the minutes: whom the list of the meeting has
    once, and whoever was named for these letters in its body."""
    meant = defaultdict(set)
    for one in meeting.attendances.in_order():
        meant[names.initials(one.name)].add(one.name)
    said = {one.letters: one.name for one in meeting.body.initials.all()}
    return {letters: held.pop() for letters, held in meant.items() if len(held) == 1} | said

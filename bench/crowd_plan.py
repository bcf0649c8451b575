"""Who is at work in `bench.load`, and what each asks for, by weight.

Of each hundred forty lead a group, forty manage a practice, ten are of finance, five audit and five
commission. Even the first few are of each kind but the last. A page's weight is how often it is
asked for beside the rest.
"""

import sys
from datetime import date

from pbc.core.models import Appointment, Commissioner, Group, Person, Practice, Role

SINCE = date(2005, 4, 1)
SENDER = "sender"
CARE = (Role.GP_LEAD, Role.PRACTICE_MANAGER)
KINDS = (Role.FINANCE, *CARE, Role.AUDITOR, *CARE * 3, Role.FINANCE, *CARE)
KINDS = (*KINDS, Role.COMMISSIONING, *CARE * 3)
WORDS = ("outpatient", "Surgery", "clinic", "agree", "E81005", "change")
MEMBERS = 13  # practices of a locality, half of each in one group


def appoint(many):
    """So many people, and whoever sends the workbooks in: those who are not there already."""
    there = {*Person.objects.values_list("username", flat=True)}
    pct = Commissioner.objects.get(code="5BB")
    groups, practices = (
        list(Group.objects.order_by("code")),
        list(Practice.objects.order_by("code")),
    )
    if SENDER not in there:
        _appoint(SENDER, Role.FINANCE, commissioner=pct)
    met = dict.fromkeys(KINDS, 0)
    for n in range(many):
        role = KINDS[n % len(KINDS)]
        over = {
            Role.GP_LEAD: {"group": groups[met[role] % len(groups)]},
            Role.PRACTICE_MANAGER: {"practice": practices[met[role] % len(practices)]},
            Role.FINANCE: {"commissioner": pct},
            Role.COMMISSIONING: {"commissioner": pct},
            Role.AUDITOR: {},
        }[role]
        met[role] += 1
        if f"person{n:03}" not in there:
            _appoint(f"person{n:03}", role, **over)


def _appoint(name, role, **over):
    person = Person.objects.create_user(username=name, first_name="At", last_name=name.title())
    Appointment.objects.create(person=person, role=role, from_date=SINCE, **over)


def people(many):
    """The jobs of the first so many people, each with a session of its own."""
    found = Appointment.objects.filter(person__username__startswith="person")
    chosen = found.select_related("person", "group", "practice", "commissioner").order_by(
        "person__username"
    )[:many]
    if len(chosen) != many:
        sys.exit(f"{many} people are wanted, and {len(chosen)} are appointed")
    return [
        {
            "name": held.person.username,
            "role": held.role,
            "seed": n,
            "session": session(held.person),
            "pages": pages(held, n),
        }
        for n, held in enumerate(chosen)
    ]


def sender():
    """Whoever sends the workbooks in."""
    return {"session": session(Person.objects.get(username=SENDER))}


def session(person):
    """The key of a new session of somebody, as signing in makes it."""
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def pages(held, n):
    """{page: (weight, [addresses that it is asked for by])} of one appointment."""
    everybody = {
        "desk": (6, ["/"]),
        "search": (2, [f"/search/?q={word}" for word in WORDS]),
        "actions": (3, ["/actions/"]),
        "meetings": (1, ["/meetings/"]),
        "decisions": (1, ["/decisions/"]),
        "practices": (1, ["/practices/"]),
    }
    return everybody | OF_ROLE[held.role](held, n)


def _of_a_lead(held, _):
    scope = f"/position/group/{held.group.code}/"
    codes = _members(held.group.code)
    return {
        "position of a group": (5, [scope]),
        "position of a practice": (3, [f"/position/practice/{code}/" for code in codes]),
        "rows of a practice": (2, [f"/position/practice/{code}/rows/" for code in codes]),
        "statement": (1, [f"/position/practice/{code}/statement/" for code in codes]),
        "export of a position": (0.3, [f"{scope}table/?form=xlsx"]),
        "raise an action": (0.5, [f"group:{held.group.code}"]),
    }


def _of_a_manager(held, _):
    scope = f"/position/practice/{held.practice.code}/"
    return {
        "position of a practice": (6, [scope]),
        "rows of a practice": (3, [f"{scope}rows/"]),
        "statement": (1, [f"{scope}statement/"]),
        "export of rows": (0.3, [f"{scope}rows/table/?form=csv"]),
        "raise an action": (0.5, [f"practice:{held.practice.code}"]),
    }


def _of_finance(held, n):
    places = [f"/position/locality/L{(n + turn) % 10:02}/" for turn in range(3)]
    return {
        "position of a PCT": (3, ["/position/pct/5BB/"]),
        "position of a locality": (4, places),
        "rows of a locality": (1, [f"{place}rows/" for place in places]),
        "files": (3, ["/files/"]),
        "budgets": (1, ["/budgets/2006/"]),
        "export of a position": (0.5, [f"{place}table/?form=xlsx" for place in places]),
        "raise an action": (0.5, ["pct:5BB"]),
    }


def _of_a_commissioner(held, n):
    places = [f"/position/locality/L{(n + turn) % 10:02}/" for turn in range(3)]
    return {
        "position of a PCT": (5, [f"/position/pct/{held.commissioner.code}/"]),
        "position of a locality": (4, places),
        "rows of a locality": (1, [f"{place}rows/" for place in places]),
        "export of a position": (0.3, [f"{place}table/?form=xlsx" for place in places]),
        "raise an action": (0.5, [f"pct:{held.commissioner.code}"]),
    }


def _of_an_auditor(*_):
    return {
        "position of the county": (6, ["/position/county/"]),
        "position of a locality": (3, [f"/position/locality/L{n:02}/" for n in range(10)]),
        "rows of the county": (1, ["/position/county/rows/"]),
        "export of a position": (0.5, ["/position/county/table/?form=csv"]),
    }


OF_ROLE = {
    Role.GP_LEAD: _of_a_lead,
    Role.PRACTICE_MANAGER: _of_a_manager,
    Role.FINANCE: _of_finance,
    Role.COMMISSIONING: _of_a_commissioner,
    Role.AUDITOR: _of_an_auditor,
}


def _members(group):
    """The codes of the practices of a group of the made county."""
    place, half = int(group[1:3]), group[3]
    first = range(MEMBERS // 2) if half == "A" else range(MEMBERS // 2, MEMBERS)
    return [f"E{81000 + place * 100 + number}" for number in first]

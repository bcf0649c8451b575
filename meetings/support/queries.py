"""The support log of a practice: its page, its panel, and when a practice was last heard (A14)."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Max, Q
from django.urls import reverse

from meetings.models import Action, Contact, Post
from meetings.models.support import EDIT, VIEW
from meetings.queries import about, owners
from meetings.queries.about import Raised
from meetings.queries.rows import VIEW as SEES_ACTIONS
from meetings.queries.words import lower
from pbc.core import access, clock, periods
from pbc.core.models import Person, Practice
from pbc.core.pages.frame import counted
from pbc.core.paging import paged
from pbc.core.values import Figure, Scope

SHOWN = 3
CODE = "SUPPORT-"


@dataclass(frozen=True)
class Row:
    """A contact as lists show it. `outcome` is empty where nothing came of it yet; `raise_url` is
    where an action about it is raised, empty where this person may not."""

    pk: int
    what: str
    who: str
    words: str
    about: str
    outcome: str
    outcome_on: date | None
    url: str
    raise_url: str


@dataclass(frozen=True)
class Panel:
    """The newest contacts with a practice, and where all of them stand."""

    rows: list[Row]
    url: str
    new_url: str


@dataclass(frozen=True)
class LogPage:
    """A page of the log of a practice."""

    practice: Practice
    heading: str
    rows: list[Row]
    page: Page
    new_url: str


@dataclass(frozen=True)
class Fact:
    """A line of the summary."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class ContactPage:
    """One contact: what is told of it now, what came of it, and what was told before."""

    contact: Contact
    row: Row
    facts: list[Fact]
    outcomes: list[str]
    before: list[str]
    raised: Raised | None
    may_edit: bool


def panel(*, user, organisation):
    """What the page of a practice shows; None for what is none, and for who may not read it."""
    if not isinstance(organisation, Practice) or not reaches(user, organisation):
        return None
    found = _told(user, organisation)[:SHOWN]
    may_raise = access.may(user, about.EDIT)
    rows = [_row(one, may_raise) for one in found]
    return Panel(rows, log_url(organisation), _new_url(user, organisation))


def log_page(user, practice, number):
    """The log of a practice, the newest first, in pages of fifty."""
    page = paged(_told(user, practice), number)
    may_raise = access.may(user, about.EDIT)
    return LogPage(
        practice=practice,
        heading=heading(user, practice),
        rows=[_row(one, may_raise) for one in page],
        page=page,
        new_url=_new_url(user, practice),
    )


def heading(user, practice):
    """How often somebody was in contact, and when last."""
    found = Contact.objects.visible_to(user).filter(practice=practice).standing()
    number, last = found.count(), found.aggregate(last=Max("on_date"))["last"]
    if not number:
        return f"{practice}: no contact is written down yet"
    return f"{practice}: {counted(number, 'contact', 'contacts')}, the last on {periods.day(last)}"


def contacts(user, practice):
    """Every contact as it stands, the newest first, and all rows that were corrected."""
    rows = Contact.objects.visible_to(user).filter(practice=practice).with_names().newest_first()
    return _told(user, practice), rows.exclude(corrected_by=None).select_related("corrected_by")


def contact_page(user, pk, today):
    """A contact as it stands now, whichever row of it is asked for; None where this person sees
    none."""
    contact = find(user, pk)
    if contact is None:
        return None
    return ContactPage(
        contact=contact,
        row=_row(contact, may_raise=access.may(user, about.EDIT)),
        facts=_facts(user, contact),
        outcomes=_outcomes(contact),
        before=_before(contact),
        raised=about.section(user, f"{CODE}{contact.root}", today),
        may_edit=reaches(user, contact.practice, to=EDIT),
    )


def find(user, pk, to=VIEW):
    """The standing row of the contact that the row `pk` tells of; None where the user may not."""
    seen = Contact.objects.visible_to(user, to=to)
    asked = seen.filter(pk=pk).first()
    if asked is None:
        return None
    whole = seen.standing().filter(Q(pk=asked.root) | Q(first=asked.root))
    return whole.with_outcome().with_names().get()


def row(user, pk, to=VIEW):
    """One row of a contact, corrected since or not; None where the user may not."""
    return Contact.objects.visible_to(user, to=to).with_names().filter(pk=pk).first()


def last_contacts(practices):
    """{practice id: the day of its last contact}, of these practices that had one."""
    found = Contact.objects.standing().filter(practice__in=practices)
    return dict(found.values_list("practice").annotate(last=Max("on_date")))


def about_contact(*, user, code):
    """A contact as an action about it names it; None for what is no contact's code. What the action
    says of it says nothing of its words: more people read actions."""
    named = re.fullmatch(rf"{CODE}([0-9]{{1,15}})", code)
    contact = named and access.may(user, VIEW) and find(user, int(named[1]))
    if not contact:
        return None
    what = _what(contact)
    url = reverse("support:contact-detail", args=[contact.root])
    scope = Scope("practice", contact.practice.code)
    todo = f"Follow up the {lower(what)}"
    return about.About(code, f"Support log: {lower(what)}", url, scope, todo)


def figures(user, contact=None):
    """How a form finds a figure by its code: one that the user may see, None else. What a contact
    is about already stays as it was said, for whoever corrects it."""

    def found(code):
        if contact and code == contact.about:
            return about.About(code, contact.about_said, url="")
        try:
            Figure.of(code)
        except ValueError:
            return None
        return about.find(user, code)

    return found


def practice(user, code, to=VIEW):
    """The practice of that code, where the user has this permission over it; None else."""
    found = Practice.objects.filter(code=code).first()
    return found if found and reaches(user, found, to=to) else None


def reaches(user, practice, to=VIEW):
    """Whether an appointment gives the user this permission over a practice."""
    reach = access.reach(user, to)
    return reach.everything or practice.pk in reach.practices


def whom(user, today, contact=None):
    """Who can have made a contact: {value: person or post}; those that it names now stay."""
    known = Person.objects.filter(username__in=owners.people(user, today))
    found = {f"person:{one.pk}": one for one in known.order_by("last_name", "username")}
    posts = Post.objects.order_by("title", "pk")
    found |= {f"post:{one.pk}": one for one in posts}
    if contact and contact.person:
        found.setdefault(f"person:{contact.person_id}", contact.person)
    return found


def as_typed(contact):
    """What the form of a correction begins with."""
    kind, one = ("person", contact.person_id) if contact.person_id else ("post", contact.post_id)
    return {
        "kind": contact.kind,
        "on": contact.on_date,
        "who": f"{kind}:{one}" if one else "",
        "name": contact.name,
        "words": contact.words,
        "action": str(contact.action_id or ""),
        "figure": contact.about,
    }


def actions(user, practice, contact=None):
    """The open actions of a practice that it can have been about: {value: action}."""
    seen = Action.objects.visible_to(user, to=SEES_ACTIONS).of(practice).open().late_first()
    found = {str(one.pk): one for one in seen}
    if contact and contact.action:
        found.setdefault(str(contact.action_id), contact.action)
    return found


def log_url(practice):
    """The address of the log of a practice."""
    return reverse("support:contact-list", kwargs={"code": practice.code})


def _new_url(user, practice):
    may = reaches(user, practice, to=EDIT)
    return reverse("support:contact-new", kwargs={"code": practice.code}) if may else ""


def _told(user, practice):
    seen = Contact.objects.visible_to(user).filter(practice=practice).standing()
    return seen.with_outcome().with_names().newest_first()


def _what(contact):
    """Visit on 6 March 2007."""
    return f"{contact.get_kind_display()} on {periods.day(contact.on_date)}"


def _row(contact, may_raise):
    raises = f"{reverse('meetings:action-new')}?about={CODE}{contact.root}"
    return Row(
        pk=contact.pk,
        what=_what(contact),
        who=contact.who,
        words=contact.words,
        about="; ".join(filter(None, (contact.about_said, str(contact.action or "")))),
        outcome=contact.outcome or "",
        outcome_on=contact.outcome_on,
        url=reverse("support:contact-detail", args=[contact.root]),
        raise_url=raises if may_raise else "",
    )


def _facts(user, contact):
    facts = [Fact("Who", contact.who)]
    if contact.action:
        url = reverse("meetings:action-detail", args=[contact.action_id])
        facts.append(Fact("About the action", contact.action.text, url))
    if contact.about:
        figure = about.find(user, contact.about)
        facts.append(Fact("About", contact.about_said, figure.url if figure else ""))
    said = f"by {contact.written_by} on {_at(contact)}"
    return [
        *facts,
        Fact("Written down", f"{said}, because {contact.reason}" if contact.reason else said),
    ]


def _outcomes(contact):
    """What came of it, the newest first; those before it stay."""
    rows = contact.first.outcomes if contact.first_id else contact.outcomes
    return [
        f"{periods.day(one.on_date)}: {one.words} ({one.written_by}, written down on {_at(one)})"
        for one in rows.select_related("written_by").order_by("-pk")
    ]


def _before(contact):
    """What was told of it before it was corrected, the newest first."""
    if not contact.first_id:
        return []
    rows = Contact.objects.filter(Q(pk=contact.first_id) | Q(first=contact.first_id))
    rows = rows.exclude(pk=contact.pk).with_names().order_by("-pk")
    return [
        f"{_what(one)}, {one.who}: {one.words} ({one.written_by}, written down on {_at(one)})"
        for one in rows
    ]


def _at(row):
    return periods.day(row.recorded_at.astimezone(clock.LONDON).date())

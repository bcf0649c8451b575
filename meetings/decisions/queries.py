"""The register of decisions, and one of them with its confirmations and who is told."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from meetings.interests import reading
from meetings.models import Decision, Outcome, Question, Telling
from meetings.models.question import EDIT, VIEW
from meetings.queries import about, owners
from meetings.queries.lists import KINDS, Tab, within
from meetings.queries.words import day, lower
from meetings.questions.queries import Table, table
from pbc.core import access, periods
from pbc.core.kept_lists import kept_list
from pbc.core.models import Person
from pbc.core.statements import kept_for_anybody

CONFIRMED = "Confirmed"
TAGS = {
    Outcome.IN_PRINCIPLE.label: "blue",
    CONFIRMED: "green",
    Outcome.AGREED.label: "green",
    Outcome.REJECTED.label: "grey",
}
CODE = "DECISION-"
EMPTY = {
    "waiting": "No decision waits. One that was agreed in principle stands here until everybody "
    "who was asked confirms it, and one that somebody is to be told until they were.",
    "settled": "Nothing has been decided yet. What is agreed, confirmed or rejected stands here.",
}


@dataclass(frozen=True)
class Row:
    """A decision of the register: what was decided, by whom, and how far it is."""

    pk: int
    text: str
    decided: str
    status: str
    tag: str
    confirmed: str
    untold: str
    is_late: bool

    @property
    def url(self):
        """Its page."""
        return reverse("decisions:decision-detail", args=[self.pk])


@dataclass(frozen=True)
class Told:
    """To whom a decision is to be told, and how far that is. `late` is empty where it is not."""

    pk: int
    to: str
    sent: str
    acknowledged: str
    late: str
    may_send: bool
    may_acknowledge: bool


@dataclass(frozen=True)
class DecisionPage:
    """A decision, the table of confirmations, whom it is told to, and what it said before."""

    row: Row
    caption: str
    facts: list
    version: int
    question: Table | None
    told: list[Told]
    before: list[Table] = field(default_factory=list)
    raised: object = None
    may_edit: bool = False


def places(user):
    """The organisations for which the user may write decisions down: {group:DAC: DacCom}."""
    reach, found = access.reach(user, EDIT), {}
    for kind in ("pct", "locality", "group"):
        for one in KINDS[kind].objects.order_by("name", "code"):
            if within(reach, one):
                found[f"{kind}:{one.code}"] = one
    return found


def may_decide(user):
    """Whether there is an organisation for which the user may write decisions down."""
    reach = access.reach(user, EDIT)
    some = reach.groups or reach.localities or reach.commissioners
    return bool(some or (reach.everything and places(user)))


def askable(user):
    """The groups and localities that can be asked, and a group's own practices: {value: one}."""
    found = {
        f"{kind}:{one.code}": one
        for kind in ("group", "locality")
        for one in KINDS[kind].objects.order_by("name", "code")
    }
    reach = access.reach(user, EDIT)
    if reach.groups:
        own = KINDS["practice"].objects.filter(pk__in=reach.practices).order_by("name", "code")
        found |= {f"practice:{one.code}": one for one in own}
    return found


def people(user, today):
    """Whom the user may name so that the site knows them: {full name: Person}."""
    known = owners.people(user, today)
    return {str(one): one for one in Person.objects.filter(username__in=known)}


def register(user, *, view, today):
    """The tabs of the register, and the decisions of the one that is asked for."""
    parts = {
        "waiting": ("Waiting", _waiting(user, today)),
        "settled": ("Settled", _settled(user, today)),
    }
    current = view if view in parts else "waiting"
    url = reverse("decisions:decision-list")
    tabs = [
        Tab(name, rows.count(), f"{url}?show={key}", key == current)
        for key, (name, rows) in parts.items()
    ]
    return tabs, parts[current][1], EMPTY[current]


@kept_list(VIEW)
def _waiting(user, today):
    rows = _marked(user, today).filter(_waits())
    return rows.order_by("-is_late", "decided_on", "pk").with_names()


@kept_list(VIEW)
def _settled(user, today):
    return _marked(user, today).exclude(_waits()).order_by("-decided_on", "-pk").with_names()


def _marked(user, today):
    """The decisions that the user sees, with `is_late` and `is_untold`: whether somebody should
    have been told by now, and whether anybody is still to be."""
    late = Telling.objects.filter(decision=OuterRef("pk")).late(today)
    untold = Telling.objects.filter(decision=OuterRef("pk"), sent_on=None)
    seen = Decision.objects.visible_to(user).counted()
    return seen.annotate(is_late=Exists(late), is_untold=Exists(untold))


def _waits():
    return Q(pk__in=Decision.objects.in_principle().values("pk")) | Q(is_untold=True)


def heading(tabs):
    """2 decisions wait; No decision waits."""
    count = tabs[0].count
    if not count:
        return "Decisions: none waits"
    return f"Decisions: {count} {'waits' if count == 1 else 'wait'}"


def rows(decisions, today):
    """Decisions, counted, as a list shows them; two statements."""
    found, unsent = list(decisions), defaultdict(list)
    for telling in _unsent(tuple(one.pk for one in found)) if found else ():
        unsent[telling.decision_id].append(telling)
    return [row(one, unsent[one.pk], today) for one in found]


@kept_for_anybody(blank=("decisions",))
def _unsent(decisions):
    """To whom these are still to be told."""
    rows = Telling.objects.filter(decision__among=decisions, sent_on=None)
    return rows.select_related("person").order_by("pk")


def row(decision, unsent, today):
    """One decision as a list shows it; `unsent` are its tellings that are still to be sent."""
    status = status_of(decision)
    return Row(
        pk=decision.pk,
        text=decision.text,
        decided=f"{decision.body}, {periods.day(decision.decided_on)}, for {decision.organisation}",
        status=status,
        tag=TAGS[status],
        confirmed=f"{decision.confirmed} of {decision.put_to} confirmed"
        if decision.outcome == Outcome.IN_PRINCIPLE
        else "",
        untold="; ".join(_untold(one, today) for one in unsent),
        is_late=any(_late(one, today) for one in unsent),
    )


def status_of(decision):
    """Confirmed where everybody who was asked has said yes; else what the body decided."""
    is_whole = decision.put_to and decision.confirmed == decision.put_to
    if decision.outcome == Outcome.IN_PRINCIPLE and is_whole:
        return CONFIRMED
    return decision.get_outcome_display()


def decision_page(user, pk, *, today):
    """The page of a decision, or None where it is not there or not the user's to see."""
    decision = Decision.objects.visible_to(user).counted().with_names().filter(pk=pk).first()
    if decision is None:
        return None
    may_edit = may(user, pk)
    tellings = list(decision.tellings.select_related("person").order_by("pk"))
    lapsed = Question.objects.filter(about=decision.code).exclude(lapsed_on=None)
    current = decision.question and decision.question.lapsed_on is None
    return DecisionPage(
        row=row(decision, [one for one in tellings if one.sent_on is None], today),
        caption=f"Decision {pk}, {decision.organisation}",
        facts=_facts(user, decision),
        version=decision.version,
        question=table(user, decision.question, today=today) if current else None,
        told=[_told(one, today, may_edit) for one in tellings],
        before=[table(user, q, today=today) for q in lapsed.with_names().order_by("-pk")],
        raised=about.section(user, decision.code, today),
        may_edit=may_edit,
    )


def may(user, pk):
    """Whether the user may change the decision."""
    return access.may(user, EDIT) and (
        Decision.objects.visible_to(user, to=EDIT).filter(pk=pk).exists()
    )


def about_decision(*, user, code):
    """A decision as an action about it names it; None for what is no decision's code."""
    named = re.fullmatch(rf"{CODE}([0-9]{{1,15}})", code)
    if not named or not access.may(user, VIEW):
        return None
    found = Decision.objects.visible_to(user).filter(pk=int(named[1])).first()
    url = reverse("decisions:decision-detail", args=[named[1]])
    return found and about.About(code, f"Decision: {found.text}"[:200], url)


def long_untold(user, today):
    """What the user should have passed on by now."""
    return Telling.objects.visible_to(user, to=EDIT).late(today).order_by("since", "pk")


def _facts(user, decision):
    day_in_words = f"{periods.weekday(decision.decided_on)} {decision.decided_on.year}"
    collector = decision.question.collected_by if decision.question else ""
    facts = {
        "Decided by": f"{decision.body} on {day_in_words}",
        "For": decision.organisation,
        "Interests": "; ".join(reading.of_decision(user, decision)),
        "Confirmations go to": collector,
        "Written down by": decision.written_by,
        "Last changed by": decision.changed_by,
    }
    return [{"name": name, "value": value} for name, value in facts.items() if value]


def _told(telling, today, may_edit):
    sent = telling.sent_on and f"{day(telling.sent_on)}, {lower(telling.get_sent_how_display())}"
    heard = telling.acknowledged_on and (
        f"{day(telling.acknowledged_on)}, {lower(telling.get_acknowledged_how_display())}"
    )
    return Told(
        pk=telling.pk,
        to=telling.to,
        sent=sent or "",
        acknowledged=heard or "",
        late=_late(telling, today),
        may_send=may_edit and not sent,
        may_acknowledge=may_edit and bool(sent) and not heard,
    )


def _untold(telling, today):
    late = _late(telling, today)
    return f"{telling.to} not told for {late}" if late else f"{telling.to} is to be told"


def _late(telling, today):
    """9 days, of what should have been passed on by now; else empty."""
    days = telling.days_unsent(today)
    return f"{days} days" if days >= settings.PBC_TELL_WITHIN_DAYS else ""

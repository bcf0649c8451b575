"""What 20 groups do in two years beside their figures: meet, decide, ask, act and write.

It stands in the county that `bench.pages` visits, so that no page of it is quick for being empty.
"""

from datetime import date, timedelta

from meetings.models import (
    Action,
    Answer,
    Asked,
    Audience,
    Body,
    BodyKind,
    Decision,
    Meeting,
    Newsletter,
    Outcome,
    Question,
    Said,
    Telling,
)
from meetings.models.question import How as Reached
from pbc.core.models import Group, GroupMembership, Role

MONTHS = 24
ABOUT = "L-{}-0607-M12-OP-070430-0000"


def load(by, today, groups=None):
    """The executive of each of these groups, or of all: a meeting a month and one to come, what it
    decided, asked and told, actions of its practices and its lead, and a newsletter a month."""
    groups = Group.objects.all() if groups is None else groups
    for group in groups.order_by("code"):
        members = GroupMembership.objects.filter(group=group).select_related("practice")
        practices = list({one.practice.pk: one.practice for one in members}.values())
        _meetings(group, today)
        _decisions(group, practices, by, today)
        _actions(group, practices, by, today)
        _newsletters(group, by, today)


def _months(today):
    """The middle of each month, the newest first."""
    first = today.year * 12 + today.month - 2
    return [date((first - n) // 12, (first - n) % 12 + 1, 15) for n in range(MONTHS)]


def _meetings(group, today):
    body = Body.objects.create(name="Executive", kind=BodyKind.EXECUTIVE, group=group)
    held = [Meeting(body=body, month=d.replace(day=1), day=d, state="HELD") for d in _months(today)]
    next_one = today + timedelta(days=9)
    coming = Meeting(body=body, month=next_one.replace(day=1), day=next_one)
    Meeting.objects.bulk_create([*held, coming])


def _decisions(group, practices, by, today):
    """One a month: every fourth in principle and put to the practices, one of which has answered,
    every sixth to be told to somebody, which was done but for the newest."""
    of = {"group": group}
    for n, day in enumerate(_months(today)):
        question = None
        if n % 4 == 0:
            question = Question.objects.create(
                text="Do you agree to the change?", asked_by=by, asked_on=day, collector=by, **of
            )
            put = Asked.objects.bulk_create(
                Asked(question=question, practice=one) for one in practices
            )
            said = {"told_by_name": "Dr Allan", "how": Reached.BY_PHONE, "on_date": day, "by": by}
            waiting = put[:1] if n else put[:-1]
            Answer.objects.bulk_create(
                Answer(asked=one, said=Said.YES, **said) for one in put if one not in waiting
            )
        decision = Decision.objects.create(
            text=f"Refer by letter alone, step {MONTHS - n}",
            body="Executive",
            decided_on=day,
            outcome=Outcome.IN_PRINCIPLE if question else Outcome.AGREED,
            question=question,
            written_by=by,
            changed_by=by,
            **of,
        )
        if n % 6 == 0:
            sent = {"sent_on": day, "sent_how": Reached.BY_MAIL} if n else {}
            Telling.objects.create(decision=decision, name="Janet", since=day, **sent)


def _actions(group, practices, by, today):
    """Each practice has one that is open and one a quarter that is done; the lead 5, 2 late."""
    said = {"raised_by": by, "changed_by": by, "due_typed": "in a month"}
    days = _months(today)
    rows = [
        Action(
            text="Look at first outpatient appointments",
            practice=one,
            owner_role=Role.PRACTICE_MANAGER,
            about=ABOUT.format(one.code),
            about_said=f"Outpatients of {one}",
            raised_on=day,
            due=day + timedelta(days=60),
            **said | ({} if not n else {"state": "DONE", "closed_on": day + timedelta(days=30)}),
        )
        for one in practices
        for n, day in enumerate(days[::3])
    ]
    rows += [
        Action(
            text=f"Write to the trust about clinic {n}",
            group=group,
            owner_role=Role.GP_LEAD,
            raised_on=days[1],
            due=today + timedelta(days=10 * n - 15),
            **said,
        )
        for n in range(5)
    ]
    Action.objects.bulk_create(rows)


def _newsletters(group, by, today):
    audience = Audience.objects.create(name="Practices", group=group, changed_by=by)
    said = {"audience": audience, "text": "What we decided.", "written_by": by, "changed_by": by}
    Newsletter.objects.bulk_create(
        Newsletter(
            subject=f"News of {day:%B}",
            state="SENT",
            written_on=day,
            sent_on=day,
            sent_by=by,
            **said,
        )
        for day in _months(today)
    )
    Newsletter.objects.create(subject="News to come", written_on=today, **said)

"""What `manage.py show` can list, each seen with one person's rights. Later parts add kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from activity.models import PointOfDelivery, Submission
from activity.queries import lines, submissions
from activity.queries.answers import ingest_json
from activity.services.sending import Sent
from meetings.decisions import listed
from meetings.models import Action, Meeting
from meetings.posts import listed as posts
from meetings.queries import lists, words
from meetings.queries.one import entries
from pbc.core import access, clock, money, periods
from pbc.core.models import Locality, Person, Practice


@dataclass(frozen=True)
class Listing:
    """A kind of thing: the permission it needs, the rows a person may see, and a row as JSON.

    `key` is the field by which one row is asked for; `whole` is one row with all that is known.
    """

    permission: str
    key: str
    visible: Callable[[Person], Iterable]
    row: Callable[[object], dict]
    whole: Callable[[object], dict]


def _submission(submission):
    [row] = submissions.rows(Submission.objects.filter(pk=submission.pk))
    return {
        "submission": row.number,
        "file": row.file_name,
        "state": row.state.lower(),
        "covers": row.covers,
        "received": row.received_at.isoformat(),
        "sent_by": row.sent_by,
        "rows": row.rows,
        "money": money.json_money(row.money),
    }


def _whole_submission(submission):
    return _submission(submission) | ingest_json(Sent(submission.delivery.file_name, submission))


def _practice(practice):
    return {"code": practice.code, "name": practice.name, "town": practice.town}


def _whole_practice(practice):
    there = practice.localities.filter(known_until=None).select_related("locality")
    stands = practice.memberships.filter(known_until=None).select_related("group")
    return _practice(practice) | {
        "localities": [{"code": row.locality.code, **_span(row)} for row in there],
        "groups": [
            {"code": row.group and row.group.code, "reason": row.reason, **_span(row)}
            for row in stands
        ],
    }


def _line(found):
    """An unassigned line; what it says of itself is its key."""
    line = found.line
    return {
        "line": found.code,
        "year": periods.year_name(line.year),
        "months": periods.span_in_words(lines.months_of(line)),
        "cost": money.json_money(line.actual_cost),
        "practice_given": line.practice_given,
        "provider": line.provider_given,
        "specialty": line.specialty_given,
        "submission": line.submission_id,
    }


def _whole_line(found):
    pod = PointOfDelivery.objects.get(pk=found.line.point_of_delivery_id)
    locality = Locality.objects.get(pk=found.line.locality_id)
    return _line(found) | {
        "point_of_delivery": pod.code,
        "locality": locality.code,
        "cell": found.line.cell,
    }


def _span(row):
    return {"from": row.from_date.isoformat(), "to": row.to_date and row.to_date.isoformat()}


def _people(user):
    """Who keeps the register sees everybody, others themselves."""
    people = Person.objects.order_by("username")
    return people if access.may(user, "core.edit_register") else people.filter(pk=user.pk)


def _person(person):
    return {"username": person.username, "name": str(person), "is_active": person.is_active}


def _whole_person(person):
    held = person.appointments.select_related("commissioner", "group", "practice")
    return _person(person) | {
        "appointments": [
            {"role": one.role.lower(), "over": one.scope and one.scope.code, **_span(one)}
            for one in held.order_by("from_date", "pk")
        ]
    }


def _actions(user, today):
    return Action.objects.visible_to(user).with_vacancy(today).late_first().with_names()


def _action(action):
    """An action with how late it is today: a command is an edge."""
    return {
        "action": action.pk,
        "text": action.text,
        "owner": words.owner(action),
        "post_vacant": action.is_vacant,
        "of": {
            "kind": lists.kind_of(action.organisation),
            "code": action.organisation.code,
        },
        "due_typed": action.due_typed,
        "due": action.due and action.due.isoformat(),
        "days_late": action.days_late(clock.today()),
        "state": action.state.lower(),
        "about": action.about or None,
        "raised_by": action.raised_by.username,
        "raised_on": action.raised_on.isoformat(),
    }


def _whole_action(action):
    return _action(action) | {"notes": entries(action)}


def _meeting(meeting):
    body = meeting.body
    return {
        "meeting": meeting.pk,
        "body": body.name,
        "of": {"kind": lists.kind_of(body.organisation), "code": body.organisation.code},
        "title": meeting.title,
        "month": f"{meeting.month:%Y-%m}",
        "day": meeting.day and meeting.day.isoformat(),
        "starts": meeting.starts and f"{meeting.starts:%H:%M}",
        "ends": meeting.ends and f"{meeting.ends:%H:%M}",
        "place": meeting.place,
        "lunch": meeting.lunch,
        "state": meeting.state.lower(),
        "minutes": meeting.minutes.lower(),
    }


def _whole_meeting(meeting):
    """A meeting with its agenda and the list of who came."""
    items = meeting.items.on_the_agenda()
    rows = meeting.attendances.in_order().select_related("practice")
    return _meeting(meeting) | {
        "items": [{"number": one.number, "heading": one.heading} for one in items],
        "attendance": [
            {
                "name": one.name,
                "how": one.how.lower(),
                "affiliation": one.affiliation or None,
                "practice": one.practice and one.practice.code,
            }
            for one in rows
        ],
    }


KINDS = {
    "posts": Listing("core.view_register", "pk", posts.visible, posts.row, posts.whole),
    "decisions": Listing("meetings.view_decision", "pk", listed.visible, listed.row, listed.whole),
    "actions": Listing(
        "meetings.view_action",
        "pk",
        lambda user: _actions(user, clock.today()),
        _action,
        _whole_action,
    ),
    "meetings": Listing(
        "meetings.view_meeting",
        "pk",
        lambda user: Meeting.objects.visible_to(user).next_first().with_names(),
        _meeting,
        _whole_meeting,
    ),
    "submissions": Listing(
        "activity.view_submission", "pk", submissions.submissions, _submission, _whole_submission
    ),
    "unassigned": Listing("activity.view_line", "code", lines.unassigned, _line, _whole_line),
    "practices": Listing(
        "core.view_register",
        "code",
        lambda user: Practice.objects.order_by("code"),
        _practice,
        _whole_practice,
    ),
    "people": Listing("core.view_register", "username", _people, _person, _whole_person),
}

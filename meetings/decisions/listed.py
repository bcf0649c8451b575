"""Decisions as `manage.py show decisions` has them in JSON."""

from meetings.decisions.queries import status_of
from meetings.models import Decision
from meetings.queries.lists import kind_of
from meetings.questions.parties import party_of


def visible(user):
    """The decisions that a person may see, newest first."""
    seen = Decision.objects.visible_to(user).counted().with_names()
    return seen.order_by("-decided_on", "-pk")


def row(decision):
    """One decision, with how many of those asked have confirmed it."""
    return {
        "decision": decision.pk,
        "text": decision.text,
        "body": decision.body,
        "decided_on": decision.decided_on.isoformat(),
        "status": status_of(decision).lower(),
        "of": {
            "kind": kind_of(decision.organisation),
            "code": decision.organisation.code,
        },
        "asked": decision.put_to,
        "confirmed": decision.confirmed,
    }


def whole(decision):
    """With every answer, newest first, and whom it is told to."""
    asked = decision.question.asked.with_names() if decision.question else []
    return row(decision) | {
        "answers": [_answers(one) for one in asked],
        "told_to": [_told(one) for one in decision.tellings.order_by("pk")],
    }


def _answers(asked):
    given = asked.answers.order_by("-on_date", "-pk").select_related("told_by", "by")
    return {
        "asked": str(asked.party),
        "kind": party_of(asked.party),
        "answers": [
            {
                "said": one.said.lower(),
                "words": one.words,
                "told_by": one.teller,
                "how": one.how.lower(),
                "on": one.on_date.isoformat(),
                "by": one.by.username,
            }
            for one in given
        ],
    }


def _told(telling):
    return {
        "to": telling.to,
        "since": telling.since.isoformat(),
        "sent": telling.sent_on and telling.sent_on.isoformat(),
        "acknowledged": telling.acknowledged_on and telling.acknowledged_on.isoformat(),
    }

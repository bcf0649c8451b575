"""Publishing and taking back, as the services and the command line do it."""

import io
from datetime import date

import pytest

from activity.models import InForce, State, Submission
from activity.services import deliveries
from activity.services.publication import (
    CountedTwice,
    NeedsReason,
    publish_submission,
    withdraw_submission,
)
from activity.services.sending import Wanted, publish
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
DEAR = {
    "severity": "warning",
    "code": "cost-very-large",
    "message": "The actual cost is £99,999,999,999.00",
    "fix": "Ask the sender",
}


def practice_in_two_places():
    """A published month of a practice in Dacorum, and a staged one that has it in Hertsmere."""
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice)])
    return make.staged_file([make.line(practice, in_=make.locality("Hertsmere"))])


def test_a_practices_month_is_never_in_force_from_two_files():
    staged = practice_in_two_places()

    with pytest.raises(CountedTwice, match="would count twice"):
        publish_submission(submission=staged, known_from=TODAY, by=make.operator())

    assert InForce.objects.count() == 1


def test_the_command_line_refuses_such_a_file_in_words():
    staged = practice_in_two_places()

    publish(submission=staged, wanted=Wanted(TODAY, TODAY, publish=True), by=make.operator())

    staged.refresh_from_db()
    assert staged.state == State.REFUSED
    assert "would count twice" in staged.sentence


def test_the_reason_of_a_withdrawal_is_kept_though_no_month_moves_g06():
    practice = make.practice("Fernville Surgery")
    first = make.published_file([make.line(practice, cost=1000)], on=date(2007, 3, 1))
    make.published_file([make.line(practice, cost=1000)], on=date(2007, 3, 2))

    _, moved = withdraw_submission(
        submission=first, reason="sent by mistake", on=TODAY, by=make.operator()
    )

    first.refresh_from_db()
    assert moved == 0
    assert first.sentence == "sent by mistake"


def test_a_file_that_covers_nothing_yet_is_seen_by_colleagues_of_the_same_pct_alone():
    pct, other = make.commissioner("West Hertfordshire"), make.commissioner("East Hertfordshire")
    sender, colleague = make.finance_officer(pct), make.finance_officer(pct)
    stranger = make.finance_officer(other)

    refused, _ = deliveries.receive_delivery(
        file=io.BytesIO(b"nothing"), file_name="june.csv", received_on=TODAY, by=sender
    )

    assert refused in Submission.objects.visible_to(sender)
    assert refused in Submission.objects.visible_to(colleague)
    assert refused not in Submission.objects.visible_to(stranger)


def test_bytes_are_kept_once_under_their_own_hash_however_often_they_come(settings, tmp_path):
    settings.PBC_VAR = tmp_path
    sender = make.finance_officer()

    for name in ("june.csv", "june (2).csv"):
        deliveries.receive_delivery(
            file=io.BytesIO(b"month"), file_name=name, received_on=TODAY, by=sender
        )

    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.read_bytes() == b"month"
    assert Submission.objects.count() == 1


def test_a_month_loses_a_fifth_of_its_money_and_a_penny_more_needs_a_reason():
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice, month=6, cost=1000)])
    fifth = make.staged_file([make.line(practice, month=6, cost=800)])
    more = make.staged_file([make.line(practice, month=6, cost="799.99")])

    with pytest.raises(NeedsReason, match=r"from £1,000\.00 to £799\.99 in month 6"):
        publish_submission(submission=more, known_from=TODAY, by=make.operator())
    publish_submission(submission=fifth, known_from=TODAY, by=make.operator())

    fifth.refresh_from_db()
    assert fifth.state == "PUBLISHED"


def test_a_cost_that_cannot_be_true_is_published_only_with_a_reason():
    practice = make.practice("Fernville Surgery")
    dear = [{**DEAR, "row": row, "cell": f"H{row}"} for row in range(2, 7)]
    file = make.staged_file([make.line(practice, cost=99_999_999_999)], problems=dear)

    with pytest.raises(NeedsReason) as asked:
        publish_submission(submission=file, known_from=TODAY, by=make.operator())
    publish_submission(
        submission=file, known_from=TODAY, reason="A block contract", by=make.operator()
    )

    assert "Row 2: The actual cost is £99,999,999,999.00." in str(asked.value)
    assert "2 more like these." in str(asked.value)
    file.refresh_from_db()
    assert file.state == "PUBLISHED"

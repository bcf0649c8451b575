"""Somebody says what a file covers (DESIGN 4): read again so, looked at again, then published."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from activity.ingest import job
from activity.models import CoverageDecision, CoveredSlice, InForce, State, Submission
from activity.queries.coverage import chosen
from activity.queries.coverage import said as said_of
from activity.services import coverage, deliveries
from activity.services.assigning import assign_lines
from activity.services.publication import NeedsReason, publish_submission
from pbc.core.models import Practice
from tests import make, spreadsheets
from tests.pages import address, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)


@pytest.fixture
def ambleton():
    """A locality of three practices and one of another, and the codes that a file uses."""
    place = make.locality("Ambleton", code="AMB")
    for number in (1, 2, 3):
        make.practice(f"Surgery {number}", in_=place, code=f"Y9000{number}")
    make.practice("Forge", in_=make.locality("Burnhope", code="BUR"), code="Y90004")
    make.year()
    make.provider()
    make.specialty()
    make.point_of_delivery()
    return place


def read(*codes, cost=100, by=None):
    """A file of June with a row of each of these practices, read and staged."""
    lines = [
        spreadsheets.line(period="2006-06", practice_code=code, actual_cost=f"{cost}.00")
        for code in codes
    ]
    content = io.BytesIO(spreadsheets.tidy_csv(lines))
    submission, _ = deliveries.receive_delivery(
        file=content, file_name="june.csv", received_on=TODAY, by=by or make.operator()
    )
    return read_now(submission)


def read_now(submission):
    job.read(submission.pk, TODAY)
    submission.refresh_from_db()
    return submission


def corrected(submission, *, whole=(), practices=(), reason="The sender says so"):
    """The new reading of a file under what somebody said that it covers."""
    places = [(2006, 3, place.pk) for place in whole]
    keys = chosen(submission, places, [one.pk for one in practices])
    return read_now(
        coverage.correct_coverage(
            submission=submission, slices=keys, reason=reason, by=make.operator()
        )
    )


def covers(submission):
    return {(s.locality.code, s.practice and s.practice.code) for s in submission.covered.all()}


def test_an_unticked_slice_is_kept_out_of_the_new_reading(ambleton):
    first = read("Y90001", "Y90002", "Y90004")
    assert covers(first) == {("AMB", None), ("BUR", None)}

    second = corrected(first, whole=[ambleton])

    assert covers(second) == {("AMB", None)}
    assert (second.rows_staged, second.rows_parked, second.money_parked) == (2, 1, 100)
    assert [row.code for row in second.parked.all()] == ["outside-coverage"]


def test_an_added_slice_comes_in(ambleton):
    first = read("Y90001")
    assert (covers(first), first.rows_parked) == (set(), 1)

    second = corrected(first, whole=[ambleton])

    assert covers(second) == {("AMB", None)}
    assert (second.state, second.rows_staged, second.rows_parked) == (State.STAGED, 1, 0)


def test_an_added_slice_that_would_lose_practices_needs_a_reason_to_be_published(ambleton):
    make.published_file(
        [make.line(one.practice, month=3) for one in ambleton.practices.order_by("pk")]
    )
    second = corrected(read("Y90001", cost=9000), whole=[ambleton])

    with pytest.raises(NeedsReason, match="Ambleton would lose Surgery 2, Surgery 3"):
        publish_submission(submission=second, known_from=TODAY, by=make.operator())


def test_the_decision_is_kept_with_who_when_and_why_and_the_first_reading_too(ambleton):
    first = read("Y90001", "Y90004")

    second = corrected(first, whole=[ambleton], reason=" Burnhope sends its own ")

    first.refresh_from_db()
    decision = CoverageDecision.objects.get()
    assert (first.state, second.delivery) == (State.DISCARDED, first.delivery)
    assert (decision.submission, decision.instead_of) == (second, first)
    assert (decision.reason, decision.by) == ("Burnhope sends its own", make.operator())
    assert decision.recorded_at


def test_a_part_of_a_file_is_published_for_the_practices_that_somebody_named_alone(ambleton):
    first, *_ = practices = [one.practice for one in ambleton.practices.order_by("pk")]
    whole = make.published_file([make.line(one, month=3, cost=50) for one in practices])
    second = corrected(read("Y90001", "V81999"), practices=[first])

    publish_submission(submission=second, known_from=TODAY, by=make.operator())

    held = {move.practice: move.submission for move in InForce.objects.known_on(TODAY)}
    assert covers(second) == {("AMB", "Y90001")}
    assert (second.rows_staged, second.rows_parked) == (1, 1)
    assert held == {None: whole, first: second}


def read_with_a_line_assigned(file):
    """A published file's unassigned line given to the first practice, and the file read again."""
    make.nobodys_code()
    line = make.line_of(file, None)
    told = {"reason": "Theirs", "on": TODAY, "by": make.operator()}
    practice = Practice.objects.get(code="Y90001")
    [again] = assign_lines(codes=[make.line_code(line)], practice=practice, **told)
    return read_now(again)


def test_what_was_said_of_a_reading_that_was_discarded_is_not_said_of_the_next(ambleton):
    make.nobodys_code()
    first = read("Y90001", "Y90002", "Y90003", "V81999")
    publish_submission(submission=first, known_from=TODAY, by=make.operator())
    again = corrected(
        read_with_a_line_assigned(first), practices=[Practice.objects.get(code="Y90002")]
    )
    assert covers(again) == {("AMB", "Y90002")}

    deliveries.discard_submission(submission=again, by=make.operator())
    later = read_with_a_line_assigned(first)

    assert (covers(later), said_of(later)) == ({("AMB", None)}, None)
    assert said_of(again).reason == "The sender says so"  # its own page still shows it


def test_what_was_said_of_a_reading_that_makes_way_is_said_of_the_next(ambleton):
    make.nobodys_code()
    first = read("Y90001", "Y90002", "Y90003", "V81999")
    publish_submission(submission=first, known_from=TODAY, by=make.operator())
    again = corrected(
        read_with_a_line_assigned(first), practices=[Practice.objects.get(code="Y90002")]
    )

    later = read_with_a_line_assigned(first)

    again.refresh_from_db()
    assert again.state == State.DISCARDED
    assert covers(later) == {("AMB", "Y90002")}
    assert said_of(later).reason == "The sender says so"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reason": "  "}, "Say in one line why"),
        ({"whole": []}, "Choose at least one"),
        ({"state": State.DISCARDED}, "while it waits to be published"),
        ({"burnhope": True}, "The file has no rows for some of this"),
        ({"submission": ("Y90001", "Y90002")}, "covers already"),
    ],
)
def test_a_coverage_that_cannot_be_is_refused_in_a_sentence(ambleton, change, why):
    submission = read(*change.get("submission", ("Y90001",)))
    if "state" in change:
        deliveries.discard_submission(submission=submission, by=make.operator())
    whole = change.get("whole", [make.locality("Burnhope") if "burnhope" in change else ambleton])

    with pytest.raises(coverage.NotCorrected, match=why):
        corrected(submission, whole=whole, reason=change.get("reason", "So"))


# ---- The page --------------------------------------------------------------------------------


def test_the_page_offers_what_the_file_has_rows_of(client, finance, ambleton):
    submission = read("Y90001", by=finance)

    review = client.get(address("detail", submission))
    page = client.get(address("coverage", submission))

    assert address("coverage", submission) in review.content.decode()
    assert "Ambleton, month 3 of 2006/07: one row, £100" in said(page)
    assert "Surgery 1, month 3: one row, £100" in said(page)
    assert "Burnhope" not in said(page)


def test_somebody_says_on_the_page_which_practices_a_part_stands_for(client, finance, ambleton):
    submission, practice = read("Y90001", by=finance), ambleton.practices.order_by("pk")[0].practice
    typed = {"practices": [practice.pk], "reason": "Surgery 1 sent again"}

    response = client.post(address("coverage", submission), typed)

    second = read_now(Submission.objects.latest("pk"))
    assert response.url == address("detail", second)
    assert covers(second) == {("AMB", "Y90001")}
    page = said(client.get(address("detail", second)))
    assert "£100 for Surgery 1 is ready to publish" in page
    assert "Said to cover it by" in page
    assert "in the place of submission" in page


def test_whoever_corrected_a_file_of_another_sender_sees_it_being_read(client, finance, ambleton):
    submission = read("Y90001", "Y90002", "Y90004")
    chosen_one = f"2006-3-{ambleton.pk}"

    response = client.post(
        address("coverage", submission), {"slices": [chosen_one], "reason": "So"}, follow=True
    )

    assert response.status_code == 200
    assert "The file waits to be read" in said(response)


def test_the_page_asks_again_where_nothing_was_chosen_or_said(client, finance, ambleton):
    submission = read("Y90001", by=finance)

    nothing = client.post(address("coverage", submission), {"reason": "So"})
    unsaid = client.post(address("coverage", submission), {"practices": ["1"], "reason": " "})

    assert "Choose at least one month, or a practice" in said(nothing)
    assert "Say in one line why the file covers this" in said(unsaid)
    assert not CoverageDecision.objects.exists()


def test_a_file_that_is_published_is_corrected_no_more(client, finance):
    published = make.published_file([make.line(make.practice())])

    response = client.get(address("coverage", published), follow=True)

    assert "while it waits to be published" in said(response)
    assert address("coverage", published) not in response.content.decode()


# ---- The command -----------------------------------------------------------------------------


def test_the_command_reads_a_file_again_under_what_it_says(ambleton, capsys):
    submission = read("Y90001", "Y90004")

    call_command(
        "cover",
        str(submission.pk),
        *("--slice", "2006/07:3:BUR", "--practice", "Y90001", "--reason", "Two parts", "--json"),
    )

    answer = json.loads(capsys.readouterr().out)
    assert (answer["state"], answer["slices"]) == ("staged", 2)
    assert (answer["covers"], answer["practices"]) == (["BUR"], ["Y90001"])
    assert CoveredSlice.objects.filter(submission=answer["submission"]).count() == 2


def test_the_command_names_a_code_that_is_not_there(ambleton):
    submission = read("Y90001")

    with pytest.raises(CommandError, match="There is no Y99999") as told:
        call_command("cover", str(submission.pk), "--practice", "Y99999", "--reason", "So")
    assert told.value.returncode == 2


def test_the_command_ends_with_1_where_the_file_has_no_such_rows(ambleton, capsys):
    submission = read("Y90001")

    with pytest.raises(SystemExit) as ended:
        call_command("cover", str(submission.pk), "--slice", "2006/07:3:BUR", "--reason", "So")
    assert ended.value.code == 1
    assert "no rows for some of this" in capsys.readouterr().err

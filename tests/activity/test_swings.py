"""A month that swings from the one before is said, and whoever reviews it is asked why (G04)."""

from datetime import date

import pytest

from activity.queries.checks import month_against_the_month_before
from activity.services.publication import NeedsReason, publish_submission
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2007, 3, 9)


def said(submission):
    return [problem.message for problem in month_against_the_month_before(submission)]


def test_45_percent_above_for_each_working_day_is_said_g04():
    # August 2006 has 22 working days and September 21: 220,000 is 10,000 a day, 304,500 is 14,500.
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice, month=5, cost=220_000)])

    file = make.staged_file([make.line(practice, month=6, cost=304_500)])

    assert said(file) == [
        "Dacorum in September is 45.0% above August for each working day; 20.0% is the limit."
    ]


def test_20_percent_exactly_is_within_the_limit_and_the_limit_is_a_setting(settings):
    practice = make.practice("Fernville Surgery")
    lines = [
        make.line(practice, month=5, cost=220_000),
        make.line(practice, month=6, cost=252_000),  # 12,000 a day
    ]

    file = make.staged_file(lines)

    assert said(file) == []
    settings.PBC_SWING_LIMIT = "0.19"
    assert len(said(file)) == 1


def test_a_shorter_month_is_no_swing_and_a_first_month_has_nothing_before_it():
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice, month=1, cost=180_000)])  # 18 working days

    file = make.staged_file([make.line(practice, month=2, cost=210_000)])  # 21

    assert said(file) == []


def test_a_reviewer_is_asked_why_and_the_command_line_takes_it_as_a_warning_g04():
    practice = make.practice("Fernville Surgery")
    make.published_file([make.line(practice, month=5, cost=220_000)])
    swinging = {
        "severity": "warning",
        "code": "month-swings",
        "message": "Dacorum in September is 45.0% above August.",
        "fix": "Say why",
    }
    file = make.staged_file([make.line(practice, month=6, cost=304_500)], problems=[swinging])

    with pytest.raises(NeedsReason, match=r"45\.0% above August"):
        publish_submission(submission=file, known_from=DAY, reviewed=[], by=make.operator())
    publish_submission(submission=file, known_from=DAY, by=make.operator())

    file.refresh_from_db()
    assert file.state == "PUBLISHED"

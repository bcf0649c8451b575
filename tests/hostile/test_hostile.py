"""TRUST S1: files made to do harm. Each ends in a sentence that says what to do, or is read.

No reading takes more than its child may have, none ends in a fault of ours, the web process does
not grow, and a good file sent in beside them is read.
"""

from datetime import date

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activity.ingest import job, limits
from activity.models import State, Submission
from tests import make
from tests.hostile import others, workbooks
from tests.hostile.cases import (
    FAMILIES,
    SAYS_WHAT_TO_DO,
    is_as_expected,
    taken,
    through_the_child,
)
from tests.hostile.packing import sound

NAMES = (
    "report.xlsx",
    "\u202exslx.exe",
    "../../etc/passwd.csv",
    "a" * 250 + ".xls",
    "NUL",
    ".xlsx",
)
KEPT = (workbooks.sheet_names, workbooks.strings, others.odd_lines, others.commands_in_text)
GROWTH = 50 * limits.MIB
KNOWN_ON = date(2007, 3, 13)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_hostile_file_ends_in_a_sentence_and_within_its_limits(family):
    outcomes = [(n, through_the_child(c), said) for n, c, said in taken(family, short=1)]

    assert [(n, o.text[:300]) for n, o, said in outcomes if not is_as_expected(o, said)] == []
    assert [(n, o.fault) for n, o, _ in outcomes if o.fault and "MemoryError" not in o.fault] == []
    assert [n for n, o, _ in outcomes if o.resident > limits.CHILD_RESIDENT] == []
    assert [n for n, o, _ in outcomes if o.cpu > limits.CHILD_CPU_SECONDS] == []
    for _, outcome, _ in outcomes:
        if outcome.is_refused:
            assert any(word in outcome.text for word in SAYS_WHAT_TO_DO), outcome.text


def test_there_are_more_than_300_hostile_files_of_more_than_30_families():
    assert len(FAMILIES) > 30
    assert len({family.__name__ for family in FAMILIES}) == len(FAMILIES)


@pytest.fixture
def practice(client, settings, tmp_path, monkeypatch):
    """A practice of which the sound file has lines, and finance signed in."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_VAR = tmp_path
    client.force_login(make.finance_officer())
    make.year(2006)
    make.point_of_delivery("EL")
    return make.practice(code="Y90001", in_=make.locality("Ambleton"))


def sent(client, content, number):
    """Send one file in by the page, under a name that may be odd; return its reading."""
    file = SimpleUploadedFile("f", content)
    file._name = NAMES[number % len(NAMES)]
    answer = client.post("/files/new/", {"files": file})
    assert answer.status_code in (200, 302)
    return Submission.objects.order_by("pk").last()


def read(submission):
    """The state that a reading ends in."""
    job.read(submission.pk, KNOWN_ON)
    submission.refresh_from_db()
    return submission.state


@pytest.mark.django_db
@pytest.mark.usefixtures("practice")
def test_the_web_process_does_not_grow_and_a_good_file_beside_them_is_read(client):
    good = sent(client, sound(), 0)
    before = psutil.Process().memory_info().rss

    for family in FAMILIES:
        for number, (_, content, _) in enumerate(taken(family, short=1)):
            sent(client, content, number)

    assert psutil.Process().memory_info().rss - before <= GROWTH
    assert read(good) == State.STAGED


@pytest.mark.django_db
@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("family", KEPT, ids=lambda family: family.__name__)
def test_what_an_odd_file_calls_its_parts_fits_the_tables(client, family):
    ends = {}
    for number, (name, content, _) in enumerate(taken(family, short=2)):
        ends[name] = read(sent(client, content, number))

    assert set(ends.values()) <= {State.STAGED, State.REFUSED, State.MAPPING_NEEDED}, ends

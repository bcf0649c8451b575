"""TRUST S7: patient data stays out. Whatever is planted is refused, and nothing of it is left;
files that only hold numbers of the same length are not refused.

What cannot be found, and is not claimed: one number alone in a text that nothing calls an NHS
number (one random number in eleven passes the check), a few of them among many other numbers of
ten digits, a name or an address under a heading that does not say so, and what is in a picture.
"""

import random
from copy import deepcopy

import pytest
from django.db import connection

from activity.ingest import job, work
from activity.ingest.refused import Refused
from activity.models import State, Submission
from tests import make
from tests.activity.ingest.conftest import KNOWN
from tests.hostile.cases import IS_LONG
from tests.hostile.identifiers import WAYS, apart, clean, numbers
from tests.hostile.test_hostile import sent
from tests.pages import csv

TIMES = 5 if IS_LONG else 1
CLEAN = 200 if IS_LONG else 40
KEPT_WAYS = list(WAYS) if IS_LONG else ["spaced", "in_comments", "headed Surname"]


def sentence(content, folder):
    """Why a file is refused, or nothing."""
    path = folder / "file"
    path.write_bytes(content)
    try:
        work.read(path, deepcopy(KNOWN), folder)
    except Refused as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize("way", WAYS)
def test_planted_patient_data_is_refused(way, tmp_path):
    for time in range(TIMES):
        content, _ = WAYS[way](random.Random(f"{way} {time}"))

        assert "was not kept" in (sentence(content, tmp_path) or "read")


def test_clean_files_are_not_refused(tmp_path):
    found = {
        seed: sentence(clean(random.Random(f"clean {seed}")), tmp_path) for seed in range(CLEAN)
    }

    assert {seed: said for seed, said in found.items() if said} == {}


def everything_in_the_database():
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from (row for (row,) in cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("way", KEPT_WAYS)
def test_nothing_of_it_is_left(way, client, settings, tmp_path, monkeypatch, caplog):
    settings.PBC_VAR = tmp_path
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client.force_login(make.finance_officer())
    content, planted = WAYS[way](random.Random(f"{way} kept"))
    submission = sent(client, content, 0)

    job.read(submission.pk, make.RECEIVED)

    submission.refresh_from_db()
    page = client.get(f"/files/{submission.pk}/").content.decode()
    rows, files = (
        list(everything_in_the_database()),
        [p for p in tmp_path.rglob("*") if p.is_file()],
    )
    assert (submission.state, files) == (State.REFUSED, [])
    for value in planted:
        for text in (value, apart(value), apart(value, "-")):
            assert not [row for row in rows if text in row]
            assert text not in page + caplog.text


@pytest.mark.django_db
def test_a_number_in_the_name_of_a_file_is_not_kept(client, settings, tmp_path):
    settings.PBC_VAR = tmp_path
    client.force_login(make.finance_officer())
    [number] = numbers(random.Random("name"), 1)

    for name in (f"Smith {number}.csv", f"{apart(number)}.csv"):
        client.post("/files/new/", {"files": csv(name, name.encode())})

    names = Submission.objects.values_list("delivery__file_name", flat=True)
    assert sorted(names) == ["Smith ….csv", "….csv"]
    assert not [row for row in everything_in_the_database() if number in row]

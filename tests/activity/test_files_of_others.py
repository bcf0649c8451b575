"""Files that others really published, and files made to do harm, through the only way in.

Both stand beside the checkout and are not part of it; where they are absent the tests are skipped.
"""

from datetime import date
from pathlib import Path

import pytest

from activity.models import ActivityLine, State
from activity.services.sending import Wanted, send
from tests import make

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REFUSED = {
    "xmlbomb_billion_laughs.xlsx": "XML entity",
    "claims_2x6m_cells.xlsx": "rows",
    "password_agile.xlsx": "password",
    "password_rc4.xls": "password",
    "null_bytes_0.xlsx": "empty",
    "fuzz_truncated.xlsx": "damaged",
    "html_table_as.xls": "web page",
    "empty_0b.csv": "empty",
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the files of others are not beside the checkout"),
]


def files(folder):
    """The files of a folder, in order, without its index."""
    found = (DATA / folder).rglob("*") if DATA.exists() else []
    return sorted(p for p in found if p.is_file() and p.name not in ("INDEX.md", "README.md"))


def sent(path):
    """What became of one file that finance sent in."""
    today = date(2008, 6, 30)
    wanted = Wanted(received_on=today, today=today, publish=True)
    with path.open("rb") as file:
        return send(file=file, file_name=path.name, wanted=wanted, by=make.finance_officer())


@pytest.mark.parametrize("path", files("hostile"), ids=lambda path: path.name)
def test_a_hostile_file_ends_in_a_state_and_a_sentence(path, settings, tmp_path):
    settings.PBC_VAR = tmp_path
    make.practice("Fernville Surgery")

    submission = sent(path).submission

    expected = State.REFUSED if path.name in REFUSED else None
    assert (
        submission.state in (expected,)
        if expected
        else submission.state
        in (
            State.MAPPING_NEEDED,
            State.REFUSED,
        )
    )
    assert REFUSED.get(path.name, "") in submission.sentence
    assert len(submission.sentence) > 15
    assert "Traceback" not in submission.sentence


@pytest.mark.parametrize("path", files("real"), ids=lambda path: path.name)
def test_a_file_of_another_kind_asks_for_a_mapping_and_counts_for_nothing(path, settings, tmp_path):
    settings.PBC_VAR = tmp_path
    make.practice("Fernville Surgery")

    submission = sent(path).submission

    assert submission.state in (State.MAPPING_NEEDED, State.REFUSED)
    assert len(submission.sentence) > 15
    assert submission.rows_read == 0
    assert not ActivityLine.objects.filter(submission_id=submission.pk).exists()

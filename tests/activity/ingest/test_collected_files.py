"""Files that others sent or made up, where they lie beside the checkout."""

import json
from pathlib import Path

import pytest

from activity.ingest import child, work
from activity.ingest.refused import Refused
from tests.activity.ingest.conftest import KNOWN

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
FILES = sorted(p for kind in ("real", "hostile") for p in (DATA / kind).rglob("*.*") if p.is_file())
pytestmark = pytest.mark.skipif(
    not FILES, reason="there are no collected files beside the checkout"
)


def read_or_refused(path, folder):
    """The sentence of a refusal, or the headings that somebody has to map."""
    try:
        work.read(path, KNOWN, folder)
    except Refused as refusal:
        return str(refusal), None
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert result["layout"] is None
    return "", result["headings"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_strangers_is_refused_or_asked_about_in_words(path, tmp_path):
    sentence, headings = read_or_refused(path, tmp_path)

    assert len(sentence) > 15 or headings["found"]


@pytest.mark.parametrize("name", ["xmlbomb_billion_laughs.xlsx", "claims_2x6m_cells.xlsx"])
def test_a_bomb_is_refused_inside_the_childs_limits(name, tmp_path):
    with pytest.raises(child.Refused, match=r"entity definitions|claims 999,999,999 rows"):
        child.run(DATA / "hostile" / name, KNOWN, into=tmp_path)

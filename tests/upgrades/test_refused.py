"""R9: the way back over a purge is refused, until an operator says that its record goes."""

from contextlib import closing

from pbc.embedded.places import CHECKOUT
from tests.upgrades import releases
from tests.upgrades.test_there_and_back import connected, look, schema_of

OPERATORS = CHECKOUT / "docs" / "operators.md"
SWEPT = """
from activity.services import clearing
from pbc.core.services import operator
clearing.clear_up(key=clearing.EVERYTHING, by=operator())
"""
AGREED = """
SELECT p.sha256, p.asked_by_id, a.by_id FROM activity_purge p
  JOIN activity_purgeanswer a ON a.purge_id = p.id WHERE a.confirms
"""


def test_the_way_back_over_a_purge_is_refused_in_words_and_changes_nothing_r9(county_site):
    stood, whole = look(county_site), schema_of(county_site)

    past_it = county_site("migrate", "activity", "0021", exits=1)
    far_past_it = county_site("migrate", "core", "0022", exits=1)

    for said in (past_it, far_past_it):
        assert "CommandError: Two persons have had the words of a file removed" in said
        assert "Traceback" not in said
        assert "Unapplying" not in said
    assert look(county_site) == stood
    assert schema_of(county_site) == whole


def test_who_agreed_a_purge_is_written_down_anew_once_the_tables_are_forward_again_r9(county_site):
    [says_it_goes] = releases.put_by_before("activity", "0022_purges")
    agreed = asked(county_site, AGREED)

    asked(county_site, says_it_goes)
    county_site("migrate", "activity", "0020")
    county_site("migrate")
    county_site("shell", "--no-imports", "-c", SWEPT)

    assert says_it_goes in OPERATORS.read_text(encoding="utf-8")
    assert len(agreed) == 1
    assert asked(county_site, AGREED) == agreed


def asked(site, statement):
    with closing(connected(site.sockets(), "pbc_owner")) as database, database.cursor() as owner:
        owner.execute(statement)
        return owner.fetchall() if owner.description else []

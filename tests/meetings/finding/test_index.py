"""Words are found by an index, however many rows have them (E16)."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.db import connection

from meetings.finding import kinds
from meetings.finding.speakers import Speaker
from meetings.finding.stems import having, query
from meetings.models import (
    Action,
    ActionNote,
    Amendment,
    Answer,
    Concern,
    Decision,
    Item,
    Newsletter,
    NewsletterCopy,
    OpenQuestion,
    Paper,
    Question,
    Report,
    words,
)
from pbc.core.finding import Looked
from tests import make
from tests.meetings.finding.findable import SPOKEN

pytestmark = pytest.mark.django_db


def plans(found):
    """Every node of the plan by which the database finds these rows, as it went."""
    left, nodes = [json.loads(found.explain(format="JSON", analyze=True))[0]["Plan"]], []
    while left:
        nodes.append(left.pop())
        left += nodes[-1].get("Plans", [])
    return nodes


INDEXED = [
    (Item, words.OF_AN_ITEM),
    (Report, words.OF_A_REPORT),
    (Amendment, words.OF_AN_AMENDMENT),
    (Paper, words.OF_A_PAPER),
    (Action, words.OF_AN_ACTION),
    (ActionNote, words.OF_A_NOTE),
    (Decision, words.OF_A_DECISION),
    (Question, words.OF_A_QUESTION),
    (OpenQuestion, words.OF_AN_OPEN_QUESTION),
    (Concern, words.OF_A_CONCERN),
    (Answer, words.OF_AN_ANSWER),
    (Newsletter, words.OF_A_NEWSLETTER),
    (NewsletterCopy, words.OF_A_COPY),
]


def said_everywhere():
    """Forty meetings with ten items each, in whose list the same two stand, who always say the
    same."""
    body = make.body()
    for number in range(40):
        meeting = make.meeting(body, day=date(2007, 3, 1 + number % 28), state="HELD")
        for place, name in enumerate(("Sarah Bright-Jones", "Ann Lee")):
            make.attendance(meeting, name, place=place)
        Item.objects.bulk_create(
            Item(meeting=meeting, number=n, heading="Diagnostics", minutes=SPOKEN)
            for n in range(1, 11)
        )


@pytest.mark.parametrize(("text", "who"), [("", "Ann Lee"), ("ultrasound", "Lee"), ("list", "")])
def test_what_is_said_everywhere_is_found_by_the_index_and_asked_once_e16(lead, owner, text, who):
    """Where every item has the words, none is taken apart, and no index is read for each."""
    said_everywhere()
    owner.execute("ANALYZE meetings_item, meetings_meeting, meetings_attendance")

    nodes = plans(kinds.ITEMS.rows(Looked(lead, text, who)).order_by().values("pk"))

    filters = " ".join(node.get("Filter", "") + node.get("Join Filter", "") for node in nodes)
    reads = [node for node in nodes if node.get("Index Name", "").startswith("items_by_")]
    assert "meetings_s" not in filters
    assert reads
    assert all(node["Actual Loops"] <= 1 for node in reads)
    assert nodes[0]["Actual Rows"] == 400


def test_no_statistics_of_words_are_kept_so_that_their_index_is_always_taken():
    """With them the database takes every row apart for a word that nearly all have."""
    own = apps.get_app_config("meetings").get_models()
    indexes = [one for model in own for one in model._meta.indexes if isinstance(one, GinIndex)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, coalesce(a.attstattarget, -1) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            " JOIN pg_am m ON m.oid = c.relam JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE m.amname = 'gin' AND t.relname LIKE 'meetings\\_%' AND i.indisvalid"
        )
        kept = cursor.fetchall()

    assert len(indexes) > 10
    assert sorted(kept) == sorted((one.name, 0) for one in indexes)


@pytest.mark.parametrize(("model", "stems"), INDEXED, ids=[m.__name__ for m, _ in INDEXED])
def test_words_of_every_kind_are_found_by_their_index(model, stems):
    rows = having(model.objects.order_by(), stems, query("spirometry")).values("pk")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()

    assert "_by_words" in plan


def test_what_somebody_said_is_found_by_its_index():
    rows = Speaker(("Ann Lee",), ("AL",), {}).spoke(Item.objects, "spirometry").order_by()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()

    assert "items_by_who_said_it" in plan

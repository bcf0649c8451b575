"""What meetings said is found by its words, by who said it, and only by who may see it (E16)."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import services
from meetings.diary.services.papers import attach_paper
from meetings.finding import kinds
from meetings.finding.speakers import Speaker
from meetings.finding.stems import having, query
from meetings.models import (
    Action,
    ActionNote,
    Amendment,
    Answer,
    Asked,
    Concern,
    Decision,
    Initials,
    Item,
    Newsletter,
    NewsletterCopy,
    OpenQuestion,
    Paper,
    Question,
    Report,
    Said,
    words,
)
from meetings.models.question import How
from meetings.questions.services import lapse, record_answer
from pbc.core.finding import BEGIN, END, Looked, Piece, excerpt, pieces
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
MINUTES = date(2007, 3, 13)
SPOKEN = "SBJ - The ultrasound list is long\n- AL – Agreed to write\n**Ann Lee** – Ultrasound, too"


@pytest.fixture
def lead():
    return make.gp_lead(make.group("DacCom"))


def looks_for(client, person, text="", **more):
    """The page that somebody is sent who looks for words."""
    client.force_login(person)
    return client.get("/search/", {"q": text, **more})


def spoken(text=SPOKEN, *, names=("Sarah Bright-Jones", "Ann Lee"), of=None):
    """An item of a held meeting with these words, and who was there."""
    meeting = make.meeting(make.body(of=of), state="HELD")
    for place, name in enumerate(names):
        make.attendance(meeting, name, place=place)
    return make.item(meeting, "Diagnostics", minutes=text)


def everything(of, word):
    """One thing of every kind that has the word, of an organisation."""
    item = spoken(f"About {word}", of=of)
    make.report(item, of, f"We have {word}")
    attach(item, "notes.txt", f"On {word}")
    Amendment.objects.create(
        meeting=item.meeting, text=f"Not {word}", made_by=make.operator(), made_on=MINUTES
    )
    make.decision(f"Buy {word}", of)
    make.action(f"Ring about {word}", of)
    make.open_question(of, text=f"What is {word}?")
    make.concern(of, text=f"No {word}")
    answered(of, f"If {word} comes first")
    Newsletter.objects.create(
        audience=make.audience(of=of),
        subject=f"{word} is here",
        text="Read on",
        state="SENT",
        written_on=MINUTES,
        sent_on=MINUTES,
        written_by=make.operator(),
        sent_by=make.operator(),
        changed_by=make.operator(),
    )
    return item


def answered(of, text):
    """What somebody said who was asked to confirm a decision of an organisation."""
    ned = make.person(f"Ned of {of.name}", "Asked")
    question = make.decision("Option 7", of, asked=[ned]).question
    told = {"said": Said.CONDITIONAL, "told_by": "Ned", "how": How.BY_PHONE, "on": MINUTES}
    return record_answer(question=question, group=ned, words=text, by=make.operator(), **told)


def plans(found):
    """Every node of the plan by which the database finds these rows, as it went."""
    left, nodes = [json.loads(found.explain(format="JSON", analyze=True))[0]["Plan"]], []
    while left:
        nodes.append(left.pop())
        left += nodes[-1].get("Plans", [])
    return nodes


def attach(item, name, text):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return attach_paper(item=item, file=file, on=MINUTES, by=make.operator())


def test_words_find_what_has_the_same_stem_and_are_marked_e16(client, lead):
    spoken("We agreed to commission scans")

    page = looks_for(client, lead, "commissioning agrees").content.decode()

    assert "Minutes: <a href=" in page
    assert "We <mark>agreed</mark> to <mark>commission</mark> scans" in page


def test_words_of_a_heading_are_marked_in_it_e16(client, lead):
    spoken("We are over")

    page = looks_for(client, lead, "diagnostic").content.decode()

    assert "1. <mark>Diagnostics</mark></a>" in page
    assert "<br>We are over" in page


def test_every_kind_is_found_and_can_be_looked_at_alone_e16(client, lead):
    everything(make.group("DacCom"), "spirometry")

    page = looks_for(client, lead, "spirometry")
    papers = looks_for(client, lead, "spirometry", kind="Papers")

    views = "All, 10 Minutes, 3 Papers, 1 Decisions, 1 Actions, 1 Questions, 2 Concerns, 1"
    assert "10 found for “spirometry”" in said(page)
    assert f"{views} Newsletters, 1" in said(page)
    assert "1 found for “spirometry”" in said(papers)
    assert "Paper: notes.txt" in said(papers)
    assert "Decision:" not in said(papers)


def test_many_are_paged_and_ask_no_more_of_the_database_r11(
    client, lead, django_assert_num_queries
):
    meeting = spoken("Scans").meeting
    for number in range(2, 4):
        make.item(meeting, "Scans", number=number)
    looks_for(client, lead, "scans")
    with CaptureQueriesContext(connection) as few:
        looks_for(client, lead, "scans")
    for number in range(4, 61):
        make.item(meeting, "Scans", number=number)

    with django_assert_num_queries(len(few)):
        first = said(looks_for(client, lead, "scans"))
    second = said(looks_for(client, lead, "scans", page=2))

    assert "60 found for “scans”" in first
    assert first.count("Minutes: ") == 50
    assert second.count("Minutes: ") == 10


@pytest.mark.parametrize(
    ("number", "shown"),
    [("x", 50), ("", 50), ("0", 10), ("-1", 10), ("2", 10), ("9", 10), ("9" * 30, 10)],
)
def test_a_page_that_is_none_is_the_first_or_the_last(client, lead, number, shown):
    held = make.meeting(make.body(), state="HELD")
    Item.objects.bulk_create(Item(meeting=held, number=n, heading="Scans") for n in range(1, 61))

    page = said(looks_for(client, lead, "scans", page=number))

    assert page.count("Minutes: ") == shown


@pytest.mark.parametrize("whose", ["manager", "lead", "administrator", "nobody"])
def test_what_is_said_elsewhere_is_no_hit_and_no_count_e13(client, whose):
    everything(make.group("Red House"), "spirometry")
    dacorum = make.group("DacCom")
    practice = make.practice("Fernville Surgery", group=dacorum)
    people = {
        "manager": make.practice_manager(practice),
        "lead": make.gp_lead(dacorum),
        "administrator": make.administrator(),
        "nobody": make.person("nobody"),
    }

    page = looks_for(client, people[whose], "spirometry")
    absent = looks_for(client, people[whose], "zzzzz")

    assert said(page).replace("spirometry", "") == said(absent).replace("zzzzz", "")


@pytest.mark.parametrize("whose", ["lead", "manager", "nobody"])
def test_what_one_may_not_see_takes_no_other_question_than_what_is_nowhere_e13(client, whose):
    """Nor is any row of meetings asked for but within what the reader may see."""
    dacorum = make.group("DacCom")
    everything(make.group("Red House"), "spirometry")
    reader = {
        "lead": make.gp_lead(dacorum),
        "manager": make.practice_manager(make.practice("Fernville Surgery", group=dacorum)),
        "nobody": make.person("nobody"),
    }[whose]
    looks_for(client, reader, "zzzzz")

    foreign, nowhere = asked_for(client, reader, "spirometry"), asked_for(client, reader, "zzzzz")
    with_rights = [one for one in foreign if "COUNT(*)" in one]
    everything(dacorum, "spirometry")
    found = asked_for(client, reader, "spirometry")

    assert [one.replace("spirometry", "zzzzz") for one in foreign] == nowhere
    assert [one for one in foreign if "meetings_stems" in one and one not in with_rights] == []
    assert [one for one in found if "COUNT(*)" in one] == with_rights
    assert len(with_rights) == 1


def asked_for(client, person, text):
    """What a search asks of the database after who signed in is known."""
    client.force_login(person)
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": text})
    told = (one["sql"] for one in asked.captured_queries)
    return [one for one in told if "session" not in one]


def test_of_a_kind_no_more_ids_than_those_of_a_page_are_ever_read_r11(client, lead):
    held = make.meeting(make.body(), state="HELD")
    Item.objects.bulk_create(Item(meeting=held, number=n, heading="Scans") for n in range(1, 171))

    for number, shown in (("1", 50), ("2", 50), ("4", 20), ("999999", 20)):
        read = []
        with connection.execute_wrapper(lambda *asked, read=read: counting(read, *asked)):
            page = said(looks_for(client, lead, "scans", page=number))
        assert "170 found" in page
        assert page.count("Minutes: ") == shown
        assert max(read) <= 50


def counting(read, execute, sql, params, many, context):
    """Run a statement of a search, and note how many ids its longest row or its rows have."""
    done = execute(sql, params, many, context)
    if "meetings_stems" in sql:
        cursor = context["cursor"].cursor
        rows = cursor.fetchall()
        cursor.scroll(0, mode="absolute")
        lists = [len(one) for row in rows for one in row if isinstance(one, list)]
        read.append(max([len(rows) if not lists else 0, *lists]))
    return done


def test_who_said_it_is_asked_by_initials_or_by_a_part_of_the_name_e16(client, lead):
    spoken()

    by_letters = looks_for(client, lead, "ultrasound", who="sbj").content.decode()
    by_name = said(looks_for(client, lead, "ultrasound", who="Bright"))

    assert "SBJ - The <mark>ultrasound</mark> list is long" in by_letters
    assert "Ann" not in by_letters
    assert "1 found for “ultrasound” said by “Bright”" in by_name
    assert "Nothing found" in said(looks_for(client, lead, "write", who="SBJ"))


def test_all_that_somebody_said_is_found_without_any_word_e16(client, lead):
    spoken()

    page = said(looks_for(client, lead, who="Lee"))

    assert "AL – Agreed to write" in page
    assert "**Ann Lee** – Ultrasound, too" in page
    assert "The ultrasound list" not in page


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("list ultrasound", True),  # in any order
        ('"ultrasound list"', True),
        ('"list ultrasound"', False),
        ("ultrasound -long", False),
        ("ultrasound -write", True),  # which Ann Lee said
        ("-write", True),
        ("write", False),
        ("long or write", True),
        ("d'accord", True),
        ("the", False),  # a word of no weight finds nothing, here and everywhere
    ],
)
def test_words_that_somebody_said_are_asked_as_all_words_are_e16(lead, asked, is_found):
    spoken(f"{SPOKEN}\nSBJ - D'accord, C:\\plan")

    found = kinds.ITEMS.rows(Looked(lead, asked, "SBJ"))

    assert found.exists() is is_found


def test_what_somebody_says_under_letters_and_name_is_theirs_e16(lead):
    spoken("SBJ - Scans are late\n**Sarah Bright-Jones** – Budgets are short")

    found = kinds.ITEMS.rows(Looked(lead, "scan budget", "Sarah"))

    assert found.count() == 1


def test_words_said_are_found_anew_when_minutes_change_e09(lead):
    item = spoken()
    item.minutes = "SBJ - Endoscopy is next"
    item.save()

    asked = [Looked(lead, words, "SBJ") for words in ("endoscopy", "ultrasound")]

    assert [kinds.ITEMS.rows(one).count() for one in asked] == [1, 0]


@pytest.mark.parametrize("length", [1, 40])
def test_minutes_of_many_or_of_endless_words_are_kept_and_found(lead, length):
    long = "\n".join(f"SBJ - {f'{n:x}' * length}" for n in range(40_000 // (10 + 4 * length)))
    spoken(f"SBJ - {'x' * 5000} scans\n{long}")

    assert kinds.ITEMS.rows(Looked(lead, "scan", "SBJ")).count() == 1


def test_letters_of_a_name_are_theirs_only_where_they_are_in_the_list_e16(lead):
    spoken("AL - Scans", names=["Ann Lee"])
    spoken("AL - Scans", names=["Alan Long"])

    found = kinds.ITEMS.rows(Looked(lead, "scan", "Ann Lee"))

    assert [one.meeting.attendances.get().name for one in found] == ["Ann Lee"]


@pytest.mark.parametrize("who", ["(", "\\", "[a-", "AL", ".*", "’", "*" * 90, "am"])
def test_whatever_is_typed_as_a_name_is_answered(client, lead, who):
    spoken("AL - Scans\n**(x\\** – Scans", names=["(x\\", "Ann Lee"])

    assert looks_for(client, lead, "scans", who=who).status_code == 200


@pytest.mark.parametrize("letters", ["((", "M.J.", "a|b", "[x"])
def test_letters_that_were_told_mean_themselves_and_no_pattern_e16(client, lead, letters):
    item = spoken(f"{letters} - Scans are late\nMxJx - Scans are early", names=[])
    body = item.meeting.body
    Initials.objects.create(body=body, letters=letters, name="Mary Jay", said_by=lead)

    page = said(looks_for(client, lead, "scans", who="Mary"))

    assert f"{letters} - Scans are late" in page
    assert "MxJx" not in page


def test_a_note_finds_its_action_and_is_shown_with_it_e16(client, lead):
    action = make.action("Ring the trust")
    services.add_note(
        action=action, note="Spoke to radiology", on=date(2007, 3, 14), by=make.operator()
    )

    page = looks_for(client, lead, "radiology").content.decode()

    assert f'<a href="/actions/{action.pk}/">Ring the trust</a>' in page
    assert "Spoke to <mark>radiology</mark>" in page


def test_a_paper_is_found_by_a_part_of_its_name_and_a_text_by_what_it_says_e16(client, lead):
    item = spoken()
    attach(item, "urgent_care-plan.pdf", b"%PDF-1.4 hidden")
    attach(item, "letter.txt", "Caf\xe9 hours".encode("cp1252"))

    assert "urgent_care-plan.pdf" in said(looks_for(client, lead, "plans"))
    assert "letter.txt" in said(looks_for(client, lead, "café"))
    assert "Nothing found" in said(looks_for(client, lead, "hidden"))


def test_what_was_taken_off_is_not_found_e16(client, lead):
    item = spoken("Spirometry")
    Item.objects.filter(pk=item.pk).update(number=None)

    assert "Nothing found" in said(looks_for(client, lead, "spirometry"))


def test_marks_and_scripts_in_the_words_themselves_are_shown_as_they_are(client, lead):
    spoken(f"{BEGIN}<script>alert(1)</script> scans {END}{END}")

    page = looks_for(client, lead, "scans").content.decode()

    assert "<script>alert" not in page
    assert "<mark>scans</mark>" in page
    assert BEGIN not in page
    assert END not in page


def test_a_text_is_cut_where_the_database_marked_it():
    found = pieces(f"a {BEGIN}b{END} c{BEGIN}")

    assert found == [Piece("a ", False), Piece("b", True), Piece(" c", False)]


def test_of_a_long_text_the_lines_are_shown_in_which_something_was_found_e16():
    line = f"{'before ' * 60}{BEGIN}scan{END}{' after' * 60}"

    found = excerpt(f"nothing\n{line}\n\n{BEGIN}scans{END}")

    assert found.startswith("… before")
    assert f"before {BEGIN}scan{END} after" in found
    assert found.endswith(f"after … … {BEGIN}scans{END}")
    assert len(found) < 250


@pytest.mark.parametrize("text", ["the", "-", '"', "!!", "a & | b", "<->", ":*", "-scan", "o'r"])
def test_whatever_is_typed_as_words_is_answered(client, lead, text):
    spoken()

    assert looks_for(client, lead, text).status_code == 200


def test_a_text_of_any_length_can_be_kept_and_is_found_by_its_beginning_e16(client, lead):
    long = " ".join(f"ä{n}-{n}.nhs.uk/{n}" for n in range(20_000))

    spoken(f"Spirometry {long}")

    assert "1 found" in said(looks_for(client, lead, "spirometry"))


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


def test_an_answer_is_found_by_its_words_by_whoever_may_see_the_question_e16(client, lead):
    answered(make.group("DacCom"), "Only if the budget moves with it")
    answered(make.group("Red House"), "Only if the budget stays")

    page = looks_for(client, lead, "budget").content.decode()

    assert "1 found" in page
    assert ">Do you confirm: Option 7</a>, Ned of DacCom Asked said yes, on a condition" in page
    assert "Only if the <mark>budget</mark> moves with it" in page


def test_a_newsletter_is_found_by_what_was_written_and_by_the_own_part_alone_a12(client):
    """What was put in for another reader of the same newsletter finds nothing, and counts none."""
    dacorum = make.group("DacCom")
    names = ("Fernville", "Parkwood")
    fernville, parkwood = (make.practice(name, group=dacorum) for name in names)
    ann, bob = make.practice_manager(fernville), make.practice_manager(parkwood)
    make.action("Ring zqannsown", of=fernville)
    make.action("Ring zqbobsown", of=parkwood)
    make.sent_newsletter("Spring", make.audience(of=dacorum), sections=["actions"], text="Scans")
    make.newsletter("A draft", make.audience(of=dacorum), text="Scans to come")

    for reader, own, others in ((ann, "zqannsown", "zqbobsown"), (bob, "zqbobsown", "zqannsown")):
        assert "Newsletter: Spring" in said(looks_for(client, reader, "scan", kind="Newsletters"))
        assert "A draft" not in said(looks_for(client, reader, "scan"))
        page = looks_for(client, reader, own, kind="Newsletters").content.decode()
        assert f"<mark>{own}</mark>" in page
        assert others not in page
        assert "Nothing found" in said(looks_for(client, reader, others))


def test_an_answer_that_counts_no_more_says_so_e16(client, lead):
    """What somebody said before they said another thing, and what was said to a question that
    lapsed since."""
    dacorum = make.group("DacCom")
    first = answered(dacorum, "Only if the budget moves")
    note = "Ned of DacCom Asked said yes, on a condition, 13 March 2007"
    assert f"{note} Only if" in said(looks_for(client, lead, "budget"))

    told = {"told_by": "Ned", "how": How.BY_PHONE, "on": MINUTES, "by": make.operator()}
    question, ned = first.asked.question, first.asked.party
    record_answer(question=question, group=ned, said=Said.NO, words="No more money", **told)
    lapse(question=question, why="Changed", on=date(2007, 3, 20), by=make.operator())

    lapsed = "the question lapsed on 20 March 2007"
    assert f"{note}; they answered again since; {lapsed}" in said(looks_for(client, lead, "budget"))
    assert f"said no, 13 March 2007; {lapsed}" in said(looks_for(client, lead, "money"))


def test_answers_that_one_sees_are_those_of_whom_was_asked_that_one_sees_e13(lead):
    """Who was asked themselves sees what was said to it; who was not, and reaches nobody, not."""
    answer = answered(make.group("Red House"), "Only if the budget moves")
    ned = answer.asked.person
    make.appointment(ned, "PRACTICE_MANAGER", make.practice("Stanmore"))

    for person in (ned, lead, make.person("nobody")):
        seen = Asked.objects.visible_to(person).filter(pk=answer.asked_id).exists()
        assert Answer.objects.visible_to(person).exists() is seen
        assert seen is (person == ned)


def test_words_of_what_was_written_and_of_the_own_part_are_found_together_a12(client):
    dacorum = make.group("DacCom")
    fernville, parkwood = (make.practice(one, group=dacorum) for one in ("Fernville", "Parkwood"))
    ann, bob = make.practice_manager(fernville), make.practice_manager(parkwood)
    make.action("Ring zqannsown", of=fernville)
    make.action("Ring zqbobsown", of=parkwood)
    make.sent_newsletter("Spring", make.audience(of=dacorum), sections=["actions"], text="Scans")

    page = looks_for(client, ann, "scans zqannsown", kind="Newsletters").content.decode()
    assert "<mark>Scans</mark>" in page
    assert "<mark>zqannsown</mark>" in page
    assert "Nothing found" in said(looks_for(client, ann, "scans zqbobsown"))
    assert "Nothing found" in said(looks_for(client, bob, "scans zqannsown"))
    assert "Nothing found" in said(looks_for(client, ann, "zqannsown zzzzz"))
    assert "Nothing found" in said(looks_for(client, ann, "zqannsown -scans -ring"))


def test_a_newsletter_that_went_to_others_is_not_found_a12(client, lead):
    there = make.group("Red House")
    make.practice_manager(make.practice("Stanmore", group=there))
    make.sent_newsletter("Spirometry", make.audience(of=there))

    assert "Nothing found" in said(looks_for(client, lead, "spirometry"))


def test_what_a_minus_does_where_it_is_asked_who_said_it_is_said_plainly_e16(client, lead):
    spoken()
    why = "A minus leaves out an item under which they say that word"

    assert why in said(looks_for(client, lead, "ultrasound -long", who="SBJ"))
    assert why not in said(looks_for(client, lead, "ultra-sound", who="SBJ"))
    assert why not in said(looks_for(client, lead, "ultrasound -long"))


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

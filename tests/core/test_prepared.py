"""What is asked again and again is planned once by a connection, and finds what it found before."""

from datetime import UTC, date, datetime, timedelta

import pghistory
import pytest
from django.db import connection
from django.db.models import TextField, Value

from meetings.models import Action
from pbc.core import clock, prepared, statements
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Practice, Role
from pbc.core.statements import kept_for_anybody
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings):
    """What was sent to the server, in order; nothing is compared meanwhile."""
    settings.KEPT_ROWS_CHECKED = False
    words = []

    def note(execute, sql, *rest):
        words.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield words


@pytest.fixture
def practices():
    @kept_for_anybody(blank=("pks",))
    def practices(pks):
        return Practice.objects.filter(pk__among=pks).order_by("pk")

    return practices


def names_of_the_server():
    """What this connection has prepared of ours, as the server says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'pbc%'")
        return {name for (name,) in cursor.fetchall()}


def test_from_the_third_time_on_it_is_asked_for_by_its_name(sent, practices):
    rows = [make.practice() for _ in range(5)]
    sent.clear()

    found = [practices((one.pk,)) for one in rows]

    assert found == [[one] for one in rows]
    assert [words.split()[0] for words in sent] == ["SELECT"] * 2 + ["EXECUTE"] * 3
    assert len({*sent[2:]}) == 1


def test_it_is_planned_once_for_whatever_is_filled_in(sent, practices):
    """Also where few are asked for, which by themselves would be planned for anew each time."""
    rows = [make.practice() for _ in range(12)]

    found = [practices((one.pk,)) for one in rows]

    assert found == [[one] for one in rows]
    with connection.cursor() as cursor:
        plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s"
        cursor.execute(plans, [sent[-1].split()[1]])
        assert cursor.fetchall() == [(10, 0)]


def test_a_person_is_found_what_is_theirs_by_the_name_that_others_gave_it(sent):
    @kept_rows("meetings.view_action")
    def actions(user):
        return Action.objects.visible_to(user)

    groups = [make.group(f"Group {number}") for number in range(5)]
    leads = [make.gp_lead(group) for group in groups]
    rows = [make.action(of=group) for group in groups]

    assert [actions(lead) for lead in leads] == [[one] for one in rows]
    assert sent[-1].startswith("EXECUTE ")


def test_nobody_is_named_before_what_only_reads(sent, practices):
    """A history names who writes in a statement before theirs: what is prepared writes nothing."""
    one, reached = make.practice(), []

    def note(execute, sql, *rest):
        reached.append(sql)
        return execute(sql, *rest)

    # The last that was entered stands nearest to the server, and sees what the history adds.
    with pghistory.context(user=1), connection.execute_wrapper(note):
        for _ in range(3):
            practices((one.pk,))
        Practice.objects.filter(pk=one.pk).update(name="Fernville and Parkwood")

    *_, read, written = reached
    assert read.startswith("EXECUTE ")
    assert "set_config" in written


def test_a_connection_holds_so_many_and_lets_go_of_the_one_asked_for_longest_ago(
    checked, monkeypatch
):
    monkeypatch.setattr(prepared, "MOST", 2)

    @kept_for_anybody
    def practice(pk):
        return Practice.objects.filter(pk=pk)

    for pk in (1, 2, 3):
        practice(pk)
    held = prepared._held(connection).names

    assert len(held) == 2
    assert names_of_the_server() == {*held.values()}


def test_a_new_connection_has_nothing_prepared(sent, practices):
    one = make.practice()
    for _ in range(3):
        practices((one.pk,))
    held = prepared._held(connection)

    held.server = None  # as if another connection had taken its place

    assert prepared._held(connection) is not held
    assert practices((one.pk,)) == [one]
    assert sent[-1].startswith("SELECT")


def test_nothing_is_prepared_where_the_setting_says_so(settings, sent, practices):
    settings.PBC_PREPARED_STATEMENTS = False
    one = make.practice()

    for _ in range(5):
        assert practices((one.pk,)) == [one]

    assert not any(words.startswith("EXECUTE") for words in sent)


def test_each_kind_of_blank_is_what_it_is_where_it_is_sent_plainly(sent):
    @kept_for_anybody(blank=("by", "since", "due", "text"))
    def raised(by, since, due, text):
        late = Action.objects.filter(raised_by__among=by, recorded_at__gt=since, due__lt=due)
        return late.filter(text__icontains=text)

    action = make.action("Ask 50% of them", due="1 March 2007")
    asked = ((action.raised_by_id,), datetime(2000, 1, 1, tzinfo=UTC), date(2007, 3, 2), "50%")
    found = [raised(*asked) for _ in range(4)]

    assert found == [[action]] * 4
    assert raised((), *asked[1:]) == []
    assert raised(*asked[:3], "50_") == []
    assert sent[-1].startswith("EXECUTE")


def test_what_is_of_another_kind_by_its_name_is_a_fault_where_it_is_checked(monkeypatch, checked):
    @kept_for_anybody(blank=("words",))
    def said(words):
        return Practice.objects.annotate(said=Value(words, TextField())).values_list("said")

    make.practice()
    monkeypatch.setattr(prepared, "_kind", lambda _: "bpchar")

    with pytest.raises(prepared.OtherAnswer):
        said("a word")


def test_what_several_sets_make_together_is_prepared_as_well(sent):
    @kept_for_anybody(blank=("code",))
    def counted(code):
        return statements.Sql("SELECT count(*) FROM core_practice WHERE code = %s", (code,))

    one = make.practice()

    assert [counted(one.code) for _ in range(4)] == [[(1,)]] * 4
    assert counted("none") == [(0,)]
    assert sent[-1].startswith("EXECUTE")


def test_the_next_day_is_another_statement(sent, monkeypatch):
    @kept_rows("meetings.view_action")
    def late(user):
        return Action.objects.visible_to(user).filter(due__lt=clock.today())

    manager = make.person()
    practice = make.practice()
    make.appointment(manager, Role.PRACTICE_MANAGER, practice)
    action = make.action(of=practice, due=f"{clock.today():%-d %B %Y}")
    before = [late(manager) for _ in range(3)]

    monkeypatch.setenv("PBC_TODAY", f"{clock.today() + timedelta(days=1)}")

    assert before == [[]] * 3
    assert late(type(manager).objects.get(pk=manager.pk)) == [action]

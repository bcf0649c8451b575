"""What is another thing each time is filled into a statement that is kept, and is never what
somebody else had asked for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import BigIntegerField, Func, Q, TextField, Value

from meetings.models import Action
from pbc.core import statements
from pbc.core.blanks import Words
from pbc.core.kept_rows import kept_rows
from pbc.core.models import Practice
from pbc.core.statements import kept_for_anybody
from tests import make

pytestmark = pytest.mark.django_db

A_LIST = ArrayField(BigIntegerField())


def test_a_statement_is_put_together_once_whatever_is_filled_in(put_together):
    @kept_for_anybody(blank=("since", "by"))
    def raised(since, by, state):
        put_together.append(state)
        return Action.objects.filter(recorded_at__gt=since, raised_by__among=by, state=state)

    ann, ben = make.person(), make.person()
    hers, his = make.action(by=ann), make.action(by=ben)
    before, after = (hers.recorded_at - timedelta(seconds=1), his.recorded_at)

    assert raised(before, (ann.pk,), "OPEN") == [hers]
    assert raised(before, (ben.pk,), "OPEN") == [his]
    assert raised(after, (ann.pk,), "OPEN") == []
    assert raised(before, (ann.pk,), "DONE") == []
    assert put_together == ["OPEN", "DONE"]


def test_rows_of_a_person_are_kept_with_a_blank_as_without(put_together):
    @kept_rows("meetings.view_action", blank=("since",))
    def actions(user, since):
        put_together.append(user)
        return Action.objects.visible_to(user).filter(recorded_at__gt=since)

    ann, ben = make.practice_manager(make.practice()), make.practice_manager(make.practice())
    hers = make.action(of=ann.appointments.get().practice)
    before = hers.recorded_at - timedelta(seconds=1)

    assert [actions(ann, before), actions(ann, hers.recorded_at)] == [[hers], []]
    assert actions(ben, before) == []
    assert len(put_together) == 1  # his are asked for by the same statement


@pytest.fixture
def named(put_together):
    """Finds practices whose name, town or code has words."""

    @kept_for_anybody(blank=("words",))
    def named(words):
        put_together.append(len(words.split(" ")))
        every = Practice.objects.order_by("code")
        for word in words.split(" "):
            every = every.filter(Q(name__icontains=word) | Q(town__icontains=word))
        return every.filter(Q(name__icontains=words) | Q(code__istartswith=words))

    return named


def test_words_are_looked_for_one_by_one_and_together(named, put_together):
    old, oak = make.practice(name="Old Oak Surgery"), make.practice(name="Oak Old Surgery")

    assert named(Words("oak")) == sorted([old, oak], key=lambda one: one.code)
    assert named(Words("old")) == sorted([old, oak], key=lambda one: one.code)
    assert named(Words("Old Oak")) == [old]
    assert named(Words("Oak Old")) == [oak]
    assert put_together == [1, 2]


def test_a_sign_of_like_in_a_word_is_a_letter(named):
    make.practice(name="Oakfield")
    line = make.practice(name="Oak_field")

    assert named(Words("k_f")) == [line]
    assert named(Words("akfi")) != []


@pytest.mark.parametrize(
    "text", ["mid-year", '"two words"', "-without", "2006", "two  words", "", "a b a"]
)
def test_what_may_count_in_a_statement_is_no_plain_word(text):
    assert Words.of(text) is None


def test_a_word_with_the_letters_of_a_stand_in_is_only_a_word(named):
    odd = make.practice(name="qzxblank000zxq Surgery")

    assert named(Words("qzxblank000zxq")) == [odd]
    assert named(Words("qzxblank100zxq")) == []


def test_words_are_asked_for_as_they_are_where_nothing_compares_them_by_like(put_together):
    @kept_for_anybody(blank=("words",))
    def asked(words):
        query = SearchQuery(words, search_type="websearch")
        said = Value(words, output_field=TextField())
        return Practice.objects.annotate(wanted=query, said=said).values_list("said")

    make.practice()

    assert asked(Words("a_word")) == [("a_word",)]
    assert asked(Words("another")) == [("another",)]


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (lambda given: Practice.objects.annotate(said=Value([given], A_LIST)), 5),
        (lambda given: Practice.objects.filter(name=given.upper()), "words"),
        (lambda given: Practice.objects.filter(name=given[1:]), "words"),
        (lambda given: Practice.objects.filter(name="words"), "words"),
        (lambda given: Practice.objects.filter(pk=given), 5),
        (lambda given: Action.objects.filter(due=given + timedelta(1)), date(2007, 3, 1)),
        (
            lambda given: Practice.objects.annotate(
                said=Func(template=f"'{given}'", output_field=TextField())
            ),
            "words",
        ),
        (lambda given: Practice.objects.filter(pk=given), True),
    ],
    ids=[
        "a list",
        "upper case",
        "cut",
        "left out",
        "a number",
        "counted with",
        "in the words",
        "yes or no",
    ],
)
def test_a_blank_that_would_not_be_filled_in_is_refused(rows, value):
    def of(given):
        return rows(given)

    with pytest.raises(TypeError, match="blank"):
        kept_for_anybody(of, blank=("given",))(value)


def test_a_statement_that_hangs_on_what_is_filled_in_is_a_fault_where_it_is_checked(checked):
    @kept_for_anybody(blank=("since",))
    def since(since):
        rows = Action.objects.filter(recorded_at__gt=since)
        return rows.filter(state="OPEN") if since.year > 2000 else rows

    with pytest.raises(statements.OtherStatement):
        since(datetime(2007, 3, 13, tzinfo=UTC))


def test_days_beside_each_other_are_filled_in_each_by_itself(put_together):
    @kept_for_anybody(blank=("due", "raised"))
    def late(due, raised):
        return Action.objects.filter(due__lt=due, raised_on__lte=raised)

    action = make.action(due="1 March 2007")

    assert late(date(2007, 3, 2), action.raised_on) == [action]
    assert late(date(2007, 3, 1), action.raised_on) == []
    assert late(date(2007, 3, 2), action.raised_on - timedelta(1)) == []


def test_ids_are_filled_in_as_one_value_however_many(put_together):
    @kept_for_anybody(blank=("pks",))
    def among(pks):
        put_together.append(pks)
        return Practice.objects.filter(pk__among=pks).order_by("pk")

    one, two = make.practice(), make.practice()

    assert among((one.pk,)) == [one]
    assert among((one.pk, two.pk)) == [one, two]
    assert among((two.pk,)) == [two]
    assert len(put_together) == 1


def test_ids_that_are_asked_for_one_by_one_are_refused():
    @kept_for_anybody(blank=("pks",))
    def among(pks):
        return Practice.objects.filter(pk__in=pks)

    with pytest.raises(TypeError, match="blank"):
        among((1, 2))

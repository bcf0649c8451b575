"""The money machine: months of a small county are sent, taken back, moved and budgeted.

What a rule does it does twice, in the database and in the second set of books; after each the
two are compared. Every event that TRUST M1 names is a rule.
"""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from activity.services import publication, recompute
from budgets.services import entries, stated
from pbc.core.models import Practice
from tests import make
from tests.money import books, by_hand, county, files, register
from tests.money.recount import Entry, Recount, first_day

MONTHS = st.integers(1, 4)
PRACTICES, PLACES = st.sampled_from(sorted(county.PRACTICES)), st.sampled_from(files.ALL_PLACES)
GROUPS = st.sampled_from([*county.GROUPS, None])
HEADINGS = st.sampled_from(["Elective", "Outpatients"])
PENCE = st.integers(-50000, 900000)
DAYS = st.builds(lambda m, d: first_day(m) + timedelta(d), MONTHS, st.sampled_from([0, 0, 14]))
HOLDERS = st.sampled_from(
    [("locality", "AMB"), ("locality", "COL"), ("pct", "West"), ("group", "ALL"), ("group", "MIX")]
)
TARGETED = st.sampled_from([("locality", "AMB"), ("pct", "West"), ("pct", "East")])
PODS = st.sampled_from(sorted(county.HEADING_OF))
CHANCE = st.integers(0, 2**32).map(random.Random)
SOME_MONTHS = st.sets(MONTHS, min_size=1, max_size=3).map(sorted)
SOME_PLACES = st.sets(PLACES, min_size=1).map(sorted)
LATER = st.integers(0, 9)
REASONS = st.sampled_from(["", "The trust says so", "The trust says so"])
FEEDS = st.sampled_from(["pct-acute", "pct-acute", "pct-acute", "trust"])


DONE = Counter()  # how often what was done, printed in the end


class Months(RuleBasedStateMachine):
    """Months of a small county are sent, taken back, moved and budgeted, in any order."""

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = county.new_world()
        self.day = date(2006, 6, 1)
        self.sent = []  # (submission, File, Draft)
        self.entries = []  # beside those of the world; None once reversed
        self.child_has_read = False
        self.chance = random.Random(0)

    def teardown(self):
        try:
            assert not stated.compare_stated().examples
            assert not recompute.recompute_roll_ups(by=make.operator()).differences
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def pass_days(self, days):
        self.day += timedelta(days)

    def today(self):
        today = Recount(self.world, self.day)
        DONE["with an opening figure"] += bool(today.opened)
        return today

    # ---- Files -------------------------------------------------------------------------------

    @rule(
        months=SOME_MONTHS,
        places=SOME_PLACES,
        chance=CHANCE,
        feed=FEEDS,
        reason=REASONS,
        late=LATER,
        differs=st.sampled_from([0, 0, 0, 2500000, -1]),
        thin=st.sampled_from([False, False, False, True]),
    )
    def send_months(self, months, places, chance, feed, reason, late, differs, thin):
        self.pass_days(late)
        lines = files.drawn(chance, self.today(), months, places, thin=thin)
        self.send(files.Draft(lines, feed, differs), reason)

    @rule(month=MONTHS, places=SOME_PLACES, chance=CHANCE, reason=REASONS, late=LATER)
    def send_a_report_to_date(self, month, places, chance, reason, late):
        self.pass_days(late)
        lines = files.drawn(chance, self.today(), [month], places)
        self.send(files.Draft(lines, is_report=True), reason)

    @rule(month=MONTHS, place=PLACES, chance=CHANCE, days=st.integers(1, 60))
    def load_history(self, month, place, chance, days):
        lines = files.drawn(chance, self.today(), [month], [place])
        self.send(files.Draft(lines), known_from=self.day - timedelta(days))

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, reason=REASONS, late=LATER)
    def restate(self, chance, reason, late):
        """The months of a file over again, with other amounts."""
        self.pass_days(late)
        _, _, draft = self.pick(chance, lambda file: file.stands)
        lines = files.changed(chance, draft.lines)
        self.send(files.Draft(lines, draft.feed, is_report=draft.is_report), reason)

    @rule(month=MONTHS, place=PLACES, chance=CHANCE, reason=REASONS, late=LATER)
    def send_a_stray_row(self, month, place, chance, reason, late):
        self.pass_days(late)
        lines = files.strayed(chance, self.today(), month, place)
        self.send(files.Draft(lines), reason)

    @rule(months=SOME_MONTHS, places=SOME_PLACES, chance=CHANCE, late=LATER)
    def send_a_partial_file(self, months, places, chance, late):
        self.pass_days(late)
        lines = files.drawn(chance, self.today(), months, places, thin=True)
        self.send(files.Draft(lines), "The trust says so")

    @precondition(lambda self: not self.child_has_read)
    @rule(month=MONTHS, chance=CHANCE)
    def send_through_the_child(self, month, chance):
        self.child_has_read = True
        lines = files.drawn(chance, self.today(), [month], files.ALL_PLACES)
        self.send(files.Draft(lines), through_child=True)

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, reason=REASONS, late=LATER)
    def send_again(self, chance, reason, late):
        """The same bytes: nothing while they stand, else another reading by today's register."""
        self.pass_days(late)
        self.send(chance.choice(self.sent)[2], reason)

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, late=LATER)
    def read_again(self, chance, late):
        """Bytes that stand no longer, read by today's register, codes and headings."""
        self.pass_days(late)
        self.send(self.pick(chance, lambda file: not file.stands)[2], "The trust says so")

    def send(self, draft, reason="", known_from=None, through_child=False):
        known_from = known_from or self.day
        content, file = draft.content(), draft.understood(self.today())
        stands = self.stands(content)
        submission, is_new = county.sent(
            content,
            known_from=known_from,
            day=self.day,
            feed=draft.feed,
            reason=reason,
            through_child=through_child,
        )
        assert is_new is not stands
        if not is_new:
            return
        expected = self.world.becomes(file, reason, known_from)
        DONE[expected] += 1
        assert submission.state == expected, submission.sentence
        self.sent.append((submission, file, draft))
        if expected == "PUBLISHED":
            self.world.publish(file, known_from)

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, practice=PRACTICES, late=LATER)
    def assign_by_hand(self, chance, practice, late):
        self.pass_days(late)
        self.publish_again(by_hand.assign(self.world, self.today(), chance, practice, self.day))

    @precondition(lambda self: self.world.hand)
    @rule(chance=CHANCE, late=LATER)
    def take_an_assignment_back(self, chance, late):
        self.pass_days(late)
        self.publish_again(by_hand.take_back(self.world, chance, self.day))

    def publish_again(self, readings):
        """Read files again. What a later file replaced of one that stands is left to it."""
        for reading in readings:
            before = [one for one in self.sent if one[0].delivery_id == reading.delivery_id]
            draft, ours = before[0][2], [file for _, file, _ in before]
            file = draft.understood(self.today())
            file.place = min((one.place for one in ours if one.place), default=0)
            if file.place:
                held = {s: self.world.in_force((file.feed, *s)) for s in file.covers}
                file.covers = {s for s, f in held.items() if f is None or f.place <= file.place}
            expected = self.world.becomes(file, by_hand.SAID, self.day)
            by_hand.read_and_publish(reading, self.day)
            assert reading.state == expected, reading.sentence
            DONE["read again by hand"] += 1
            self.sent.append((reading, file, draft))
            if expected == "PUBLISHED":
                self.world.publish(file, self.day)

    def stands(self, content):
        """Whether the same bytes are published."""
        return any(file.stands and draft.content() == content for _, file, draft in self.sent)

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, late=LATER)
    def undo(self, chance, late):
        self.pass_days(late)
        submission, file, _ = self.pick(chance, lambda file: file.stands)
        self.take(publication.withdraw_submission, submission, file, was=True)

    @precondition(lambda self: any(map(self.is_superseded, (file for _, file, _ in self.sent))))
    @rule(chance=CHANCE, late=LATER)
    def undo_a_superseded_file(self, chance, late):
        self.pass_days(late)
        submission, file, _ = self.pick(chance, self.is_superseded)
        self.take(publication.withdraw_submission, submission, file, was=True)

    def is_superseded(self, file):
        """Whether a file stands and a later one has replaced some of its slices."""
        slices = [(file.feed, *slice_) for slice_ in file.covers]
        return file.stands and any(self.world.in_force(s) is not file for s in slices)

    @precondition(lambda self: self.sent)
    @rule(chance=CHANCE, late=LATER)
    def redo(self, chance, late):
        self.pass_days(late)
        submission, file, _ = self.pick(chance, lambda file: file.published and not file.stands)
        if file.published:
            self.take(publication.redo_submission, submission, file, was=False)

    def pick(self, chance, likely):
        """One of the files sent: mostly, but not always, one with which it works."""
        found = [sent for sent in self.sent if likely(sent[1])]
        return chance.choice(found if found and chance.random() < 0.8 else self.sent)

    def take(self, service, submission, file, *, was):
        """Take a publication back, or its withdrawal."""
        moves = self.world.settled(file, stands=not was) if file.stands is was else None
        details = {"reason": "It was wrong", "on": self.day, "by": make.operator()}
        if moves is None:
            with pytest.raises(publication.NotTakenBack):
                service(submission=submission, **details)
            return
        DONE[service.__name__] += 1
        _, moved = service(submission=submission, **details)
        assert moved == len(moves)
        file.stands = not was
        for slice_, points_at in moves.items():
            self.world.moves[slice_].append((self.day, points_at))

    # ---- Plans -------------------------------------------------------------------------------

    @rule(practice=PRACTICES, heading=HEADINGS, pence=PENCE, late=LATER, days=st.integers(0, 90))
    def budget_a_practice(self, practice, heading, pence, late, days):
        self.pass_days(late)
        holder = "practice", Practice.objects.get(code=practice)
        known_from = max(self.day - timedelta(days), date(2006, 4, 1))
        self.entries.append(county.entered(self.world, holder, heading, pence, known_from))

    @rule(holder=HOLDERS, heading=HEADINGS, pence=PENCE, late=LATER)
    def budget_another_holder(self, holder, heading, pence, late):
        self.pass_days(late)
        holder = holder[0], county.organisation(*holder)
        self.entries.append(county.entered(self.world, holder, heading, pence, self.day))

    @rule(
        kind=st.sampled_from(["allocation", "control_total"]),
        holder=TARGETED,
        pence=PENCE,
        late=LATER,
        days=st.integers(0, 90),
    )
    def set_a_target(self, kind, holder, pence, late, days):
        self.pass_days(late)
        known_from = self.day - timedelta(days)
        county.set_target(self.world, kind, holder, pence, known_from)

    @rule(holder=TARGETED, month=st.integers(1, 13), pence=PENCE, late=LATER)
    def add_other_spend(self, holder, month, pence, late):
        self.pass_days(late)
        county.add_other_spend(self.world, holder, month, pence, self.day)

    @precondition(lambda self: self.entries)
    @rule(chance=CHANCE, late=LATER)
    def reverse_an_entry(self, chance, late):
        self.pass_days(late)
        number = chance.randrange(len(self.entries))
        entry, first = self.entries[number], self.world.entries[number]
        if entry is None:
            return
        entries.reverse_entry(entry=entry, reason="A slip", on=self.day, by=make.operator())
        months = tuple(-amount for amount in first.months)
        self.world.entries.append(Entry(first.holder, first.heading, months, self.day))
        self.entries[number] = None
        self.entries.append(None)

    # ---- The register ------------------------------------------------------------------------

    @rule(practice=PRACTICES, place=PLACES, from_=DAYS, late=LATER)
    def move_a_practice(self, practice, place, from_, late):
        self.pass_days(late)
        register.moves(self.world, "places", practice, place, from_, self.day)

    @rule(practice=PRACTICES, group=GROUPS, from_=DAYS, late=LATER)
    def change_a_group(self, practice, group, from_, late):
        self.pass_days(late)
        register.moves(self.world, "groups", practice, group, from_, self.day)

    @rule(practice=PRACTICES, into=PRACTICES, from_=DAYS, late=LATER)
    def merge_practices(self, practice, into, from_, late):
        self.pass_days(late)
        if practice != into:
            register.merges(self.world, practice, into, from_, self.day)

    @rule(month=MONTHS, feeds=st.permutations(["pct-acute", "trust"]), late=LATER)
    def let_another_feed_count_from(self, month, feeds, late):
        self.pass_days(late)
        first, second = feeds
        register.let_count(self.world, {first: (1, month), second: (month, 14)}, self.day)

    @rule(code=PODS, heading=HEADINGS, late=LATER)
    def regroup_a_point_of_delivery(self, code, heading, late):
        self.pass_days(late)
        county.regroup(self.world, code, heading)

    @rule(code=PODS, late=LATER)
    def map_a_strange_code(self, code, late):
        self.pass_days(late)
        county.map_alias(self.world, county.STRANGE, code)

    # ---- The two sets of books ---------------------------------------------------------------

    @invariant()
    def both_sets_of_books_say_the_same(self):
        county.settle()
        two = self.chance.sample(sorted(county.PRACTICES), 2)
        books.compare(self.world, self.day, {4, self.chance.randint(1, 3)}, two)
        before = self.day - timedelta(self.chance.randint(1, 40))
        books.compare(self.world, before, [self.chance.randint(1, 4)], two)

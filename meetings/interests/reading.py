"""Which interests an item touches, who took no part in it, and what that leaves of the quorum."""

import re
from collections import defaultdict
from dataclasses import dataclass

from meetings.diary.queries.coming import counting
from meetings.models import Body, Exclusion, Interest, Paper, Touch


@dataclass(frozen=True)
class Touched:
    """What is known of the interests at an item, as its meeting shows it.

    `waiting` are those whom nobody has asked yet: the chair is to confirm; `said` what was
    confirmed, a sentence each; `quorum` what is left of it; `suggested` what its words name.
    """

    waiting: list[str]
    said: list[str]
    quorum: str
    suggested: list[str]
    subjects: list[str]

    @property
    def is_lost(self):
        """Whether too few are left."""
        return self.quorum.startswith("The quorum is lost")


def one_space(words):
    """The words with one space between them."""
    return " ".join(words.split())


def same(name):
    """A name as it is compared: without case, and with one space between its words."""
    return one_space(name).casefold()


def of_meeting(meeting, items):
    """{item's id: Touched} of those items that have to do with a declared interest; six
    statements at most. Nothing of the quorum once minutes are approved: what is needed and who
    has a seat may change after that, and the copy that was approved says it as it was. They keep
    who took no part because of an interest that was taken back since."""
    declared = interests(meeting)
    touches, confirmed = defaultdict(list), defaultdict(list)
    for touch in Touch.objects.filter(item__in=items).that_hold().order_by("subject"):
        touches[touch.item_id].append(touch.subject)
    acted = Exclusion.objects.filter(item__in=items)
    those = acted if meeting.is_locked else acted.that_hold()
    for one in those.select_related("interest__person").order_by("pk"):
        confirmed[one.item_id].append(one)
    present = _present(meeting) if confirmed and not meeting.is_locked else []
    words = words_of(items) if declared else {}
    found = {}
    for item in items:
        named = suggested(declared, touches[item.pk], words.get(item.pk, ""))
        one = _touched(meeting, touches[item.pk], confirmed[item.pk], declared, present, named)
        if one.subjects or one.said or one.suggested:
            found[item.pk] = one
    return found


def interests(meeting):
    """The interests that members have on the day of a meeting, or in its month."""
    held = Interest.objects.filter(body=meeting.body_id).in_force(meeting.day or meeting.month)
    return list(held.select_related("person").order_by("subject", "pk"))


def touching(declared, subjects):
    """Of these interests, those in something that the item touches."""
    named = {same(one) for one in subjects}
    return [one for one in declared if same(one.subject) in named]


def confirmed(item):
    """What was confirmed at an item: {interest's id: Exclusion}."""
    rows = item.exclusions.that_hold().select_related("interest__person").order_by("pk")
    return {one.interest_id: one for one in rows}


def to_confirm(item, before):
    """The interests that an item touches, and those of which something was confirmed `before`:
    what was said by mistake can be said otherwise when the item touches them no longer."""
    named = item.touches.that_hold().values_list("subject", flat=True)
    found = {one.pk: one for one in touching(interests(item.meeting), named)}
    return list((found | {pk: one.interest for pk, one in before.items()}).values())


def suggested(declared, subjects, words):
    """The names in the register that stand in the words of an item and that it is not yet said
    to touch."""
    known, said = {same(one) for one in subjects}, same(words)
    names = dict.fromkeys(one.subject for one in declared if same(one.subject) not in known)
    return [one for one in names if re.search(rf"(?<!\w){re.escape(same(one))}(?!\w)", said)]


def mark(touches):
    """What an item touches as a form carries it, to see whether that is still so."""
    return " ".join(str(pk) for pk in sorted(one.pk for one in touches if not one.is_off))


def words_of(items):
    """The words in which names are looked for: {item's id: heading and names of its papers}."""
    found = {item.pk: [item.heading] for item in items}
    for paper in Paper.objects.filter(item__in=items).attached():
        found[paper.item_id].append(paper.name.replace("-", " ").replace("_", " "))
    return {pk: " ".join(words) for pk, words in found.items()}


def suggested_of(item, subjects):
    """What the words of one item name."""
    return suggested(interests(item.meeting), subjects, words_of([item])[item.pk])


def of_decision(user, decision):
    """Who took no part in the item at which something was decided, or stayed: a sentence each.

    Who may not see the body, to whom its interests are not declared, is told only who took no
    part.
    """
    if decision.item_id is None:
        return []
    rows = Exclusion.objects.filter(item=decision.item_id).select_related("interest__person")
    found = list(rows.order_by("pk"))
    body = Body.objects.visible_to(user).filter(meetings__items=decision.item_id)
    if found and body.exists():
        return [sentence(one) for one in found]
    return [f"{one.interest.holder} took no part{_since(one)}" for one in found if one.withdrew]


def sentence(exclusion):
    """Meena Savla took no part: director of STAHDOC."""
    who, why = exclusion.interest.holder, exclusion.reason
    subject = exclusion.interest.subject
    about = why if same(subject) in same(why) else f"{why} ({subject})"
    did = "took no part" if exclusion.withdrew else "stayed"
    return f"{who} {did}: {about}{_since(exclusion)}"


def _since(exclusion):
    """That the interest because of which it was confirmed was a mistake, as is known by now."""
    return " (taken back since)" if exclusion.interest.withdrawn_on else ""


def _touched(meeting, subjects, confirmed, declared, present, named):
    dealt_with = {one.interest_id for one in confirmed}
    waiting = [one for one in touching(declared, subjects) if one.pk not in dealt_with]
    withdrew = [one.interest for one in confirmed if one.withdrew]
    return Touched(
        waiting=[f"{one.holder}: {one.nature}, {one.subject}" for one in waiting],
        said=[sentence(one) for one in confirmed],
        quorum=_quorum(meeting, withdrew, present),
        suggested=named,
        subjects=subjects,
    )


def _present(meeting):
    """Those present who count towards the quorum of a meeting."""
    return counting(meeting, list(meeting.attendances.in_order()))


def _quorum(meeting, withdrew, there):
    """What those who took no part leave of the quorum; empty where nothing is known of it."""
    left = [row for row in there if not any(_is(row, one) for one in withdrew)]
    needed = meeting.body.quorum
    if len(left) == len(there) or needed is None:
        return ""
    counted = f"{len(left)} of its members count for this item, and {needed} are needed"
    return f"The quorum is lost: {counted}" if len(left) < needed else f"A quorum: {counted}"


def _is(row, interest):
    """Whether somebody of the list is whoever has the interest."""
    if interest.person_id and row.person_id:
        return interest.person_id == row.person_id
    return same(interest.holder) == same(row.name)

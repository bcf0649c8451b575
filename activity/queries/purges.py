"""What became of the words of a file that turned out to hold details of patients."""

from dataclasses import dataclass

from django.conf import settings

from activity.models import InForce, Purge, Submission
from activity.queries.words import counted, sentence_case
from pbc.core import access, clock, periods
from pbc.core.people import apart

PERMISSION = "activity.purge_delivery"  # to confirm it, or to say no
ASKS = "activity.ask_for_purge"
READS_WHY = "activity.view_purge"  # who asked, who confirmed, and what was found
STAYS = "Every amount stays as it was."
BACKUPS = (("daily", "day"), ("weekly", "week"), ("monthly", "month"))


@dataclass(frozen=True)
class Told:
    """Of one file: who asked for what and why, and what came of it. `purge` waits for an answer."""

    sentence: str
    purge: Purge | None
    is_done: bool


@dataclass(frozen=True)
class Card:
    """Files of which somebody wants the words removed, for the others who may: each once, by the
    newest of its readings that they may see."""

    needing: list[tuple[int, str]]

    @property
    def sentence(self):
        """Two files wait for a second person."""
        wait = sentence_case(counted(len(self.needing), "file waits", "files wait"))
        return f"{wait} for a second person"


def told(delivery, user):
    """What was asked and done about a delivery; None where nothing was, or it was refused.

    Who and why is for those alone who may read that of the delivery that was named: others, and
    another PCT that received the same bytes, learn that the content is gone, and nothing before.
    """
    same = Purge.objects.filter(sha256=delivery.sha256)
    same = same.select_related("asked_by", "answer__by", "purged").order_by("pk")
    agreed, waits = list(same.agreed()), _read_by(user, same.waiting()).last()
    known = {one.pk for one in _read_by(user, same)}
    said = [_said(one, in_full=one.pk in known) for one in agreed]
    if waits:
        said.append(f"The words of this file are to be removed. {_asked(waits)}.")
    if not said:
        return None
    return Told(" ".join(said), waits, any(hasattr(one, "purged") for one in agreed))


def _read_by(user, purges):
    """Those of which somebody may read who asked and why."""
    seen = Submission.objects.visible_to(user, to=READS_WHY)
    return purges.filter(delivery__in=seen.values("delivery"))


def _said(purge, *, in_full):
    """What was agreed, and whether it is done; not `in_full` without anything that was said."""
    done = getattr(purge, "purged", None)
    if done and not in_full:
        return f"The content of this file was removed on {_day(done.recorded_at)}. {STAYS}"
    what = _removed(done) if done else "The words of this file are being removed."
    return f"{what} {_asked(purge)}. {purge.answer.by} confirmed it." if in_full else what


def _asked(purge):
    asked_on = _day(purge.recorded_at)
    return f"{purge.asked_by} asked for that on {asked_on}, because: {purge.reason}"


def may_ask(user, delivery):
    """Whether somebody may ask for the removal of a content: whoever only opens accounts, and
    could open the second person's, may not."""
    return _reading(user, delivery, ASKS)


def may_answer(user, delivery):
    """Whether somebody may say yes or no, whoever asked."""
    return _reading(user, delivery, PERMISSION)


def asked_already(user, sha256):
    """Whether two persons agreed that a content goes, or somebody of theirs asked for that."""
    same = Purge.objects.filter(sha256=sha256)
    return same.agreed().exists() or _read_by(user, same.waiting()).exists()


def _reading(user, delivery, to):
    return Submission.objects.visible_to(user, to=to).filter(delivery=delivery).exists()


def why_not(purge, by):
    """Why somebody is no second person beside whoever asked, as far as accounts tell; "" where
    they are one."""
    asked_by, another = purge.asked_by, "another person has to confirm it"
    if asked_by.pk == by.pk:
        return "Who asks does not confirm: another person has to look at it"
    if apart.was_made_by(by, asked_by) or apart.was_appointed_by(by, asked_by):
        return f"{asked_by}, who asked, made your account or appointed you: {another}"
    if apart.was_made_by(asked_by, by):
        return f"You made the account of {asked_by}, who asked: {another}"
    if apart.is_younger(by, purge.recorded_at):
        return f"You got your account or an appointment after it was asked for: {another}"
    return ""


def _removed(done):
    gone = ", ".join(
        (
            f"words of {counted(done.lines, 'row', 'rows')}",
            f"of {counted(done.parked, 'parked row', 'parked rows')}",
            f"and of {counted(done.problems, 'finding', 'findings')}",
        )
    )
    name = " and its name" if done.names else ""
    on = _day(done.recorded_at)
    return f"The content of this file{name} was removed on {on}, with {gone}. {STAYS}"


def _day(moment):
    return periods.day(moment.astimezone(clock.LONDON).date())


def consequences(submission):
    """What confirming it does, in sentences."""
    readings = Submission.objects.filter(delivery__sha256=submission.delivery.sha256)
    counts = InForce.objects.filter(submission__in=readings).exists()
    money = "Its figures stay as they are, to the penny" if counts else "No figure is touched"
    return [
        "The content of the file goes for good: nobody can open its cells or read it again",
        "As it is not read again, no line of it is assigned by hand any more",
        "Words that are no code or name of the register go from its rows",
        "All words go from what was parked or found in it",
        f"{money}. What waits to be published is discarded: send in a file without such details",
        "Words that somebody wrote elsewhere, and mails that were sent, stay",
        f"A backup holds them for as long as it is kept: {_backups()}",
    ]


def _backups():
    """For how long a backup is kept, in words, as whoever runs the site says it."""
    kept = settings.PBC_BACKUPS_KEPT
    said = (counted(kept[one], word, f"{word}s") for one, word in BACKUPS if kept.get(one))
    return f"the newest of {', '.join(said)}"


def card(user):
    """The card of the desk; None where no file waits for this person."""
    if not access.may(user, PERMISSION):
        return None
    waits = Purge.objects.waiting().exclude(asked_by=user).values("delivery")
    within = Submission.objects.visible_to(user, to=PERMISSION).filter(delivery__in=waits)
    newest = within.order_by("delivery__sha256", "-pk").distinct("delivery__sha256")
    rows = sorted(newest.values_list("pk", "delivery__file_name"))
    return Card(rows) if rows else None

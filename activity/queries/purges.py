"""What became of the words of a file that turned out to hold details of patients."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from activity.models import CoveredSlice, InForce, Purge, Submission
from activity.models.purge import NO_NAME
from activity.queries.words import counted, sentence_case
from pbc.core import access, clock, periods
from pbc.core.people import apart

PERMISSION = "activity.purge_delivery"  # to confirm it, or to say no
ASKS = "activity.ask_for_purge"
READS_WHY = "activity.view_purge"  # who asked, who confirmed, and what was found
STAYS = "Every amount stays as it was."
NAME_GOES = "The name of this file is being removed."
OF_THE_NAME = (
    "The name of the file goes for good, from all pages and from what people were told of it here",
    "Nothing else of the file is touched: its figures stay, and its words are gone already",
    "Mails that were sent with it, and what somebody wrote elsewhere, stay",
)
MOST = 10  # other files that are named
BACKUPS = (("daily", "day"), ("weekly", "week"), ("monthly", "month"))


@dataclass(frozen=True)
class Told:
    """Of one file: who asked for what and why, and what came of it. `purge` waits for an answer.

    `name_stands` where its words are gone and nobody agreed that its name goes.
    """

    sentence: str
    purge: Purge | None
    is_done: bool
    name_stands: bool


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
    said = [_said(one, in_full=one.pk in known, of_the_name=one is not agreed[0]) for one in agreed]
    if waits:
        what = "The name of this file is" if agreed else "The words of this file are"
        said.append(f"{what} to be removed. {_asked(waits)}.")
    if not said:
        return None
    is_done = any(hasattr(one, "purged") for one in agreed)
    has_name = delivery.file_name != NO_NAME and not any(one.with_name for one in agreed)
    return Told(" ".join(said), waits, is_done, is_done and has_name)


def _read_by(user, purges):
    """Those of which somebody may read who asked and why."""
    seen = Submission.objects.visible_to(user, to=READS_WHY)
    return purges.filter(delivery__in=seen.values("delivery"))


def _said(purge, *, in_full, of_the_name):
    """What was agreed, and whether it is done; not `in_full` without anything that was said."""
    done = getattr(purge, "purged", None)
    if of_the_name:
        what = f"Its name was removed on {_day(done.recorded_at)}." if done else NAME_GOES
    elif done and not in_full:
        what = f"The content of this file was removed on {_day(done.recorded_at)}. {STAYS}"
    else:
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


def asked_already(user, sha256, *, with_name):
    """Whether two persons agreed that a content goes, or somebody of theirs asked for that. Where
    its words went without its name, that may be asked for still."""
    same = Purge.objects.filter(sha256=sha256)
    agreed = same.agreed()
    if with_name:
        agreed = agreed.filter(Q(with_name=True) | Q(purged=None))
    return agreed.exists() or _read_by(user, same.waiting()).exists()


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


def consequences(submission, told):
    """What confirming it does, in sentences; of the name alone where the words are gone."""
    if told and told.is_done:
        return [*OF_THE_NAME, _backups()]
    readings = Submission.objects.filter(delivery__sha256=submission.delivery.sha256)
    counts = InForce.objects.filter(submission__in=readings).exists()
    money = "Its figures stay as they are, to the penny" if counts else "No figure is touched"
    return [
        "The content of the file goes for good: nobody can open its cells or read it again",
        "As it is not read again, no line of it is assigned by hand any more",
        "Words that are no code or name of the register go from its rows",
        "All words go from what was parked or found in it",
        f"{money}. What waits to be published is discarded: send in a file without such details",
        _of_its_name(told),
        "The same details in other files stay: each is asked for by itself",
        "Words that somebody wrote elsewhere, and mails that were sent, stay",
        _backups(),
    ]


def _of_its_name(told):
    if not (told and told.purge):
        return "The name of the file goes only where that is said below"
    return f"The name of the file {'goes too' if told.purge.with_name else 'stays'}"


def _backups():
    """For how long a backup is kept, in words, as whoever runs the site says it."""
    kept = settings.PBC_BACKUPS_KEPT
    said = (counted(kept[one], word, f"{word}s") for one, word in BACKUPS if kept.get(one))
    return f"A backup holds what goes for as long as it is kept: the newest of {', '.join(said)}"


def others(submission, user):
    """(the newest files of the same feed that speak of months and localities of this one, each by
    its number and its name, how many more there are): the same details may stand in them. Those
    that somebody may have removed, and that were not."""
    slice_ = {one: OuterRef(one) for one in ("year", "month", "locality")}
    ours = CoveredSlice.objects.filter(submission=submission, **slice_)
    theirs = CoveredSlice.objects.filter(Exists(ours), submission=OuterRef("pk"))
    gone = Purge.objects.agreed().filter(sha256=OuterRef("delivery__sha256"))
    within = Submission.objects.visible_to(user, to=PERMISSION).filter(feed=submission.feed_id)
    within = within.filter(Exists(theirs), ~Exists(gone))
    within = within.exclude(delivery__sha256=submission.delivery.sha256)
    newest = within.order_by("delivery__sha256", "-pk").distinct("delivery__sha256")
    found = sorted(newest.values_list("pk", "delivery__file_name"), reverse=True)
    return found[:MOST], len(found[MOST:])


def card(user):
    """The card of the desk; None where no file waits for this person."""
    if not access.may(user, PERMISSION):
        return None
    waits = Purge.objects.waiting().exclude(asked_by=user).values("delivery")
    within = Submission.objects.visible_to(user, to=PERMISSION).filter(delivery__in=waits)
    newest = within.order_by("delivery__sha256", "-pk").distinct("delivery__sha256")
    rows = sorted(newest.values_list("pk", "delivery__file_name"))
    return Card(rows) if rows else None

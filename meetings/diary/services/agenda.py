"""The agenda of a meeting: items, their order, what goes round the table."""

from meetings.diary import rules
from meetings.diary.services.meetings import lay_round_table
from meetings.models import Item, ItemKind
from pbc.core import versions
from pbc.core.deeds import deed


@deed
def add_item(*, meeting, heading, kind, by):
    """Add an item at the end of the agenda. Raises NotKept."""
    held = rules.alone(meeting)
    rules.not_cancelled(held)
    rules.to_be_seen_again(held, by=by)
    number = held.items.on_the_agenda().count() + 1
    if kind == ItemKind.ROUND_TABLE:
        return lay_round_table(held, heading, number)
    return Item.objects.create(meeting=held, heading=heading, kind=kind, number=number)


@deed
def change_item(*, item, version, heading, number, by):
    """Call an item otherwise, or put it in another place; the others move up or down.

    Raises ChangedMeanwhile and NotKept.
    """
    held = _held(item, version, by)
    if held.number is None:
        raise rules.NotKept("It was taken off the agenda")
    held.heading = heading
    others = list(held.meeting.items.on_the_agenda().exclude(pk=held.pk))
    others.insert(number - 1, held)
    _count(others)
    versions.keep(held, by=by)
    return held


@deed
def take_off(*, item, version, by):
    """Take an item off the agenda; what it holds is kept. Raises ChangedMeanwhile and NotKept."""
    held = _held(item, version, by)
    held.number = None
    _count(held.meeting.items.on_the_agenda().exclude(pk=held.pk))
    versions.keep(held, by=by)
    return held


def _held(item, version, by):
    """The item as it is now, where its meeting can still change; its meeting is locked first."""
    meeting = rules.alone(item.meeting)
    rules.not_locked(meeting)
    held = versions.held(item, version=version)
    rules.to_be_seen_again(meeting, by=by)
    return held


def _count(items):
    """Number the items from 1 in this order."""
    for number, item in enumerate(items, 1):
        if item.number != number:
            item.number = number
            Item.objects.filter(pk=item.pk).update(number=number)


@deed
def write_reports(*, item, said, by):
    """Write down what groups said round the table: {report's id: (version seen, text)}.

    Raises ChangedMeanwhile for a row that somebody else wrote meanwhile, and NotKept.
    """
    meeting = rules.alone(item.meeting)
    rules.not_cancelled(meeting)
    rules.to_be_seen_again(meeting, by=by)
    for report in item.reports.order_by("pk"):
        version, text = said.get(report.pk, (report.version, report.text))
        if text != report.text:
            held = versions.held(report, version=version)
            held.text = text
            versions.keep(held, by=by)
    return item

"""What happens when minutes are sent round, approved, or corrected after that."""

from dataclasses import replace

from django.urls import reverse

from meetings.models import Amendment, Meeting, Minutes, MinutesCopy, OtherText, Sent
from meetings.records import as_pdf, as_word
from meetings.records.page import receivers
from meetings.records.paper import STANDS, paper
from pbc.core import mail, versions
from pbc.core.deeds import deed

SUBJECT = "Minutes: {}"
WHY = "You stand in the list of this meeting."


class NotSent(Exception):
    """Why minutes stay as they are, and what to do about it."""


@deed
def circulate_minutes(*, meeting, version, on, by):
    """Send the minutes of a held meeting round once, and keep them as they were sent.

    Whoever attended, sent apologies or is to have a copy gets one mail where a mail reaches them;
    to the others they are given by hand. Return the MinutesCopy. Raises ChangedMeanwhile and
    NotSent.
    """
    held = versions.held(meeting, version=version)
    if held.minutes != Minutes.DRAFT:
        raise NotSent("They were sent round already")
    _refuse_two_texts(held)
    held.minutes, held.circulated_on = Minutes.CIRCULATED, on
    versions.keep(held, by=by)
    copy = _keep(held, Sent.CIRCULATED, on, by)
    _tell(held, copy, by)
    return copy


@deed
def approve_minutes(*, meeting, version, on, by):
    """Lock the minutes that were sent round, and keep them as they were approved.

    Return the MinutesCopy. Raises ChangedMeanwhile and NotSent.
    """
    held = versions.held(meeting, version=version)
    if held.minutes != Minutes.CIRCULATED:
        raise NotSent("Send them round first: what nobody has read is not approved")
    _refuse_two_texts(held)
    copy = _keep(held, Sent.APPROVED, on, by)
    held.minutes, held.approved_on = Minutes.APPROVED, on
    versions.keep(held, by=by)
    return copy


@deed
def amend_minutes(*, meeting, text, on, by):
    """Add a correction beside approved minutes. Raises NotSent where they are not approved."""
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.minutes != Minutes.APPROVED:
        raise NotSent("They are not approved yet: correct the minutes themselves")
    return Amendment.objects.create(meeting=held, text=text, made_on=on, made_by=by)


def _refuse_two_texts(meeting):
    two = OtherText.objects.waiting().filter(item__meeting=meeting).select_related("item").first()
    if two:
        raise NotSent(f"Two texts of “{two.item.heading}” are waiting. Choose one of them first")


def _keep(meeting, kind, on, by):
    """A copy of the minutes while they are open: it prints what is left of the quorum."""
    printed = replace(paper(meeting), stands=STANDS[Minutes(kind)])
    return MinutesCopy.objects.create(
        meeting=meeting,
        kind=kind,
        word=as_word.written(printed),
        pdf=as_pdf.written(printed),
        made_on=on,
        made_by=by,
    )


def _tell(meeting, copy, by):
    """One mail to everybody in the list whom a mail reaches."""
    page = reverse("minutes:detail", args=[meeting.pk])
    for one in receivers(meeting)[0]:
        mail.write(
            to=one.person,
            occasion=f"minutes {copy.pk}",
            subject=SUBJECT.format(meeting),
            things=[mail.Thing(f"The minutes of {meeting} are there to read.", page)],
            because=mail.Thing(WHY, page),
            by=by,
        )

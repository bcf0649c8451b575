"""The pages of newsletters: the archive, one as its reader has it, and a draft before it goes."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from meetings.models import Fate, Newsletter, NewsletterCopy, NewsletterState
from meetings.models.audience import EDIT, VIEW
from meetings.newsletters import reach
from meetings.newsletters.letter import Letter, kept_letter, letter
from meetings.newsletters.spreading import unfinished
from pbc.core import mail, periods
from pbc.core.kept_rows import kept_rows
from pbc.core.pages.frame import counted

BEING_WRITTEN = "It is being written for each reader"
STILL = "still being written for the others"


@dataclass(frozen=True)
class NewsletterRow:
    """A newsletter of the list."""

    subject: str
    audience: str
    whose: str
    day: str
    said: str
    url: str


@dataclass(frozen=True)
class CopyRow:
    """What somebody of the audience had of it."""

    name: str
    because: str
    said: str


@dataclass(frozen=True)
class NewsletterPage:
    """A newsletter as somebody sees it. `stands` says how far it is, `said` as whom it is seen,
    `copies` who had it, for whoever keeps the audience."""

    newsletter: Newsletter
    caption: str
    stands: str
    said: str
    letter: Letter
    may_edit: bool
    reaches: str = ""
    copies: tuple[CopyRow, ...] = ()

    @property
    def is_draft(self):
        return self.newsletter.state == NewsletterState.DRAFT


def draft_rows(user):
    """The drafts that the user may go on with, the longest untouched first."""
    rows = Newsletter.objects.visible_to(user, EDIT).drafts().with_audience()
    return list(rows.order_by("written_on", "pk"))


def drafts_and_sent_since(user, day):
    """(the drafts that the user may go on with, the longest untouched first; what was sent to
    them, or to an audience of theirs, after a day, newest first), without their words.

    One statement, for a desk.
    """
    found = {NewsletterState.DRAFT: [], NewsletterState.SENT: []}
    for one in _drafts_and_sent_since(user, day):
        found[one.state].append(one)
    sent = sorted(found[NewsletterState.SENT], key=lambda one: (one.sent_on, one.pk), reverse=True)
    return found[NewsletterState.DRAFT], sent


@kept_rows(VIEW, EDIT)
def _drafts_and_sent_since(user, day):
    rows = Newsletter.objects.drafts_or_sent(user, EDIT).exclude(sent_on__lte=day)
    return rows.with_audience().defer("text").order_by("written_on", "pk")


def row_of_draft(newsletter, today):
    """A draft as a list shows it."""
    return _row(newsletter, since_then(newsletter, today), "Draft")


def archive(user):
    """What was sent, newest first: rows to be shown a page at a time."""
    return Newsletter.objects.visible_to(user).sent().with_audience().order_by("-sent_on", "-pk")


def archive_rows(newsletters):
    """Rows of some sent newsletters, with how many had each."""
    shown = list(newsletters)
    outcomes = _with_mails(NewsletterCopy.objects.defer("parts"))
    prefetch_related_objects(shown, Prefetch("copies", outcomes))
    going = unfinished() if shown else set()
    return [
        _row(one, periods.day(one.sent_on), _had(one.copies.all(), one.pk in going))
        for one in shown
    ]


def _row(newsletter, day, said):
    audience = newsletter.audience
    return NewsletterRow(
        subject=newsletter.subject,
        audience=audience.name,
        whose=str(audience.organisation),
        day=day,
        said=said,
        url=reverse("newsletters:newsletter-detail", args=[newsletter.pk]),
    )


def since_then(newsletter, today):
    """Not sent for 9 days; written today."""
    days = (today - newsletter.written_on).days
    return f"not sent for {counted(days, 'day', 'days')}" if days > 0 else "written today"


def newsletter_page(user, newsletter, today):
    """The NewsletterPage of one that the user may see."""
    may_edit = Newsletter.objects.visible_to(user, EDIT).filter(pk=newsletter.pk).exists()
    about = {"newsletter": newsletter, "may_edit": may_edit, "caption": _caption(newsletter)}
    if newsletter.state == NewsletterState.SENT:
        shown, said = _as_read(user, newsletter)
        had = list(_with_mails(newsletter.copies.defer("parts").order_by("name", "pk")))
        copies = _copies(had) if may_edit else ()
        so_far = _had(had, newsletter.pk in unfinished())
        stands = f"Sent on {periods.day(newsletter.sent_on)} by {newsletter.sent_by}"
        return NewsletterPage(
            **about, stands=f"{stands}. {so_far}", said=said, letter=shown, copies=copies
        )
    return NewsletterPage(
        **about,
        stands=f"{newsletter.get_state_display()} of {newsletter.written_by}, "
        f"{since_then(newsletter, today)}",
        said="Below are the sections as you would get them.",
        letter=letter(newsletter, user, day=today),
        reaches=_reaches(newsletter, today),
    )


def readers(newsletter, today):
    """Whom a draft would reach today: {id: name and as what}."""
    there = [one for one in reach.listed(newsletter.audience, today) if one.gets_it]
    return {str(one.person.pk): f"{one.name}: {one.because}" for one in there if one.person}


def preview(user, newsletter, reader, today):
    """The Letter as a reader of the audience would get it, as far as the user may see it too."""
    found = [one for one in reach.listed(newsletter.audience, today) if one.gets_it]
    person = next(one.person for one in found if one.person and str(one.person.pk) == reader)
    return letter(newsletter, person, day=today, beside=user)


def _caption(newsletter):
    return f"To {newsletter.audience}, {newsletter.audience.organisation}"


def _as_read(user, newsletter):
    """(the letter, in what way it is seen): as the user was sent it, or as they may see it."""
    copy = newsletter.copies.visible_to(user).select_related("newsletter").first()
    if copy:
        return kept_letter(copy), "This is what was sent to you."
    said = "It was not sent to you. The sections are those that you may see, as known that day."
    return letter(newsletter, user, day=newsletter.sent_on), said


def _with_mails(copies):
    """Copies with what became of their mails, read at once."""
    return copies.select_related("mail").defer("mail__body").prefetch_related("mail__bounces")


def _copies(had):
    return tuple(CopyRow(one.name, one.because, _fate(one)) for one in had)


def _fate(copy):
    """What became of somebody's copy: that of its mail, where there is one."""
    return copy.mail.fate if copy.mail else Fate(copy.fate).label


def _outcome(copy):
    """What became of somebody's copy, without a word of the server's: every reader is told."""
    return copy.mail.outcome if copy.mail else Fate(copy.fate).label


def _had(copies, is_going):
    """Sent: 17. None: left the list: 1. `is_going` is whether others get theirs still."""
    fates = Counter(_outcome(one) for one in copies)
    said = [f"{fate}: {number}" for fate, number in sorted(fates.items(), key=lambda f: -f[1])]
    if said and is_going:
        said.append(STILL)
    return "; ".join(said) or BEING_WRITTEN


def _reaches(newsletter, today):
    """What sending it does."""
    there = [one for one in reach.listed(newsletter.audience, today) if one.gets_it]
    by_mail = sum(one.fate == Fate.MAIL for one in there)
    if not there:
        return "It would reach nobody today. Look at its audience."
    goes = f"{counted(by_mail, 'person gets', 'people get')} a mail"
    if mail.is_written_out():
        goes = f"{counted(by_mail, 'mail is', 'mails are')} written to the log of this site only"
    here = len(there) - by_mail
    rest = f", and {counted(here, 'person reads', 'people read')} it here" if here else ""
    return f"If you send this, {goes}{rest}. It then changes no more, and you cannot take it back."

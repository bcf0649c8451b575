"""What happens when a newsletter is written, sent, and made for each of its readers."""

from django.urls import reverse

from meetings.diary.rules import NotKept
from meetings.models import Fate, Newsletter, NewsletterCopy, NewsletterState
from meetings.newsletters import reach
from meetings.newsletters.letter import as_mail, letter
from meetings.newsletters.links import leave_path
from pbc.core import mail, versions
from pbc.core.deeds import deed
from pbc.core.services import ask_for_errand

SPREAD = "write a newsletter for each reader"  # what the errand is called
REASON = 300  # letters of why somebody is in a list
NOTHING = "Write something, or choose what is put in"


@deed
def begin_newsletter(*, audience, subject, text, sections, year, month, on, by):
    """Begin a draft to an audience. Raises NotKept where it says nothing."""
    _refuse_nothing(text, sections)
    said = {"subject": subject, "text": text, "sections": sections, "year": year, "month": month}
    return Newsletter.objects.create(audience=audience, written_on=on, written_by=by, **said)


@deed
def change_newsletter(*, newsletter, version, subject, text, sections, year, month, on, by):
    """Write a draft anew. Raises ChangedMeanwhile and NotKept."""
    held = _draft(newsletter, version)
    _refuse_nothing(text, sections)
    held.subject, held.text, held.sections = subject, text, sections
    held.year, held.month, held.written_on = year, month, on
    versions.keep(held, by=by)
    return held


@deed
def discard_newsletter(*, newsletter, version, by):
    """Give a draft up. Raises ChangedMeanwhile and NotKept."""
    held = _draft(newsletter, version)
    held.state = NewsletterState.DISCARDED
    versions.keep(held, by=by)
    return held


@deed
def send_newsletter(*, newsletter, version, on, by):
    """Send a draft to whoever its audience reaches: from then on it changes no more. Each copy is
    written after the commit. Raises ChangedMeanwhile and NotKept."""
    held = _draft(newsletter, version)
    if not any(one.gets_it for one in reach.listed(held.audience, on)):
        raise NotKept("It reaches nobody today. Look at its audience")
    held.state, held.sent_on, held.sent_by = NewsletterState.SENT, on, by
    versions.keep(held, by=by)
    ask_for_errand(kind=SPREAD, key=str(held.pk), by=by)
    return held


@deed
def spread_newsletter(*, newsletter, by, most=None):
    """Keep a copy for everybody in the audience, each with what that reader may see at this moment,
    and write the mails; for `most` of them at once. Who has a copy gets no other. Return how many
    are left."""
    held = Newsletter.objects.select_for_update(of=("self",)).with_names().get(pk=newsletter.pk)
    if held.state != NewsletterState.SENT:
        return 0
    copies = held.copies.values_list("person", "name", "because")
    had = {person or (name, because) for person, name, because in copies}
    there = reach.listed(held.audience, held.sent_on)
    left = [one for one in there if _whose(one) not in had]
    now = left if most is None else left[:most]
    NewsletterCopy.objects.bulk_create([_copy(held, one, by) for one in now])
    return len(left) - len(now)


def _whose(one):
    """What a copy is told apart by: its person, whatever they are called by now, else a name and
    why it is in the list."""
    return one.person.pk if one.person else (one.name, one.because[:REASON])


def _copy(newsletter, one, by):
    copy = NewsletterCopy(
        newsletter=newsletter,
        person=one.person,
        name=one.name,
        because=one.because[:REASON],
        fate=one.fate,
    )
    if one.gets_it:
        shown = letter(newsletter, one.person, day=newsletter.sent_on)
        copy.parts = shown.kept
        copy.mail = _mail(newsletter, one, shown, by)
        copy.fate = Fate.MAIL if copy.mail else Fate.READS
    return copy


def _mail(newsletter, one, shown, by):
    path = reverse("newsletters:newsletter-detail", args=[newsletter.pk])
    said = {"person": one.person, "because": one.because, "audience": newsletter.audience}
    return mail.write_letter(
        to=one.person,
        occasion=f"newsletter {newsletter.pk}",
        subject=newsletter.subject,
        body=as_mail(shown, path=path, **said),
        leave_path=leave_path(newsletter.audience, one.person),
        by=by,
    )


def _draft(newsletter, version):
    held = versions.held(newsletter, version=version)
    if held.state != NewsletterState.DRAFT:
        raise NotKept(f"It is no draft any more: {held.get_state_display().lower()}")
    return held


def _refuse_nothing(text, sections):
    if not text.strip() and not sections:
        raise NotKept(NOTHING, "text")

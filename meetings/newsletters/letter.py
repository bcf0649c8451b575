"""A newsletter as one reader has it: what was written, and what is put in for that reader."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.db.models import Q

from meetings.models import Newsletter
from meetings.newsletters.links import leave_path
from meetings.newsletters.parts import Asked, Part, parts
from meetings.records import letters, markup
from pbc.core import mail

NEWS_OF = timedelta(days=60)  # how far back decisions are new, where no newsletter was sent before


@dataclass(frozen=True)
class Letter:
    """The words of a newsletter and its parts for one reader."""

    subject: str
    text: str
    parts: list[Part] = field(default_factory=list)

    @property
    def html(self):
        """What was written, as a page shows it."""
        return markup.html(self.text)

    @property
    def kept(self):
        """The parts as a copy keeps them."""
        return [asdict(part) for part in self.parts]


def letter(newsletter, reader, *, day, beside=None):
    """The Letter of one reader with what was known on a day."""
    asked = Asked(
        organisation=newsletter.audience.organisation,
        reader=reader,
        day=day,
        since=since(newsletter, day),
        year=newsletter.year,
        month=newsletter.month,
        beside=beside,
    )
    put_in = parts(newsletter.sections, asked) if reader else []
    return Letter(newsletter.subject, newsletter.text, put_in)


def kept_letter(copy):
    """The Letter that somebody was sent."""
    put_in = [Part(one["title"], tuple(one["sentences"]), one["path"]) for one in copy.parts]
    return Letter(copy.newsletter.subject, copy.newsletter.text, put_in)


def since(newsletter, day):
    """The day of the last newsletter to the same audience before this one, were it sent on that
    day; else 60 days back. Of those of one day the one begun first is before the other."""
    before = Q(sent_on__lt=day) | Q(sent_on=day, pk__lt=newsletter.pk)
    last = Newsletter.objects.sent().filter(before, audience=newsletter.audience_id)
    found = last.order_by("-sent_on", "-pk").values_list("sent_on", flat=True).first()
    return found or day - NEWS_OF


def as_mail(shown, *, person, because, audience, path):
    """The letter as plain text: the words, each part under its title, and how to leave the list."""
    paragraphs = [f"Dear {mail.one_line(person)},", *map(_block, markup.blocks(shown.text))]
    for part in shown.parts:
        paragraphs.append(f"{mail.one_line(part.title).upper()}")
        paragraphs += [f"- {letters.in_a_line(one)}" for one in part.sentences]
    paragraphs.append(f"Read it on the site:\n{mail.address(path)}")
    why = f"You get this as one of “{mail.one_line(audience)}” ({mail.one_line(because)})."
    leave = mail.address(leave_path(audience, person))
    paragraphs.append(f"{why} To leave this list:\n{leave}")
    return "\n\n".join(paragraphs) + "\n"


def _block(block):
    return f"{block.sign} {block.text}".strip()

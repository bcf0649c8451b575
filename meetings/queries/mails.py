"""Mails about actions: who wants one on a day, what it says, and what became of earlier ones."""

from dataclasses import dataclass

from meetings.models import Action, MailWish, Often
from meetings.queries.lists import counts, pressing, tally
from meetings.queries.rows import Reader, Row
from pbc.core import mail
from pbc.core.models import Mail, Person

MONDAY = 0
SHOWN = 10


@dataclass(frozen=True)
class Digest:
    """What is late or due of one person's, and how often they want to hear of it."""

    person: Person
    subject: str
    rows: list[Row]
    often: str


@dataclass(frozen=True)
class MailsPage:
    """How mail stands for somebody: the sentence, the choice, and the last mails."""

    sentence: str
    may_choose: bool
    often: str
    mails: list[Mail]


def often(person):
    """How often somebody wants a mail; once a week for who has not said."""
    wish = MailWish.objects.filter(person=person).first()
    return wish.often if wish else Often.WEEKLY


def wishes(today):
    """Everybody who wants a mail on a day, each with how often they want one."""
    said = dict(MailWish.objects.values_list("person", "often"))
    for person in Person.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        wish = said.get(person.pk, Often.WEEKLY)
        if wish == Often.DAILY or (wish == Often.WEEKLY and today.weekday() == MONDAY):
            yield person, wish


def digest(person, wish, today):
    """What is late or due of one person's actions, the longest overdue first."""
    mine = Action.objects.visible_to(person).owned_by(person)
    rows = Reader(person, today).rows(pressing(mine, today).with_names(), named=False)
    return Digest(person, f"Your actions: {counts(tally(mine, today), today)}", rows, wish)


def page(user):
    """The page on which somebody says how often they want a mail."""
    last = Mail.objects.visible_to(user).prefetch_related("bounces").order_by("-pk")[:SHOWN]
    return MailsPage(_sentence(user), mail.reaches(user), often(user), list(last))


def promise(user):
    """What a list may promise; empty where no mail reaches the person."""
    if not mail.reaches(user):
        return ""
    if mail.is_written_out():
        return "On this site the mails about these are only written to its log."
    return {
        Often.WEEKLY: "You get one mail a week about these, on Monday, with a link to each.",
        Often.DAILY: "You get one mail on each day on which something is late or due.",
        Often.NONE: "You get no mail about these.",
    }[often(user)]


def _sentence(user):
    if not mail.is_set_up():
        return "No mail leaves this site. What is late or due stands on your desk."
    if not mail.reaches(user):
        return "The site knows no mail address of yours, so you get none. Ask who keeps the people."
    if mail.is_written_out():
        return f"Mails to {user.email} are only written to the log of this site: nobody gets one."
    return f"One mail about all that is late or due goes to {user.email}, never one for each."

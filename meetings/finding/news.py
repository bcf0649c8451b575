"""Newsletters that were sent, by their words and by those of the part that one was sent oneself."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.urls import reverse

from meetings.finding.stems import having, marked, query
from meetings.models import Newsletter, NewsletterCopy, words
from pbc.core import periods
from pbc.core.finding import Found, excerpt

SENT = ("-sent_on", "-pk")
NEWSLETTERS = ((Newsletter, words.OF_A_NEWSLETTER), (NewsletterCopy, words.OF_A_COPY))


def newsletters(looked):
    """Newsletters by their subject, by what was written, and by what was put in for the user
    alone: what others had in theirs finds nothing."""
    by_text = having(Newsletter.objects, words.OF_A_NEWSLETTER, query(looked.text))
    either = by_text.values("pk").union(_own(looked).values("newsletter"))
    return Newsletter.objects.visible_to(looked.user).sent().filter(pk__in=either)


def _own(looked):
    own = NewsletterCopy.objects.visible_to(looked.user)
    return having(own, words.OF_A_COPY, query(looked.text))


def newsletters_told(rows, looked):
    part = marked(words.SAID_IN_PARTS, looked)
    own = _own(looked).filter(newsletter=OuterRef("pk")).annotate(found=part).values("found")
    told = rows.annotate(
        titled=marked("subject", looked),
        found=marked(Left("text", words.MOST), looked),
        own=Subquery(own[:1]),
    )
    return told.defer("text").with_audience()


def newsletter(newsletter, user):
    of = newsletter.audience
    note = f"To {of}, {of.organisation}, {periods.day(newsletter.sent_on)}"
    url = reverse("newsletters:newsletter-detail", args=[newsletter.pk])
    said = excerpt(newsletter.own or newsletter.found)
    return Found("Newsletter", newsletter.titled, note, url, said)

"""Newsletters that were sent, by their words and by those of the part that one was sent oneself."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.urls import reverse

from meetings.finding.stems import any_of, having, marked, query
from meetings.models import Newsletter, NewsletterCopy, words
from pbc.core import periods
from pbc.core.finding import Found, excerpt

SENT = ("-sent_on", "-pk")


def newsletters(looked):
    """Newsletters by their subject, by what was written, and by what was put in for the user
    alone: what others had in theirs finds nothing. Some words may stand in one, some in another."""
    by_text = having(Newsletter.objects, words.OF_A_NEWSLETTER, query(looked.text))
    own = having(_own(looked), words.OF_A_COPY, query(looked.text))
    ways = [one.values("newsletter") for one in (own, _between(looked))]
    either = by_text.values("pk").union(*ways)
    return Newsletter.objects.visible_to(looked.user).sent().filter(pk__in=either)


def _own(looked):
    """What was put in for the user, where any of the words stands in it."""
    own = NewsletterCopy.objects.visible_to(looked.user)
    return having(own, words.OF_A_COPY, any_of(looked.text))


def _between(looked):
    """The user's own of which the words stand partly in what was written, partly in the part."""
    written = having(Newsletter.objects, words.OF_A_NEWSLETTER, any_of(looked.text))
    both = _own(looked).filter(newsletter__in=written.values("pk"))
    return having(both, words.OF_A_NEWSLETTER_AS_READ, query(looked.text))


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
    said = excerpt("\n".join(filter(None, (newsletter.found, newsletter.own))))
    return Found("Newsletter", newsletter.titled, note, url, said)

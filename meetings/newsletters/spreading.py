"""The errand that writes a sent newsletter for each of its readers."""

from meetings.models import Newsletter
from meetings.newsletters.services.newsletters import spread_newsletter


def spread(*, key, by):
    """The work of the errand; `key` is the number of the newsletter."""
    newsletter = Newsletter.objects.with_names().get(pk=int(key))
    spread_newsletter(newsletter=newsletter, by=by)


def about(key):
    """What such an errand is about."""
    newsletter = Newsletter.objects.with_names().get(pk=int(key))
    return f"“{newsletter}” to {newsletter.audience}"

"""Links of mails that are good for one use: to whom they are given, and which are still good.

A token of 256 random bits stands in the mail alone; we keep its SHA-256.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from meetings.models import Action, ActionLink, ActionLinkUse, State
from meetings.queries.rows import EDIT
from pbc.core import keys
from pbc.core import mail as mails
from pbc.core.factors import needed, queries

BYTES = 32
PAGE = "meetings:action-detail"
SALT = "meetings.by_mail.links"


def are_on():
    """Whether mails have such links: not where the setting wants a sign-in, nor where mails are
    only written to a log, which must hold none."""
    return settings.PBC_MAIL_LINKS == "token" and not mails.is_written_out()


def give(*, mail, links):
    """Put a link of its own into a mail for each action that its reader may close by one."""
    if not are_on() or not _may_have_any(mail.person):
        return
    pages = {pk: page for page in links if (pk := _action_of(page))}
    given = {}
    for action in _own(mail.person).filter(pk__in=pages, state=State.OPEN):
        given[secrets.token_urlsafe(BYTES)] = action
    ActionLink.objects.bulk_create(_row(mail, *one) for one in given.items())
    for token, action in given.items():
        links[pages[action.pk]] = reverse("meetings:action-by-mail", args=[token])


def found(token):
    """The link of a token while it is good for its reader; None for any other.

    Whoever was shut out, has the action no longer, may not close it any more, signs in by two
    steps by now, or has another mail address or password than when it was sent, has to sign in.
    """
    return _still_good(known_by=_digest(token))


def used(token):
    """The use of a link, for whoever holds its token; None where it was not used, and on a site
    without links."""
    known = ActionLinkUse.objects.filter(link__known_by=_digest(token))
    return known.select_related("link__action", "link__person").first() if are_on() else None


def is_known(token):
    """Whether it is one that was given, good or not."""
    return ActionLink.objects.filter(known_by=_digest(token)).exists()


def again(link):
    """The link as it is now, with its reader's rights of now; None where it has ended."""
    return _still_good(pk=link.pk)


def _still_good(**which):
    if not are_on():
        return None
    rows = ActionLink.objects.good().select_related("person", "action")
    link = rows.filter(**which).first()
    return link if link and _may_use(link) else None


def _may_use(link):
    person = link.person
    accounts = keys.signed_by_any(SALT, _account(person))
    if link.of_account not in accounts or not _may_have_any(person):
        return False
    return _own(person).filter(pk=link.action_id).exists()


def _may_have_any(person):
    """Nobody who signs in by two steps, because they must or because they chose to."""
    two_steps = needed.must_have(person) or queries.has_second(person)
    return person.is_active and not two_steps


def _own(person):
    return Action.objects.visible_to(person, to=EDIT).owned_by(person)


def _row(mail, token, action):
    return ActionLink(
        action=action,
        version=action.version,
        person=mail.person,
        mail=mail,
        known_by=_digest(token),
        of_account=keys.signed(SALT, _account(mail.person)),
        made_at=mail.begun_at,
        expires_at=mail.begun_at + timedelta(days=settings.PBC_MAIL_LINK_DAYS),
    )


def _action_of(page):
    """The id of the action that stands on a page; None for any other page."""
    try:
        match = resolve(page)
    except Resolver404:
        return None
    return match.kwargs["pk"] if match.view_name == PAGE else None


def _account(person):
    """What a link of theirs ends with: their mail address, and what is kept of their password."""
    return f"{person.email.lower()}\n{person.password}"


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()

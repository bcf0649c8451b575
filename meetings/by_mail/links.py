"""Links of mails that are good for one use: to whom they are given, and which are still good.

A token of 256 random bits stands in the mail alone; we keep its SHA-256.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from meetings.models import Action, ActionLink, State
from meetings.queries.rows import EDIT
from pbc.core import mail as mails
from pbc.core.factors import needed

BYTES = 32
PAGE = "meetings:action-detail"


def are_on():
    """Whether mails have such links: not where the setting wants a sign-in, nor where mails are
    only written to a log, which must hold none."""
    return settings.PBC_MAIL_LINKS == "token" and not mails.is_written_out()


def give(*, mail, links):
    """Put a link of its own into a mail for each action that its reader may close by one."""
    if not are_on():
        return
    for page in links:
        action = _action_of(page)
        if action and _may_close(mail.person, action.pk) and action.state == State.OPEN:
            links[page] = _made(mail, action)


def found(token):
    """The link of a token while it is good for its reader; None for any other.

    Whoever was shut out, has the action no longer, may not close it any more, or is to sign in by
    two steps by now, has to sign in.
    """
    return _still_good(known_by=_digest(token))


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
    return link if link and _may_close(link.person, link.action_id) else None


def _may_close(person, action):
    if not person.is_active or needed.must_have(person):
        return False
    own = Action.objects.visible_to(person, to=EDIT).owned_by(person)
    return own.filter(pk=action).exists()


def _made(mail, action):
    token = secrets.token_urlsafe(BYTES)
    ActionLink.objects.create(
        action=action,
        version=action.version,
        person=mail.person,
        mail=mail,
        known_by=_digest(token),
        expires_at=timezone.now() + timedelta(days=settings.PBC_MAIL_LINK_DAYS),
    )
    return reverse("meetings:action-by-mail", args=[token])


def _action_of(page):
    try:
        match = resolve(page)
    except Resolver404:
        return None
    return Action.objects.filter(pk=match.kwargs["pk"]).first() if match.view_name == PAGE else None


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()

"""Binding somebody's account to what a provider calls them, and undoing that."""

from django.db import IntegrityError, transaction

from pbc.core.deeds import deed
from pbc.core.factors import queries as factors
from pbc.core.factors.telling import note
from pbc.core.models import Happened, SignInBinding
from pbc.core.openid import queries
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import sessions


@deed
def bind(*, issuer, subject, where, keep, by):
    """Let somebody sign in by a provider, who calls them `subject`. Sessions elsewhere end; `keep`
    is the key of this one. Raises NotAppointed."""
    return _bind(rules.alone(by), issuer, subject, where, keep)


@deed
def bind_invited(*, issuer, subject, where, by):
    """Let somebody who was invited sign in by a provider, instead of by a password.

    It is for who has nothing else yet: whoever gets hold of a link for a new password must not
    walk round a second step by it. Raises NotAppointed.
    """
    person = rules.alone(by)
    if not person.is_active:
        raise NotAppointed(f"{person} may not sign in")
    if factors.has_second(person) or SignInBinding.objects.filter(person=person).exists():
        raise NotAppointed(
            "You have signed in here before: choose a password, sign in, and change there how "
            "you sign in"
        )
    return _bind(person, issuer, subject, where, keep="")


@deed
def unbind(*, where, keep, by):
    """Let somebody sign in by the provider no more, who has a password. Raises NotAppointed."""
    person = rules.alone(by)
    if not person.has_usable_password():
        raise NotAppointed("You have no password: choose one first, by “I have forgotten mine”")
    _end(person, keep)
    note(person, Happened.UNBOUND, where, by=by)


@deed
def end_binding(*, person, why, by, where=None):
    """Let somebody else sign in by the provider no more, as an administrator. Raises
    NotAppointed."""
    rules.not_oneself(person, by, "changes the sign-in of")
    person = rules.alone(person)
    rules.no_link_by(by, person)
    _end(person, keep="")
    return note(person, Happened.BINDING_ENDED, where or {}, why=why, by=by)


def _bind(person, issuer, subject, where, keep):
    if SignInBinding.objects.filter(person=person, issuer=issuer).exists():
        raise NotAppointed("Your account is bound already: undo that first")
    try:
        with transaction.atomic():
            bound = SignInBinding.objects.create(person=person, issuer=issuer, subject=subject)
    except IntegrityError:
        raise NotAppointed("Another account here is bound to it: one is somebody’s alone") from None
    sessions.end_all(person, but=keep)
    note(person, Happened.BOUND, where, by=person)
    return bound


def _end(person, keep):
    if queries.binding(person) is None:
        raise NotAppointed(f"The account of {person} is not bound")
    SignInBinding.objects.filter(person=person).delete()
    sessions.end_all(person, but=keep)

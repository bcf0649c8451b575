"""Binding somebody's account to what a provider calls them, and undoing that."""

import hashlib

from allauth.account.forms import default_token_generator
from django.db import IntegrityError, transaction

from pbc.core.deeds import deed
from pbc.core.factors import queries as factors
from pbc.core.factors.telling import note
from pbc.core.models import Happened, SignInBinding
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import sessions


@deed
def bind(*, issuer, subject, where, keep, by):
    """Let somebody sign in by a provider, who calls them `subject`. Sessions elsewhere end; `keep`
    is the key of this one. Raises NotAppointed."""
    return _bind(rules.alone(by), issuer, subject, where, keep)


@deed
def bind_invited(*, issuer, subject, key, where, by):
    """Let somebody who was invited sign in by a provider, instead of by a password; `key` is that
    of the link by which they came.

    It is for who has nothing else yet and was never here: whoever gets hold of a link for a new
    password must neither walk round a second step by it, nor come in beside the person, who would
    not notice since their password goes on working. Raises NotAppointed.
    """
    person = rules.alone(by)
    if not person.is_active or not default_token_generator.check_token(person, key):
        raise NotAppointed("This link does not work any more: ask for a new one")
    bound = SignInBinding.objects.filter(person=person).exists()
    if bound or factors.has_second(person) or not person.is_new:
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
        raise NotAppointed(
            "You have no password: choose one first, by “I have forgotten my password”, which ends "
            "the binding too"
        )
    _end(person, keep, Happened.UNBOUND, where, by=by)


@deed
def end_binding(*, person, why, by, where=None):
    """Let somebody else sign in by the provider no more, as an administrator. Raises
    NotAppointed."""
    rules.not_oneself(person, by, "changes the sign-in of")
    person = rules.alone(person)
    rules.no_link_by(by, person)
    [record, *_] = _end(person, "", Happened.BINDING_ENDED, where or {}, why=why, by=by)
    return record


@deed
def end_by_link(*, where, keep, by):
    """Somebody chose a password by a link, as one does who fears for the account: whoever may have
    bound it to a name of theirs comes in no more."""
    person = rules.alone(by)
    if SignInBinding.objects.filter(person=person).exists():
        _end(person, keep, Happened.UNBOUND, where, by=by, why="A password was chosen by a link")


def end_every(person, *, why, by):
    """End what somebody is bound by, within a deed that shuts them out or lets them in anew."""
    for one in SignInBinding.objects.filter(person=person):
        _end_one(one, Happened.UNBOUND, {}, why=why, by=by)


def _bind(person, issuer, subject, where, keep):
    if SignInBinding.objects.filter(person=person, issuer=issuer).exists():
        raise NotAppointed("Your account is bound already: undo that first")
    try:
        with transaction.atomic():
            bound = SignInBinding.objects.create(person=person, issuer=issuer, subject=subject)
    except IntegrityError:
        raise NotAppointed("Another account here is bound to it: one is somebody’s alone") from None
    sessions.end_all(person, but=keep)
    note(person, Happened.BOUND, where, by=person, **_known_by(bound))
    return bound


def _end(person, keep, what, where, **said):
    """End what somebody is bound by, at whatever provider; the records of it."""
    held = list(SignInBinding.objects.filter(person=person))
    if not held:
        raise NotAppointed(f"The account of {person} is not bound")
    sessions.end_all(person, but=keep)
    return [_end_one(one, what, where, **said) for one in held]


def _end_one(binding, what, where, **said):
    known = _known_by(binding)
    binding.delete()
    return note(binding.person, what, where, **said, **known)


def _known_by(binding):
    """What the record keeps of a binding that may be gone: of the name there a digest, by which it
    can be told whether it was the same."""
    digest = hashlib.sha256(f"{binding.issuer} {binding.subject}".encode()).hexdigest()
    return {"issuer": binding.issuer, "subject_digest": digest}

"""Setting up the second step, taking it away, and an administrator's way to help somebody who
has lost theirs."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt

from pbc.core.deeds import deed
from pbc.core.factors import needed, queries
from pbc.core.factors.telling import note
from pbc.core.models import Happened
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import sessions

Type = Authenticator.Type


@deed
def set_up_app(*, secret, step, where, keep, by):
    """Let somebody sign in with the codes of an app from now on, instead of any that they had;
    `step` is that of the code by which they showed it. New recovery codes come with the first.
    Sessions elsewhere end; `keep` is the key of this one."""
    rules.alone(by)
    Authenticator.objects.filter(user=by, type=Type.TOTP).delete()
    Authenticator.objects.create(
        user=by, type=Type.TOTP, data={"secret": encrypt(secret), "last_step": step}
    )
    first = not queries.recovery_codes(by)
    if first:
        RecoveryCodes.activate(by)
    sessions.end_all(by, but=keep)
    note(by, Happened.APP_SET_UP, where, by=by)
    return first


@deed
def make_codes(*, where, keep, by):
    """Make new recovery codes; the old ones are void."""
    rules.alone(by)
    Authenticator.objects.filter(user=by, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    sessions.end_all(by, but=keep)
    note(by, Happened.CODES_MADE, where, by=by)


@deed
def take_away(*, where, keep, by):
    """Let somebody sign in by their password alone, where no role of theirs needs more."""
    rules.alone(by)
    if needed.must_have(by):
        raise NotAppointed("What you are appointed as needs two steps: set up another app instead")
    Authenticator.objects.filter(user=by).delete()
    sessions.end_all(by, but=keep)
    note(by, Happened.STEP_REMOVED, where, by=by)


@deed
def reset_second_step(*, person, why, by, where=None):
    """Take away somebody's second step who has lost it. Their password stays, and where a role of
    theirs needs two steps they set up a new one when they sign in; `where` is from where the
    administrator does it. Raises NotAppointed."""
    rules.not_oneself(person, by, "takes away the second step of")
    person = rules.alone(person)
    rules.no_link_by(by, person)
    if not queries.has_second(person):
        raise NotAppointed(f"{person} has set up no second step")
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(person)
    return note(person, Happened.STEP_RESET, where or {}, why=why, by=by)

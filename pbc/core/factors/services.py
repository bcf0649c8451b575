"""Setting up the second step, taking it away, and an administrator's way to help somebody who
has lost theirs."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from pbc.core.deeds import deed
from pbc.core.factors import needed, queries, recovery, sealing
from pbc.core.factors.telling import note
from pbc.core.models import Happened, SignInRecord
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import sessions

Type = Authenticator.Type
MOST = 10  # passkeys of one person


class NoKeyOpens(Exception):
    """Of whom something is sealed by a key that the site has no more, and what it is."""


@deed
def set_up_app(*, secret, step, where, keep, by):
    """Let somebody sign in with the codes of an app from now on, instead of any that they had;
    `step` is that of the code by which they showed it. Sessions elsewhere end; `keep` is the key
    of this one. Return the recovery codes that come with the first; none where they are there."""
    rules.alone(by)
    Authenticator.objects.filter(user=by, type=Type.TOTP).delete()
    Authenticator.objects.create(
        user=by, type=Type.TOTP, data={"secret": sealing.seal(secret, by.pk), "last_step": step}
    )
    made = _with_codes(by)
    sessions.end_all(by, but=keep)
    note(by, Happened.APP_SET_UP, where, by=by)
    return made


@deed
def add_key(*, name, key, where, keep, by):
    """Let somebody sign in with a passkey from now on, beside what they have; `key` is what
    `passkeys.made` says of it. Return the recovery codes that come with the first step. Raises
    NotAppointed."""
    rules.alone(by)
    if Authenticator.objects.filter(user=by, type=Type.WEBAUTHN).count() >= MOST:
        raise NotAppointed(f"You have {MOST} passkeys. Take one of them away first")
    try:
        with transaction.atomic():  # the index `a_passkey_is_one_persons` refuses it
            Authenticator.objects.create(user=by, type=Type.WEBAUTHN, data={"name": name, **key})
    except IntegrityError as fault:
        raise NotAppointed("This passkey was added before") from fault
    made = _with_codes(by)
    sessions.end_all(by, but=keep)
    note(by, Happened.KEY_ADDED, where, why=name, by=by)
    return made


@deed
def rename_key(*, pk, name, where, by):
    """Call a passkey of one's own otherwise; return its row. Raises NotAppointed."""
    rules.alone(by)
    key = _key_of(by, pk)
    before, key.data["name"] = key.data["name"], name
    if before != name:
        key.save(update_fields=["data"])
        told = {"what": Happened.KEY_RENAMED, "why": f"{before}, now {name}", **where}
        SignInRecord.objects.create(person=by, by=by, **told)
    return key


@deed
def take_key_away(*, pk, where, keep, by):
    """Take away a passkey of one's own; with the last step the recovery codes go. Return whether
    it was the last. Raises NotAppointed."""
    rules.alone(by)
    key = _key_of(by, pk)
    others = Authenticator.objects.filter(user=by, type__in=queries.STEPS).exclude(pk=pk)
    last = not others.exists()
    if last and needed.must_have(by):
        raise NotAppointed(
            "What you are appointed as needs two steps: add another passkey or an app first"
        )
    key.delete()
    if last:
        Authenticator.objects.filter(user=by).delete()
    sessions.end_all(by, but=keep)
    note(by, Happened.KEY_REMOVED, where, why=key.data["name"], by=by)
    return last


@deed
def note_copy(*, key, where, by):
    """Write down that a passkey of somebody was refused which may be copied, and tell them."""
    note(by, Happened.KEY_COPIED, where, why=key.data["name"], by=by)


@deed
def make_codes(*, where, keep, by):
    """Make new recovery codes, and return them; the old ones are void."""
    rules.alone(by)
    made = _new_codes(by)
    sessions.end_all(by, but=keep)
    note(by, Happened.CODES_MADE, where, by=by)
    return made


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


@deed
def seal_anew(*, step, by):
    """Seal what an app's row holds by the key of now, or hash older recovery codes; whether
    something was to be done. Raises NoKeyOpens."""
    rules.alone(step.user)
    row = Authenticator.objects.select_for_update().filter(pk=step.pk).first()
    if row is None:
        return False
    if row.type == Type.RECOVERY_CODES:
        if not recovery.is_older(row):
            return False
        if not recovery.hash_older(row):
            raise NoKeyOpens(f"{row.user}: recovery codes")
        return True
    secret, is_of_now = sealing.opened(row)
    if secret is None:
        raise NoKeyOpens(f"{row.user}: app")
    if not is_of_now:
        row.data["secret"] = sealing.seal(secret, row.user_id)
        row.save(update_fields=["data"])
    return not is_of_now


def _with_codes(person):
    """Make recovery codes for whom none are left, and return them."""
    return [] if queries.codes_left(person) else _new_codes(person)


def _new_codes(person):
    Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
    return recovery.make(person)


def _key_of(person, pk):
    """The row of a passkey as it stands now; who signs in by it meanwhile waits."""
    found = next((one for one in queries.locked(person) if one.pk == pk), None)
    if found is None or found.type != Type.WEBAUTHN:
        raise NotAppointed("This passkey was taken away before")
    return found

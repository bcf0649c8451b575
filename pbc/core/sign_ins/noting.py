"""Writing down who signed in, when, from where and by which steps, and who was not let in.

Django and allauth say what happens by signals of theirs, which `pbc.core.apps` connects.
"""

from django.contrib.auth import SESSION_KEY
from django.db.models.functions import Now

from pbc.core.models import Happened, OpenSession, SignInRecord
from pbc.core.openid import services as bindings
from pbc.core.sign_ins import guesses, places, sessions

METHODS = "account_authentication_methods"  # of allauth, in the session
STEPS = {"totp": "app", "recovery_codes": "recovery code", "webauthn": "passkey"}
STEPS |= {"openid": "sign-in service"}


def signed_in(sender=None, request=None, user=None, **_):
    """Somebody is in."""
    where = places.of(request)
    SignInRecord.objects.create(
        person=user, what=Happened.SIGNED_IN, by_means_of=_means(request), **where
    )
    if request.session.session_key is None:  # it was somebody else's a moment ago
        request.session.save()
    key = request.session.session_key
    OpenSession.objects.update_or_create(session_key=key, defaults={"person": user, **where})


def signed_out(sender=None, request=None, user=None, **_):
    """Somebody left by the button."""
    if user is None:
        return
    OpenSession.objects.filter(session_key=request.session.session_key).delete()
    SignInRecord.objects.create(person=user, what=Happened.SIGNED_OUT, **places.of(request))


def wrong_code(sender=None, request=None, user=None, **_):
    """The password was right and the code was not."""
    SignInRecord.objects.create(person=user, what=Happened.WRONG_CODE, **places.of(request))


def wrong_key(request, person):
    """The password was right and the passkey was not."""
    SignInRecord.objects.create(person=person, what=Happened.WRONG_KEY, **places.of(request))


def new_password(sender=None, request=None, user=None, **_):
    """Somebody chose a password: they are signed out elsewhere by it."""
    sessions.end_all(user, but=_kept(request))
    guesses.forget(user)
    SignInRecord.objects.create(person=user, what=Happened.PASSWORD, **places.of(request))


def password_by_link(sender=None, request=None, user=None, **_):
    """Somebody chose a password by a link: what else let them in without it ends."""
    bindings.end_by_link(where=places.of(request), keep=_kept(request), by=user)


def refused(request, person):
    """A name and a password did not go together. Of a name that is nobody's no row is kept, so
    that nobody fills the table; `upkeep.refused_sign_in` counts it."""
    if person is None:
        return
    SignInRecord.objects.create(person=person, what=Happened.WRONG_PASSWORD, **places.of(request))


def held_up(request, person):
    """Somebody tried too often, and waits. Of each account and address once an hour: whoever
    guesses on fills no table."""
    said = {"person": person, "what": Happened.HELD_UP, **places.of(request)}
    lately = SignInRecord.objects.filter(at__gt=Now() - guesses.HOUR)
    told = {name: said[name] for name in ("person", "what", "address")}
    if not lately.filter(**told).exists():
        SignInRecord.objects.create(**said)


def _kept(request):
    return request.session.session_key if SESSION_KEY in request.session else ""


def _means(request):
    """By what somebody showed who they are: password and app."""
    held = request.session.get(METHODS) or []
    steps = (one for one in held if not one.get("reauthenticated"))
    said = [_step(one) for one in steps]
    return " and ".join(dict.fromkeys(said))


def _step(one):
    said = STEPS.get(one.get("type"), "password")
    return f"{said}, by two steps" if one.get("two_steps") else said

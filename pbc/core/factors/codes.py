"""What somebody types as their second step: a code of an app, which fits now and is taken once, or
one for recovery."""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from pbc.core.factors import recovery, sealing

BESIDE = 1  # steps of 30 seconds by which a code is known that is none of now
Type = Authenticator.Type


def step_of(secret, code, beside=0):
    """The number of the 30 seconds to which a code belongs, or None where it fits none of now, nor
    of `beside` steps before and after."""
    now = _now()
    off = app_settings.TOTP_TOLERANCE + beside
    for step in range(now - off, now + off + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def _now():
    return int(time.time()) // app_settings.TOTP_PERIOD


def taken(row, code):
    """Take a code, typed without spaces, that is an app's or for recovery; whether it is good.
    The row is locked."""
    return used_up(row, code) if row.type == Type.TOTP else recovery.used_up(row, code)


def used_up(app, code):
    """Take a code of an app, whose row is locked: whether it is newer than the last one taken. A
    secret that an older key opened is sealed anew."""
    secret, is_of_now = sealing.opened(app)
    step = secret and step_of(secret, code)
    if not step or step <= app.data.get("last_step", 0):
        return False
    app.data["last_step"] = step
    if not is_of_now:
        app.data["secret"] = sealing.seal(secret, app.user_id)
    app.save(update_fields=["data"])
    return True


def is_beside(app, code):
    """Whether it is the code of the 30 seconds before those of now, and was not taken: its person
    was slow. One of the 30 seconds to come is a guess like any other, for it is good soon."""
    secret, _ = sealing.opened(app)
    step = secret and step_of(secret, code, BESIDE)
    return bool(step) and app.data.get("last_step", 0) < step < _now()

"""The codes of an app: which one fits a secret now, and that each is taken once."""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt


def step_of(secret, code):
    """The number of the 30 seconds to which a code belongs, or None where it fits none of now."""
    now, off = int(time.time()) // app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE
    for step in range(now - off, now + off + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def used_up(app, code):
    """Take a code of an app, whose row is locked: whether it is newer than the last one taken."""
    step = step_of(decrypt(app.data["secret"]), code)
    if step is None or step <= app.data.get("last_step", 0):
        return False
    app.data["last_step"] = step
    app.save(update_fields=["data"])
    return True

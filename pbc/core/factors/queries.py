"""What somebody has set up as their second step."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

Type = Authenticator.Type
STEPS = (Type.TOTP, Type.WEBAUTHN)  # recovery codes alone are none


@dataclass(frozen=True)
class Second:
    """The second step of somebody: since when the app, how many recovery codes are left."""

    app_since: datetime | None = None
    app_used: datetime | None = None
    codes_left: int = 0

    @property
    def is_set_up(self):
        return bool(self.app_since)


def second(person):
    """What somebody has set up."""
    held = {one.type: one for one in Authenticator.objects.filter(user=person)}
    app, codes = held.get(Type.TOTP), held.get(Type.RECOVERY_CODES)
    return Second(
        app_since=app and app.created_at,
        app_used=app and app.last_used_at,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def has_second(person):
    """Whether somebody signs in by two steps."""
    return Authenticator.objects.filter(user=person, type__in=STEPS).exists()


def recovery_codes(person):
    """The recovery codes that somebody has not used."""
    held = Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).first()
    return held.wrap().get_unused_codes() if held else []

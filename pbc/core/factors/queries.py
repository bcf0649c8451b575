"""What somebody has set up as their second step."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q

from pbc.core.factors import recovery, sealing

Type = Authenticator.Type
STEPS = (Type.TOTP, Type.WEBAUTHN)  # recovery codes alone are none


@dataclass(frozen=True)
class Key:
    """A passkey: what its person calls it, since when, and when it was last used."""

    pk: int
    name: str
    since: datetime
    used: datetime | None


@dataclass(frozen=True)
class Second:
    """The second step of somebody: since when the app, which passkeys, how many recovery codes
    are left, and whether an app or codes that there are work no more, since no key of the site
    opens them: SECRET_KEY is another."""

    app_since: datetime | None = None
    app_used: datetime | None = None
    app_is_dead: bool = False
    keys: tuple[Key, ...] = ()
    codes_left: int = 0
    codes_are_dead: bool = False

    @property
    def is_set_up(self):
        return self.since is not None

    @property
    def since(self):
        """The day of the first of them that stands."""
        held = [*filter(None, [self.app_since]), *(key.since for key in self.keys)]
        return min(held, default=None)


def second(person):
    """What somebody has set up."""
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    held = {one.type: one for one in rows}
    app, codes = held.get(Type.TOTP), held.get(Type.RECOVERY_CODES)
    return Second(
        app_since=app and app.created_at,
        app_used=app and app.last_used_at,
        app_is_dead=bool(app) and sealing.opened(app)[0] is None,
        keys=tuple(_key(one) for one in rows if one.type == Type.WEBAUTHN),
        codes_left=recovery.left(codes) if codes else 0,
        codes_are_dead=bool(codes) and not recovery.works(codes),
    )


def key(person, pk):
    """A passkey of somebody; None where it is none of theirs."""
    found = Authenticator.objects.filter(user=person, type=Type.WEBAUTHN, pk=pk).first()
    return found and _key(found)


def _key(row):
    return Key(row.pk, row.data["name"], row.created_at, row.last_used_at)


def locked(person):
    """The rows of somebody as they stand now, always in the same order; whoever else changes or
    looks at them waits."""
    rows = Authenticator.objects.filter(user=person)
    return list(rows.select_for_update().order_by("pk"))


def stands(row):
    """Whether an app, a passkey or codes are still there."""
    return Authenticator.objects.filter(pk=row.pk).exists()


def has_second(person):
    """Whether somebody signs in by two steps."""
    return Authenticator.objects.filter(user=person, type__in=STEPS).exists()


def codes_left(person):
    """How many recovery codes somebody has that were not used, and that work."""
    held = Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).first()
    return recovery.left(held) if held else 0


def on_older_keys():
    """Who has recovery codes that end with a key of before, by name."""
    hashed = Authenticator.objects.filter(type=Type.RECOVERY_CODES, data__has_key="key")
    rows = hashed.select_related("user").order_by("user_id")
    return [str(one.user) for one in rows if recovery.hangs_on_older_key(one)]


def of_keys():
    """The rows of which the site keeps something that SECRET_KEY opens, older codes among them."""
    older = Q(type=Type.RECOVERY_CODES, data__has_key="seed")
    return Authenticator.objects.filter(Q(type=Type.TOTP) | older).order_by("user_id", "pk")

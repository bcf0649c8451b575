"""Recovery codes: sixteen figures each, of which the database has hashes, by Argon2id.

The first figure says which of the ten it is, so that for one try one hash is worked out. Older
codes, of eight figures from a seed that was encrypted, go on until their person makes new ones;
they are hashed as soon as one is tried, or by `manage.py renew_keys`, and the seed is gone then.
Eight figures are few enough to be gone through: what is hashed of them is not the code but what
SECRET_KEY makes of it and its person, so that a copy of the database tells none.
"""

import secrets

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.crypto import salted_hmac

from pbc.core import keys
from pbc.core.factors import sealing

MANY = 10
FIGURES = 16  # one of them says which
GROUP = 4  # figures that stand together where they are shown
OLDER = 8  # figures of the older ones, none of which says which
SALT = "pbc.core.factors.recovery"
MARK = "which key"  # no code, but what tells by which key the codes were hashed


class Hasher(Argon2PasswordHasher):
    """Argon2id at the least that OWASP names for passwords: a code has 49 bits of chance, which a
    password has not, and ten are hashed at once."""

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1


def make(person):
    """Make codes for somebody who has none, and return them: they are known this once."""
    codes = [f"{one}{secrets.randbelow(10 ** (FIGURES - 1)):0{FIGURES - 1}}" for one in range(MANY)]
    kept = {"figures": FIGURES, "hashes": _hashes(codes)}
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data=kept)
    return codes


def in_groups(code):
    """A code as it is shown: 4295 1880 3771 0264."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def left(row):
    """How many of somebody's codes are good still."""
    if not works(row):
        return 0
    if is_older(row):
        return MANY - row.data["used_mask"].bit_count()
    return sum(one is not None for one in row.data["hashes"])


def works(row):
    """Whether the codes can be known again: the older ones while the key is there that opens
    their seed, or that they were hashed by."""
    if is_older(row):
        return sealing.seed_of(row.data["seed"]) is not None
    return row.data["figures"] == FIGURES or _key_of(row) is not None


def is_older(row):
    """Whether the codes come from a seed."""
    return "seed" in row.data


def hangs_on_older_key(row):
    """Whether codes are good as long as a key of before is there, and cannot be hashed anew: what
    is kept of them tells none."""
    if is_older(row) or row.data["figures"] == FIGURES or not left(row):
        return False
    return _key_of(row) != settings.SECRET_KEY


def hash_older(row):
    """Keep hashes of older codes in place of their seed; whether the seed could be opened."""
    if not works(row):
        return False
    unused = RecoveryCodes(row).get_unused_codes()
    by_key = [_by_key(row, one, settings.SECRET_KEY) for one in unused]
    mark = _by_key(row, MARK, settings.SECRET_KEY)
    row.data = {"figures": OLDER, "key": mark, "hashes": _hashes(by_key)}
    row.save(update_fields=["data"])
    return True


def used_up(row, code):
    """Take a code of a row that is locked: whether it is one of them, and was not taken before."""
    if not works(row):
        return False
    if is_older(row):
        hash_older(row)
    hashes, places = row.data["hashes"], _may_be(row, code)
    said = code if row.data["figures"] == FIGURES else _by_key(row, code, _key_of(row))
    at = next((one for one in places if _is(said, hashes[one])), None)
    if at is None:
        return False
    hashes[at] = None
    row.save(update_fields=["data"])
    return True


def _may_be(row, code):
    """The places of the hashes of which a code may be."""
    if not (code.isascii() and code.isdecimal() and len(code) == row.data["figures"]):
        return []
    which = [int(code[0])] if row.data["figures"] == FIGURES else range(len(row.data["hashes"]))
    return [one for one in which if row.data["hashes"][one]]


def _by_key(row, code, secret):
    """What a key of the site makes of a code and whose it is."""
    text = f"{row.user_id} {code}"
    return salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest()


def _key_of(row):
    """The key by which older codes were hashed; None where it is gone."""
    of_these = (one for one in keys.every() if _by_key(row, MARK, one) == row.data.get("key"))
    return next(of_these, None)


def _hashes(codes):
    hasher = Hasher()
    return [hasher.encode(one, hasher.salt()) for one in codes]


def _is(code, hashed):
    return Hasher().verify(code, hashed)

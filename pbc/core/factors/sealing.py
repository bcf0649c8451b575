"""What the site has to read again of a second step: sealed, and bound to whose it is."""

import hashlib

from pbc.core import keys

SALT = "pbc.core.factors"
SHOWN = "pbc.core.factors.shown"


def seal(secret, person):
    """The secret of an app as the database keeps it; `person` is an id."""
    return _seal(secret, SALT, f"app of {person}")


def opened(app):
    """(the secret of an app, whether it is sealed as it would be now); (None, False) where no key
    of the site opens it."""
    return _opened(app.data["secret"], SALT, f"app of {app.user_id}")


def seed_of(text):
    """The seed of older recovery codes; None where no key opens it."""
    return _opened(text, SALT, "")[0]


def seal_shown(codes, person):
    """Recovery codes on their way to the page that shows them once: a session carries them."""
    return _seal("\n".join(codes), SHOWN, f"codes of {person}")


def shown(text, person):
    """The same codes; none where there are none, or they are somebody else's."""
    found = text and _opened(text, SHOWN, f"codes of {person}")[0]
    return found.split("\n") if found else []


def _seal(text, salt, about):
    return keys.as_text(keys.seal(text.encode(), salt=salt, about=about))


def _opened(text, salt, about):
    found = keys.unseal(keys.of_text(text), salt=salt, about=about, of_fernet=_of_fernet)
    return (found.plain.decode(), found.is_of_now) if found else (None, False)


def _of_fernet(secret):
    return hashlib.scrypt(secret.encode(), salt=SALT.encode(), n=2**4, r=8, p=1, dklen=32)

"""The secret of the site, and those that it had before."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from pbc.embedded import places
from pbc.environment import values

SHORTEST_SECRET = 32  # characters


def secret_key() -> str:
    """The secret of the site; a laptop makes its own once and keeps it in PBC_VAR."""
    given = os.environ.get("SECRET_KEY", "")
    if not values.needed("SECRET_KEY"):
        return _kept_secret(places.var() / "secret_key")
    if values.PRODUCTION and given != given.strip():
        raise ImproperlyConfigured(
            "SECRET_KEY begins or ends with a space, which one place may keep and another leave "
            "out. Give it without."
        )
    if values.PRODUCTION and len(given) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"SECRET_KEY has fewer than {SHORTEST_SECRET} characters, and can be guessed: see "
            ".env.example for how one is made."
        )
    return given.strip()


def secret_keys_before() -> list[str]:
    """The secrets that the site had before, with spaces between them: what they sealed or signed
    is good still, and nothing is sealed or signed by them any more. A short one would be a word of
    a secret that has spaces in it, by which anybody could sign."""
    given = os.environ.get("PBC_SECRET_KEYS_BEFORE", "").split()
    if any(len(one) < SHORTEST_SECRET for one in given):
        raise ImproperlyConfigured(
            f"PBC_SECRET_KEYS_BEFORE has a secret of fewer than {SHORTEST_SECRET} characters. One "
            "with spaces in it cannot be an older one: leave it out, and run without."
        )
    if secret_key() in given:
        raise ImproperlyConfigured(
            "PBC_SECRET_KEYS_BEFORE has the SECRET_KEY of now. Give it the one before, and "
            "SECRET_KEY a new one."
        )
    return given


def _kept_secret(path: Path) -> str:
    """Written beside its place and then linked there: of two processes at once one wins whole."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()

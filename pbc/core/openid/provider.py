"""What a provider says of itself: its addresses, and the keys by which it signs.

Both are held in the memory of the process for a while, and so is a failure, for less: one of its
threads asks at a time, and nobody keeps the others waiting by asking again and again. A key that is
not among them is looked for once anew, since a provider changes its keys without a word.
"""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass

import jwt
from django.conf import settings

from pbc.core.openid.addresses import is_safe
from pbc.core.openid.asking import Away, ProviderFault, ask

HELD_FOR = 600  # seconds
FAILED_FOR = 20  # seconds for which one that failed is not asked again
WAITS = 1  # seconds for another thread that asks the same
WELL_KNOWN = "/.well-known/openid-configuration"
# What signs a token, each with the keys for it: by key pairs alone, so that nobody but the
# provider can sign, and no public key is taken for a shared secret.
SIGNS = {
    "RS256": {"kty": "RSA"},
    "PS256": {"kty": "RSA"},
    "ES256": {"kty": "EC", "crv": "P-256"},
}
SMALLEST = 2048  # bits of an RSA key
_held: dict[str, tuple[float, dict]] = {}
_failed: dict[str, tuple[float, ProviderFault]] = {}
_asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


@dataclass(frozen=True)
class Provider:
    """The addresses of a provider, and what it does. `end_session` may be empty."""

    issuer: str
    authorize: str
    token: str
    keys: str
    end_session: str
    says_issuer: bool
    by_form: bool


def read(*, ask_it=True):
    """The provider of the settings; not `ask_it` where what it last said does. Raises
    ProviderFault."""
    issuer = settings.PBC_OIDC["issuer"]
    url = issuer.rstrip("/") + WELL_KNOWN
    said = _once_in_a_while(url) if ask_it else _last_said(url)
    if said.get("issuer") != issuer:
        raise ProviderFault("The provider calls itself otherwise than PBC_OIDC_ISSUER")
    if "S256" not in _several(said, "code_challenge_methods_supported", ["S256"]):
        raise ProviderFault("The provider does not know PKCE by S256")
    ways = _several(said, "token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Provider(
        issuer=issuer,
        authorize=_address(said, "authorization_endpoint"),
        token=_address(said, "token_endpoint"),
        keys=_address(said, "jwks_uri"),
        end_session=_address(said, "end_session_endpoint", needed=False),
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
        by_form="client_secret_basic" not in ways,
    )


def key(provider, kid, algorithm):
    """The public key by which a token was signed. Raises ProviderFault."""
    found = _among(_once_in_a_while(provider.keys), kid, algorithm)
    if found is None:
        _held.pop(provider.keys, None)
        found = _among(_once_in_a_while(provider.keys), kid, algorithm)
    if found is None:
        raise ProviderFault(f"The provider has no such key for {algorithm}")
    try:
        public = jwt.PyJWK.from_dict(found, algorithm=algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        raise ProviderFault("The key of the provider cannot be read") from None
    if found["kty"] == "RSA" and public.key_size < SMALLEST:
        raise ProviderFault(f"The key of the provider has fewer than {SMALLEST} bits")
    return public


def forget():
    """Ask the provider anew next time."""
    _held.clear()
    _failed.clear()


def _once_in_a_while(url):
    said = _fresh(url)
    if said is not None:
        return said
    lock = _asking[url]
    if not lock.acquire(timeout=WAITS):
        raise Away("The provider is being asked, and has not answered yet")
    try:
        said = _fresh(url)
        return _asked(url) if said is None else said
    finally:
        lock.release()


def _fresh(url):
    """What it said lately; None where it is to be asked. Raises how it failed just now."""
    until, said = _held.get(url, (0.0, {}))
    if until >= time.monotonic():
        return said
    until, fault = _failed.get(url, (0.0, None))
    if fault and until >= time.monotonic():
        raise type(fault)(str(fault))
    return None


def _asked(url):
    try:
        said = ask(url)
    except ProviderFault as fault:
        _failed[url] = time.monotonic() + FAILED_FOR, fault.with_traceback(None)
        raise
    _held[url] = time.monotonic() + HELD_FOR, said
    return said


def _last_said(url):
    if url not in _held:
        raise Away("The provider was not asked yet")
    return _held[url][1]


def _several(said, name, otherwise):
    """The words of a list; `otherwise` where there is none."""
    found = said.get(name)
    if found is None:
        return otherwise
    if not isinstance(found, list):
        raise ProviderFault(f"The provider gives no list of {name}")
    return found


def _address(said, name, *, needed=True):
    url = said.get(name)
    if isinstance(url, str) and is_safe(url, production=settings.PRODUCTION):
        return url
    if needed:
        raise ProviderFault(f"The provider names no {name} with https")
    return ""


def _among(said, kid, algorithm):
    """The key of a set with this name and for this use; None where there is none, or several."""
    keys = said.get("keys")
    found = [
        one
        for one in (keys if isinstance(keys, list) else [])
        if isinstance(one, dict) and kid and one.get("kid") == kid and _is_for(one, algorithm)
    ]
    return found[0] if len(found) == 1 else None


def _is_for(one, algorithm):
    fits = all(one.get(name) == value for name, value in SIGNS[algorithm].items())
    return fits and one.get("use", "sig") == "sig" and one.get("alg", algorithm) == algorithm

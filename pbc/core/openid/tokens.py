"""What a provider vouches for by its token, after everything in it was looked at (OpenID Connect
Core 1.0, 3.1.3.7; RFC 8725). The signature counts even though the token came over TLS."""

import time

import jwt
from django.utils.crypto import constant_time_compare

from pbc.core.openid import provider as providers
from pbc.core.openid.asking import ProviderFault

LEEWAY = 60  # seconds by which a clock may be off
OLDEST = 10 * 60  # seconds since the token was made
LONGEST = 32 * 1024  # letters of a token
REFUSES = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


def vouched(text, *, provider, client, nonce, shown_since=None):
    """What the token says, where it is this provider's, for this site and for this sign-in.

    `shown_since` is the moment since when somebody is to have shown again who they are, or None
    where that is not asked. Raises ProviderFault.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ProviderFault("There is no token in the answer, or a huge one")
    try:
        said = _signed(text, provider, client)
        _for_this_sign_in(said, client, nonce)
    except REFUSES as fault:
        raise ProviderFault(f"The token is refused: {type(fault).__name__}") from None
    if shown_since is not None:
        _shown(said, shown_since)
    return said


def _signed(text, provider, client):
    header = jwt.get_unverified_header(text)
    algorithm = header.get("alg")
    if algorithm not in providers.SIGNS:
        raise ProviderFault("The token is signed by no algorithm that is taken")
    if header.get("typ", "JWT") not in ("JWT", "jwt"):
        raise ProviderFault("The token is of another kind")
    return jwt.decode(
        text,
        providers.key(provider, header.get("kid"), algorithm),
        algorithms=[algorithm],
        audience=client,
        issuer=provider.issuer,
        leeway=LEEWAY,
        options={"require": NEEDED},
    )


def _for_this_sign_in(said, client, nonce):
    if not constant_time_compare(str(said["nonce"]), nonce):
        raise ProviderFault("The token belongs to another sign-in: nonce")
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if said.get("azp", None if several else client) != client:
        raise ProviderFault("The token was made for another: azp")
    if not isinstance(said["iat"], int | float) or not time.time() - said["iat"] <= OLDEST:
        raise ProviderFault("The token is old: iat")
    if not 0 < len(said["sub"]) <= 255 or not said["sub"].isprintable():
        raise ProviderFault("The token names nobody: sub")


def shown_at(said):
    """When somebody showed to the provider who they are, in seconds; never later than now. None
    where it does not say."""
    at = said.get("auth_time")
    return min(at, int(time.time())) if type(at) is int else None


def _shown(said, since):
    at = shown_at(said)
    if at is None or at < since - LEEWAY:
        raise ProviderFault("Nobody showed again who they are: auth_time")

"""To the provider and back: the authorization code flow with PKCE, bound to the session.

Nothing of it is kept but in the session, until the answer comes, and for ten minutes at most: the
state by which the answer is known to be that of this browser, the nonce that the token repeats,
and the verifier without which the code is of no use. Each is good once.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from django.conf import settings
from django.urls import reverse

from pbc.core.openid import provider as providers
from pbc.core.openid import tokens
from pbc.core.openid.asking import Away, ProviderFault, ask

UNDER_WAY = "openid under way"  # in the session
AT_ONCE = 5  # sign-ins that one browser may have begun
LASTS = 10 * 60  # seconds
SIGN_IN, BIND, INVITED, AGAIN = "sign in", "bind", "invited", "again"
# What a provider answers instead of a code (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6): of
# the person, and of what is set up amiss. Nothing else that it says is written down.
OF_THE_PERSON = {
    *("access_denied", "login_required", "interaction_required", "consent_required"),
    "account_selection_required",
}
OF_THE_SITE = {
    *("invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope"),
    *("server_error", "invalid_request_uri", "invalid_request_object", "request_not_supported"),
    *("request_uri_not_supported", "registration_not_supported"),
}


class Stale(Exception):
    """The answer belongs to nothing that this browser began, or began lately."""


class Refused(Exception):
    """The provider let somebody in no further, or they gave up there."""


@dataclass(frozen=True)
class Vouched:
    """For whom a provider vouches, why it was asked, and what was kept meanwhile."""

    issuer: str
    subject: str
    why: str
    kept: dict
    two_steps: bool
    shown_at: int | None  # when they showed it there, in seconds of the epoch, where it says so


def begin(request, why, **kept):
    """The address at the provider to which somebody goes. Raises ProviderFault."""
    provider = providers.read()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    begun = {"why": why, "nonce": nonce, "verifier": verifier, "at": int(time.time()), **kept}
    before = list(request.session.get(UNDER_WAY, {}).items())[1 - AT_ONCE :]
    request.session[UNDER_WAY] = {**dict(before), state: begun}
    asked = {
        "response_type": "code",
        "client_id": settings.PBC_OIDC["client"],
        "redirect_uri": comes_back_to(),
        "scope": "openid",
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    if settings.PBC_OIDC["acr"]:
        asked["acr_values"] = " ".join(settings.PBC_OIDC["acr"])
    if why == AGAIN:
        asked |= {"prompt": "login", "max_age": "0"}
    return _with(provider.authorize, asked)


def end(request):
    """Vouched, of the answer with which a browser came back. Raises Stale, Refused, and
    ProviderFault."""
    begun = _begun(request)
    provider = providers.read()
    issuer = _one(request, "iss")
    if issuer != provider.issuer and (issuer or provider.says_issuer):
        raise ProviderFault("The answer comes from another provider: iss")
    _must_be_a_code(request)
    answer = _redeem(provider, _one(request, "code"), begun["verifier"])
    said = tokens.vouched(
        answer.get("id_token"),
        provider=provider,
        client=settings.PBC_OIDC["client"],
        nonce=begun["nonce"],
        shown_since=begun["at"] if begun["why"] == AGAIN else None,
    )
    return Vouched(
        issuer=provider.issuer,
        subject=said["sub"],
        why=begun["why"],
        kept=begun,
        two_steps=_by_two_steps(said),
        shown_at=tokens.shown_at(said),
    )


def comes_back_to():
    """The one address to which a provider sends somebody back."""
    return settings.PBC_SITE_URL + reverse("openid:answer")


def ends_at():
    """The address at the provider by which somebody signs out there; empty where it has none, or
    has not said so to this process: nobody is kept waiting for it. Raises ProviderFault."""
    provider = providers.read(ask_it=False)
    home = settings.PBC_SITE_URL + reverse("account_login")
    said = {"client_id": settings.PBC_OIDC["client"], "post_logout_redirect_uri": home}
    return _with(provider.end_session, said) if provider.end_session else ""


def _must_be_a_code(request):
    """Raises Refused, or ProviderFault, where the provider answers with anything else."""
    error = _one(request, "error")
    if error in OF_THE_PERSON:
        raise Refused
    if error == "temporarily_unavailable":
        raise Away(f"The provider answers: {error}")
    if "error" in request.GET:
        said = error if error in OF_THE_SITE else "an error of its own"
        raise ProviderFault(f"The provider answers: {said}")
    if not _one(request, "code"):
        raise ProviderFault("The provider answers with no code")


def _begun(request):
    under_way = dict(request.session.get(UNDER_WAY, {}))
    begun = under_way.pop(_one(request, "state"), None)
    if begun is None:
        raise Stale
    request.session[UNDER_WAY] = under_way
    if time.time() - begun["at"] > LASTS:
        raise Stale
    return begun


def _redeem(provider, code, verifier):
    """What the provider gives for a code, asked as the client that it knows."""
    client, secret = settings.PBC_OIDC["client"], settings.PBC_OIDC["secret"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": comes_back_to(),
        "code_verifier": verifier,
    }
    if provider.by_form:
        return ask(provider.token, form | {"client_id": client, "client_secret": secret})
    both = f"{quote_plus(client)}:{quote_plus(secret)}".encode()
    headers = {"Authorization": f"Basic {base64.b64encode(both).decode()}"}
    return ask(provider.token, form, headers=headers)


def _by_two_steps(said):
    """Whether somebody showed at the provider what PBC_OIDC_STEPS takes for two steps."""
    ways = said.get("amr")
    ways = {one for one in ways if isinstance(one, str)} if isinstance(ways, list) else set()
    return said.get("acr") in settings.PBC_OIDC["acr"] or bool(ways & {*settings.PBC_OIDC["amr"]})


def _challenge(verifier):
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _one(request, name):
    """A value that the answer has once; empty where it has none, or several."""
    given = request.GET.getlist(name)
    return given[0] if len(given) == 1 else ""


def _with(url, said):
    return f"{url}{'&' if '?' in url else '?'}{urlencode(said)}"

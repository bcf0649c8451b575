"""Passkeys: what a browser is asked for, and whether its answer holds (WebAuthn level 2).

allauth and fido2 know the protocol. Beside it stands here what is the site's: the one address at
which its passkeys work, a question that is good once and not for long, and how often each key has
signed, so that a copy of it is noticed.
"""

import hashlib
import json
import struct
import time
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.cose import CoseKey
from fido2.utils import websafe_encode

LASTS = 15 * 60  # seconds for which a question is good
ADDING, SHOWING = "passkey to add", "passkey to show"  # in the session: what was asked, and when
MILLISECONDS = 1000
USUAL = {"https": 443, "http": 80}
# What the two libraries raise of an answer that is none: they take its parts as they come.
MALFORMED = (
    *(TypeError, ValueError, LookupError, AttributeError, AssertionError),
    *(RuntimeError, struct.error, ValidationError),
)
OLD = "This page was open too long, or was sent before. Show the passkey again"
WRONG = "This passkey is not one of yours here. Show another one, or enter a code"
NOT_MADE = "The passkey was not made as this page asked. Try again, or set up an app instead"
COPIED = (
    "This passkey was refused: it has counted its uses, and fewer than before, so there may be a "
    "copy of it. Enter a code, take this passkey away and add it anew"
)


class NotTaken(Exception):
    """Why a passkey is not taken, fit to show."""


class Copied(NotTaken):
    """A key signed that had signed more often before; `key` is its Authenticator."""

    def __init__(self, key):
        super().__init__(COPIED)
        self.key = key


def origin():
    """The one address at which passkeys work, as a browser says it: https://pbc.example.nhs.uk."""
    site = urlsplit(settings.PBC_SITE_URL.lower())
    port = f":{site.port}" if site.port and site.port != USUAL[site.scheme] else ""
    return f"{site.scheme}://{site.hostname}{port}"


def site():
    """{id, name} of the site, to which a browser binds its passkeys."""
    return {"id": urlsplit(settings.PBC_SITE_URL).hostname, "name": settings.MFA_TOTP_ISSUER}


def to_add(person):
    """What a browser is asked for to make a passkey, as JSON. The same until it is answered or too
    old: a page that came back with something to put right has it too."""
    session = context.request.session
    if not _is_fresh(session.get(ADDING)):
        options = auth.begin_registration(person, passwordless=False)
        _keep(ADDING, _plain(options))
    return json.dumps(session[ADDING]["options"])


def to_show(options):
    """What allauth asks of a browser with a passkey, as JSON; it is kept, and good once."""
    _keep(SHOWING, _plain(options))
    return json.dumps(context.request.session[SHOWING]["options"])


def made(text):
    """What is kept of a passkey that a browser made. Raises NotTaken."""
    answer = _answer_to(ADDING, text)
    try:
        held = auth.complete_registration(answer)
        client = auth.parse_registration_response(answer).response.client_data
        key = held.credential_data
        known = key.public_key.ALGORITHM in CoseKey.supported_algorithms()
    except MALFORMED as fault:
        raise NotTaken(NOT_MADE) from fault
    finally:
        auth.clear_state()
    if not (known and _is_ours(client)):
        raise NotTaken(NOT_MADE)
    return {
        "id": websafe_encode(key.credential_id),
        "counter": held.counter,
        "credential": _kept_of(answer),
    }


def shown(person, text):
    """The Authenticator of somebody, whose rows are locked, that signed what this session was
    asked for; how often it has signed is written down. Raises NotTaken, and Copied."""
    answer = _answer_to(SHOWING, text)
    try:
        said = auth.parse_authentication_response(answer).response
        key = auth.complete_authentication(person, answer)
    except MALFORMED as fault:
        raise NotTaken(WRONG) from fault
    finally:
        auth.clear_state()
    asked = hashlib.sha256(said.client_data.challenge).hexdigest()
    if not _is_ours(said.client_data) or key.data.get("last_asked") == asked:
        raise NotTaken(WRONG)
    before, now = key.data["counter"], said.authenticator_data.counter
    if (before or now) and now <= before:  # some keys count nothing, and always say 0
        raise Copied(key)
    key.data |= {"counter": now, "last_asked": asked}
    key.save(update_fields=["data"])
    return key


def _is_ours(client):
    return client.origin == origin() and client.cross_origin is False


def _keep(what, options):
    session = context.request.session
    options["publicKey"]["timeout"] = LASTS * MILLISECONDS
    session[what] = {"state": auth.get_state(), "options": options, "at": int(time.time())}
    auth.clear_state()


def _is_fresh(held):
    return bool(held) and 0 <= time.time() - held["at"] <= LASTS


def _answer_to(what, text):
    """The answer of a browser to what its session was asked for, which it is no more."""
    held = context.request.session.pop(what, None)
    if not _is_fresh(held):
        raise NotTaken(OLD)
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise NotTaken(WRONG if what == SHOWING else NOT_MADE) from fault
    auth.set_state(held["state"])
    return answer


def _kept_of(answer):
    """The parts that allauth reads again, and no other that a browser may add."""
    parts = ("clientDataJSON", "attestationObject")
    response = {name: answer["response"][name] for name in parts}
    return {"id": answer["rawId"], "rawId": answer["rawId"], "response": response}


def _plain(options):
    """As it stands in JSON: a session holds nothing else."""
    return json.loads(json.dumps(options))

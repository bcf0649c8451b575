"""Passkeys: what a browser is asked for, and whether its answer holds (WebAuthn level 2).

allauth and fido2 know the protocol. Beside it stands here what is the site's: the one address at
which its passkeys work, a question that is good once and not for long, and how often each key has
signed, so that a copy of it is noticed. A session keeps a few questions at once: somebody has two
pages open, or loads one anew.
"""

import hashlib
import json
import struct
import time
from functools import partial
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

LASTS = 15 * 60  # seconds for which a question is good
QUESTIONS = 10  # to show a passkey, that a session keeps at once
ANSWERED = 10  # questions that a key remembers to have answered: as many as may be good at once
ADDING, SHOWING = "passkey to add", "passkeys to show"  # in the session: what was asked, and when
MILLISECONDS = 1000
USUAL = {"https": 443, "http": 80}
# What fido2 raises while it reads an answer that is none: it takes its parts as they come.
MALFORMED = (
    *(TypeError, ValueError, LookupError, AttributeError),
    *(RuntimeError, struct.error, UnsupportedAlgorithm),
)
OLD = "This page was open too long, or was sent before. Show the passkey again"
WRONG = "This passkey is not one of yours here. Show another one, or enter a code"
NOT_MADE = "The passkey was not made as this page asked. Try again, or set up an app instead"
COPIED = (
    "This passkey was refused: it has counted its uses, and fewer than before, so there may be a "
    "copy of it. Enter a code, take this passkey away and add it anew"
)


class NotTaken(Exception):
    """Why a passkey is not taken, fit to show. By itself it is nobody's guess: nothing that this
    session asks for was signed wrongly."""


class Wrong(NotTaken):
    """What this session asked for was signed by a wrong key, or for another site."""


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
        options = _plain(auth.begin_registration(person, passwordless=False))
        session[ADDING] = _question() | {"options": options}
    return json.dumps(session[ADDING]["options"])


def to_show(options):
    """What allauth asks of a browser with a passkey, as JSON; it is kept, and good once."""
    session = context.request.session
    held = [one for one in session.get(SHOWING, []) if _is_fresh(one)]
    session[SHOWING] = [*held, _question()][-QUESTIONS:]
    return json.dumps(_plain(options))


def made(text):
    """What is kept of a passkey that a browser made. Raises NotTaken."""
    asked = context.request.session.pop(ADDING, None)
    if not _is_fresh(asked):
        raise NotTaken(OLD)
    try:
        answer = _parsed(RegistrationResponse, text)
        key = answer.response.attestation_object.auth_data.credential_data
        known = _can_be_checked(key.public_key)
    except MALFORMED as fault:
        raise NotTaken(NOT_MADE) from fault
    held = _whole(auth.complete_registration, asked, answer, NotTaken(NOT_MADE))
    if not (known and _is_ours(answer.response.client_data)):
        raise NotTaken(NOT_MADE)
    return {
        "id": websafe_encode(key.credential_id),
        "counter": held.counter,
        "credential": _kept_of(answer),
    }


def shown(person, text):
    """The Authenticator of somebody, whose rows are locked, that signed what this session was
    asked for; how often it has signed is written down. Raises NotTaken, Wrong and Copied."""
    try:
        answer = _parsed(AuthenticationResponse, text)
    except MALFORMED as fault:
        raise NotTaken(WRONG) from fault
    said = answer.response
    asked = _asked_for(said.client_data.challenge)
    check = partial(auth.complete_authentication, person)
    key = _whole(check, asked, answer, Wrong(WRONG))
    if not _is_ours(said.client_data):
        raise Wrong(WRONG)
    mark = hashlib.sha256(said.client_data.challenge).hexdigest()
    answered = key.data.get("answered", [])
    if mark in answered:
        raise NotTaken(OLD)
    before, now = key.data["counter"], said.authenticator_data.counter
    if (before or now) and now <= before:  # some keys count nothing, and always say 0
        raise Copied(key)
    key.data |= {"counter": now, "answered": [*answered, mark][-ANSWERED:]}
    key.save(update_fields=["data"])
    return key


def _is_ours(client):
    return client.origin == origin() and client.cross_origin is False


def _question():
    """What a session keeps of what allauth has just asked."""
    held = {"state": auth.get_state(), "at": int(time.time())}
    auth.clear_state()
    return held


def _is_fresh(held):
    return bool(held) and 0 <= time.time() - held["at"] <= LASTS


def _asked_for(challenge):
    """The question of this session that was answered, which it asks no more. Raises NotTaken."""
    session, mark = context.request.session, websafe_encode(challenge)
    held = session.get(SHOWING, [])
    session[SHOWING] = [one for one in held if one["state"]["challenge"] != mark]
    found = next((one for one in held if one["state"]["challenge"] == mark), None)
    if not _is_fresh(found):
        raise NotTaken(OLD)
    return found


def _parsed(kind, text):
    """The answer of a browser, read; raises one of MALFORMED where it is none."""
    answer = kind.from_dict(json.loads(text))
    if not isinstance(answer.response.client_data.origin, str):
        raise TypeError("An address is text")
    return answer


def _can_be_checked(key):
    """Whether what a key signs can be told from what it does not; raises one of MALFORMED where
    its numbers are none."""
    try:
        key.verify(b"", b"")
    except InvalidSignature:
        return key.ALGORITHM in CoseKey.supported_algorithms()
    return False


def _whole(check, asked, answer, refused):
    """What allauth says of an answer that was read, to what was asked; raises `refused`."""
    auth.set_state(asked["state"])
    try:
        return check(answer)
    except ValidationError as fault:
        raise refused from fault
    finally:
        auth.clear_state()


def _kept_of(answer):
    """The parts that allauth reads again, written anew from what was read: what stood round them
    in the text of the browser is not kept."""
    made = {
        "clientDataJSON": answer.response.client_data,
        "attestationObject": answer.response.attestation_object,
    }
    response = {name: websafe_encode(part) for name, part in made.items()}
    named = websafe_encode(answer.raw_id)
    return {"id": named, "rawId": named, "response": response}


def _plain(options):
    """As it stands in JSON: a session holds nothing else."""
    plain = json.loads(json.dumps(options))
    plain["publicKey"]["timeout"] = LASTS * MILLISECONDS
    return plain

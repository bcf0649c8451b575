"""A device that keeps passkeys, in software: it answers as a browser would (WebAuthn, ES256)."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
HERE = "http://localhost:8000"  # where the site of the tests says that it is


class Device:
    """One passkey. It counts its uses, unless `counts` is false, as those that are kept on several
    devices at once do not; it asks for a finger, unless `asks` is false."""

    def __init__(self, *, counts=True, asks=True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.public = ES256.from_cryptography_key(self.key.public_key())
        self.id = secrets.token_bytes(32)
        self.used, self.counts = 0, counts
        self.flags = FLAG.UP | (FLAG.UV if asks else FLAG(0))

    def make(self, asked, *, origin=HERE, **otherwise):
        """The answer to a page that asks for a new passkey."""
        data = AttestedCredentialData.create(b"\0" * 16, self.id, self.public)
        site = asked["publicKey"]["rp"]["id"]
        held = AuthenticatorData.create(_hash(site), self.flags | FLAG.AT, self._count(), data)
        said = _said("webauthn.create", asked, origin, otherwise)
        made = AttestationObject.create("none", held, {})
        return self._answer(clientDataJSON=said, attestationObject=made)

    def show(self, asked, *, origin=HERE, site="", **otherwise):
        """The answer to a page that asks for a passkey that was made before."""
        named = site or asked["publicKey"]["rpId"]
        held = AuthenticatorData.create(_hash(named), self.flags, self._count())
        said = _said("webauthn.get", asked, origin, otherwise)
        signature = self.key.sign(held + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=held, signature=signature)

    def _count(self):
        self.used += self.counts
        return self.used

    def _answer(self, **response):
        named = {name: websafe_encode(part) for name, part in response.items()}
        told = websafe_encode(self.id)
        return json.dumps({"id": told, "rawId": told, "type": "public-key", "response": named})


def _said(kind, asked, origin, otherwise):
    challenge = otherwise.pop("challenge", websafe_decode(asked["publicKey"]["challenge"]))
    crossed = otherwise.pop("crossed", False)
    return CollectedClientData.create(otherwise.pop("kind", kind), challenge, origin, crossed)


def _hash(site):
    return hashlib.sha256(site.encode()).digest()

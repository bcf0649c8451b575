"""A small provider of OpenID Connect on this machine, which can be told to misbehave.

It does what the standard asks: a code is good once, for the client and the address it was given to,
with the verifier of its challenge. `claims` and `header` change what a token says, `answers` what
stands at an address.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "pbc", "a secret of the client: with a colon"
RSA, RSA_TOO = (rsa.generate_private_key(65537, 2048) for _ in range(2))
EC = ec.generate_private_key(ec.SECP256R1())
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 the site is to refuse it
PAGE = """<!doctype html><html lang="en"><title>Small provider</title>
<main><h1>Small provider</h1><a href="{}">Go on as Ruth</a></main></html>"""


class Provider:
    """What it says and whom it vouches for; every attribute may be changed at any time."""

    def __init__(self, port):
        self.issuer = f"http://127.0.0.1:{port}"
        self.subject = "ruth at the provider"
        self.keys = {"rsa": (RSA, "RS256"), "ec": (EC, "ES256")}
        self.signs_by = "rsa"
        self.claims, self.header, self.answers, self.metadata = {}, {}, {}, {}
        self.token = None  # a text that is given instead of a token
        self.codes, self.asked, self.forms = {}, [], []

    @property
    def settings(self):
        """PBC_OIDC for a site that knows this provider."""
        known = {"issuer": self.issuer, "client": CLIENT, "secret": SECRET}
        return known | {"name": "NHS sign-in", "acr": [], "amr": []}

    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            **self.metadata,
        }

    def key_set(self):
        return {"keys": [public(kid, *held) for kid, held in self.keys.items()]}

    def authorize(self, url):
        """Somebody signs in there: the address to which their browser is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked | {"auth_time": int(time.time())}
        said = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(said)}"

    def redeem(self, form, headers):
        """(status, answer) for a code."""
        self.forms.append(form)
        held = self.codes.pop(form.get("code"), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = held and held["code_challenge"] == challenge
        fits = fits and held["redirect_uri"] == form.get("redirect_uri")
        if not fits or self.client_of(form, headers) != (CLIENT, SECRET):
            return 400, {"error": "invalid_grant"}
        token = self.token or self.signed(self.said(held))
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    @staticmethod
    def client_of(form, headers):
        kind, _, text = headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return form.get("client_id"), form.get("client_secret")
        name, _, secret = base64.b64decode(text).decode().partition(":")
        return unquote_plus(name), unquote_plus(secret)

    def said(self, held):
        now = int(time.time())
        said = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now}
        said |= {"exp": now + 300, "nonce": held["nonce"], "auth_time": held["auth_time"]}
        said |= self.claims
        return {name: value for name, value in said.items() if value is not None}

    def signed(self, said):
        private, algorithm = self.keys[self.signs_by]
        return jwt.encode(said, private, algorithm, headers={"kid": self.signs_by, **self.header})


def public(kid, private, algorithm):
    """A public key as its set has it."""
    kind = jwt.algorithms.ECAlgorithm if algorithm == "ES256" else jwt.algorithms.RSAAlgorithm
    said = kind.to_jwk(private.public_key(), as_dict=True)
    return said | {"kid": kid, "use": "sig", "alg": algorithm}


def pem(private):
    """A public key as text, which an attacker might sign with as a shared secret."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private.public_key().public_bytes(serialization.Encoding.PEM, form)


def unsigned(said, header, signature=b""):
    """A token put together by hand."""
    parts = (json.dumps(header).encode(), json.dumps(said).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in parts)


class Handler(BaseHTTPRequestHandler):
    """What stands at its addresses."""

    def log_message(self, *args):
        """A test reads no log of it."""

    def do_GET(self):
        path = urlsplit(self.path).path
        provider = self.server.provider
        if self._said_otherwise(path):
            return
        if path == "/.well-known/openid-configuration":
            self._json(200, provider.configuration())
        elif path == "/keys":
            self._json(200, provider.key_set())
        elif path == "/authorize":
            back = provider.authorize(self.path).replace("&", "&amp;")
            self._send(200, PAGE.format(back).encode(), "text/html")
        else:
            self._send(200, b"<h1>Signed out there</h1>", "text/html")

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._said_otherwise(urlsplit(self.path).path):
            return
        form = {name: values[0] for name, values in parse_qs(text).items()}
        self._json(*self.server.provider.redeem(form, self.headers))

    def _said_otherwise(self, path):
        answer = self.server.provider.answers.get(path)
        if answer:
            answer(self)
        return bool(answer)

    def _json(self, status, said):
        self._send(status, json.dumps(said).encode(), "application/json")

    def _send(self, status, text, kind, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


def failing(status):
    """An answer with this status and no more."""
    return lambda handler: handler._send(status, b"{}", "application/json")


def saying(text):
    """An answer with this text."""
    return lambda handler: handler._send(200, text, "application/json")


def leading(to):
    """An answer that leads elsewhere."""
    return lambda handler: handler._send(302, b"", "text/html", Location=to)


def slow(until):
    """An answer that begins and does not end before the event is set."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        until.wait(20)

    return answer


@contextmanager
def running():
    """A provider that answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.provider = Provider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

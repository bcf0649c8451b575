"""Asking a provider: over TLS, and a small answer in JSON within seconds, or a fault.

What a fault says is for the log: from where, and what was wrong; nothing of what was sent.
"""

import json
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from pbc.core.openid.addresses import is_safe

SECONDS = 5  # for a word of the other side, and for all of its answer
MOST = 256 * 1024  # bytes of an answer


class ProviderFault(Exception):
    """A provider answered otherwise than it should, or vouched for nobody."""


class Away(ProviderFault):
    """A provider cannot be reached, or takes too long."""


class _NoFurther(HTTPRedirectHandler):
    """What was asked for is at its own address: whoever answered otherwise is not followed."""

    def redirect_request(self, *args, **kwargs):
        return None


def ask(url, form=None, *, headers=None):
    """The object that stands at an address, or comes of a form sent there. Raises ProviderFault."""
    if not is_safe(url, production=settings.PRODUCTION):
        raise ProviderFault(f"{_host(url)} is not asked by https")
    data = None if form is None else urlencode(form).encode()
    said = {"Accept": "application/json", **(headers or {})}
    request = Request(url, data=data, headers=said)  # noqa: S310 its scheme is looked at above
    until = time.monotonic() + SECONDS
    try:
        with build_opener(_NoFurther).open(request, timeout=SECONDS) as answer:
            text = _read(answer, url, until)
    except HTTPError as fault:
        with fault:
            kind = Away if fault.code >= 500 else ProviderFault
            raise kind(f"{_host(url)} answers {fault.code}") from None
    except (OSError, HTTPException) as fault:
        raise Away(f"{_host(url)} does not answer: {type(fault).__name__}") from None
    return _object(text, url)


def _read(answer, url, until):
    parts, length = [], 0
    while part := answer.read1(64 * 1024):
        parts.append(part)
        length += len(part)
        if length > MOST:
            raise ProviderFault(f"{_host(url)} answers more than {MOST} bytes")
        if time.monotonic() > until:
            raise Away(f"{_host(url)} takes too long over its answer")
    return b"".join(parts)


def _object(text, url):
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ProviderFault(f"{_host(url)} answers with no JSON object")
    return found


def _host(url):
    return urlsplit(url).netloc or "no host"

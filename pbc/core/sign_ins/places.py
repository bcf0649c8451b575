"""From where somebody signs in: the address, and the browser in words."""

import re

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome")),
    *(("Safari", "Safari"), ("Trident", "Internet Explorer")),
)
SYSTEMS = (
    *(("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux")),
)


def device(told):
    """The browser in words, by what it tells of itself: Chrome on Windows."""
    browser = next((name for sign, name in BROWSERS if sign in told), "")
    system = next((name for sign, name in SYSTEMS if sign in told), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or re.sub(r"[^\w ./-]", "", told)[:60]


def of(request):
    """{address, device} of a request; nothing of one that came from no browser."""
    told = request.META.get("HTTP_USER_AGENT", "") if request else ""
    return {"address": _address(request), "device": device(told)}


def _address(request):
    try:
        return get_adapter().get_client_ip(request) if request else None
    except PermissionDenied:
        return None

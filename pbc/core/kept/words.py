"""What was typed, in the words of the page on which the form stood: its labels, its choices and
its days.

The page is asked for once more as it stands now, for the person who is signed in, so nothing is
said of a page that they may not see any more.
"""

import copy
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

AHEAD = {"HTTP_SEC_PURPOSE": "prefetch", "REQUEST_METHOD": "GET"}  # nobody looks at it


@dataclass(frozen=True)
class Typed:
    """A field: what it is called, and what was typed or chosen."""

    label: str
    said: str


def came_from(request):
    """The address of our page from which a form came; empty where the browser does not say."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if came.netloc != request.get_host() or came.path == reverse("kept-form"):
        return ""
    return f"{came.path}?{came.query}" if came.query else came.path


def address_of(request):
    """The path of a request as a browser writes it."""
    return request.get_full_path().partition("?")[0]


def leads_somewhere(path):
    """Whether an address is one of the site."""
    try:
        resolve(urlsplit(path).path)
    except Resolver404:
        return False
    return True


def typed(kept, request):
    """What was typed into a kept form, as Typed in the order of the form. What the form carried
    along unseen is left out; of a page that is gone the names of the fields have to do."""
    pages = (_Words(_page(request, path)) for path in (kept.path, kept.page) if path)
    page = next((one for one in pages if any(name in one.labels for name, _ in kept.fields)), None)
    if page is None:
        return [Typed(_as_words(name), ", ".join(said)) for name, said in kept.fields if any(said)]
    return [
        Typed(page.labels[name], ", ".join(page.in_words(name, one) for one in said))
        for name, said in kept.fields
        if name in page.labels and any(said)
    ]


def _as_words(name):
    return name.replace("_", " ").capitalize()


def _page(request, path):
    """The text of a page as the person sees it now; empty where there is none for them."""
    try:
        found = resolve(urlsplit(path).path)
        answer = found.func(_asking(request, path, found), *found.args, **found.kwargs)
        return "" if answer.streaming or answer.status_code != 200 else answer.content.decode()
    except (Resolver404, Http404, PermissionDenied, ValueError):  # or no address, or no text
        return ""


def _asking(request, path, found):
    """A GET of that address by the same person, which takes nothing out of their session."""
    parts = urlsplit(path)
    asking = copy.copy(request)
    asking.__dict__.pop("headers", None)
    asking.method, asking.resolver_match = "GET", found
    asking.path = asking.path_info = parts.path
    asking.GET, asking.POST = QueryDict(parts.query), QueryDict()
    asking.META = {**request.META, **AHEAD, "PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    asking.session = type(request.session)(request.session.session_key)
    asking._messages = default_storage(asking)
    return asking


class _Words(HTMLParser):
    """The labels of the fields of a page, and the words of their choices.

    `labels` is {name of a field: label}; of several that are chosen from, their legend. `choices`
    is {(name, value): words}; `days` are the names of fields in which a day is chosen.
    """

    def __init__(self, page):
        super().__init__()
        self.labels, self.choices, self.days = {}, {}, set()
        self._named = {}  # {id: (name, value or None)}
        self._for, self._legends, self._select, self._value = None, [], None, None
        self._said = []
        self._texts = {}  # {id: words of its label}
        self.feed(page)
        self._join()

    def in_words(self, name, value):
        """What was sent in a field as its page shows it; a day as 12 March 2007."""
        with suppress(ValueError):  # a day that is none stands as it was sent
            if name in self.days and (day := parse_date(value)):
                return date_format(day, "j F Y")
        return self.choices.get((name, value), value)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag in ("label", "legend", "option"):
            self._said = []
        if tag == "label":
            self._for = said.get("for")
        elif tag == "fieldset":
            self._legends.append("")
        elif tag == "option":
            self._value = said.get("value", "")
        elif tag in ("input", "select", "textarea") and said.get("type") != "hidden":
            self._field(tag, said)

    def _field(self, tag, said):
        several = said.get("type") in ("radio", "checkbox")
        name, key = said.get("name"), said.get("id")
        if said.get("type") == "date":
            self.days.add(name)
        self._select = name if tag == "select" else self._select
        self._named[key] = (name, said.get("value", "on") if several else None)
        if several and self._legends and self._legends[-1]:
            self.labels.setdefault(name, self._legends[-1])

    def handle_data(self, data):
        self._said.append(data)

    def handle_endtag(self, tag):
        words = " ".join("".join(self._said).split())
        if tag == "label":
            self._texts[self._for] = words
        elif tag == "legend" and self._legends:
            self._legends[-1] = words
        elif tag == "fieldset" and self._legends:
            self._legends.pop()
        elif tag == "option":
            self.choices[self._select, self._value] = words

    def _join(self):
        for key, (name, value) in self._named.items():
            words = self._texts.get(key)
            if words is None:
                continue
            if value is None:
                self.labels.setdefault(name, words)
            elif name in self.labels:
                self.choices[name, value] = words
            else:
                self.labels[name], self.choices[name, value] = words, "Yes"

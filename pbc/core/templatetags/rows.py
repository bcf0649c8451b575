"""Rows that many pages show alike: what a template prints of one is kept, and printed again.

    {% rows list.actions "meetings/_action.html" called="action" back=request.get_full_path %}

A row is what a query made for a page: a frozen dataclass, or another value that can be a key, which
holds all that is shown of it. Its template sees it under the name that `called` says, and what else
is given; nothing of the page and nothing of its reader. So what is kept of a row hangs on what the
row says, whoever is shown it: one that says another thing is another row, and there is nothing to
clear. The fields of a form that are of one page alone ({% csrf_token %} and {% once %}) are filled
in as it is printed. A row that says of itself that it `is_long` is not kept.

With the setting KEPT_ROWS_CHECKED, as in tests on the embedded servers, each row is printed anew
with all that its page knows, and has to be the same.
"""

import re
import secrets
from decimal import Decimal
from functools import lru_cache, partial

from django import template
from django.conf import settings
from django.db.models import Model
from django.template import Context, loader
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString

from pbc.core.templatetags.pbc import FORM_KEY, once

register = template.Library()

MOST = 8000  # rows that a process keeps, at one to two kB each
LONGEST = 200  # characters of what is given beside a row: a longer address is printed and not kept
# What stands for a field of one page alone: no text of anybody can be the same by intent.
TOKEN, KEY = (secrets.token_hex(16) for _ in range(2))
MARKS = re.compile(f"({TOKEN}|{KEY})")


class OtherRow(Exception):
    """A row that was kept is not the one that would be printed now."""


@register.simple_tag(takes_context=True)
def rows(context, listed, name, called, **given):
    """Print each of these rows by the template of that name."""
    asked = tuple(given.items())
    where = get_script_prefix(), get_urlconf()  # on which an address in a row depends besides
    fields = {TOKEN: partial(_token, context), KEY: partial(once, context)}
    is_long = any(isinstance(one, str) and len(one) > LONGEST for one in given.values())
    printed = []
    for row in listed:
        once_only = is_long or getattr(row, "is_long", False)
        find = _printed.__wrapped__ if once_only else _printed
        parts = find(name, called, row, asked, (where, *_told_apart(row, given)))
        if settings.KEPT_ROWS_CHECKED:
            _check(parts, context, name, {called: row, **given})
        printed += parts if len(parts) == 1 else _filled(parts, fields)
    text = "".join(printed)
    return SafeString(text)  # nosec B703 # each part was printed by a template


def _told_apart(row, given):
    """What values that are equal print differently by: a text that is safe and one that is not, 1
    and True, 1.0 and 1.00."""
    values = (row, *getattr(row, "__dict__", {}).values(), *given.values())
    kinds = tuple(one.__class__ for one in values)  # what a lazy one stands for
    exact = tuple(str(values[place]) for place in _amounts(kinds))
    return kinds, exact


@lru_cache(MOST)
def _amounts(kinds):
    """Where among values of these kinds the Decimals stand: they differ by their digits besides."""
    if any(issubclass(one, Model) for one in kinds):
        raise TypeError("A row of the database would be kept as it was when it was first shown")
    return tuple(place for place, one in enumerate(kinds) if issubclass(one, Decimal))


@lru_cache(MOST)
def _printed(name, called, row, given, _):
    """What the template prints of a row, cut at the fields of one page; each mark is a part."""
    return _cut(name, Context({called: row, **dict(given), **_marked()}))


def _cut(name, context):
    text = loader.get_template(name).template.render(context)
    return tuple(MARKS.split(text))


def _marked():
    return {"csrf_token": TOKEN, FORM_KEY: KEY}


def _filled(parts, fields):
    return [fields[one]() if one in fields else one for one in parts]


def _token(context):
    return str(context.get("csrf_token", ""))


def _check(parts, context, name, given):
    """Refuse what a page would print otherwise, as it knows more than the row and what is given."""
    with context.push(**given, **_marked()):
        now = _cut(name, context)
    if now != parts:
        raise OtherRow(f"{name} printed {parts}, and prints {now}")


def forget(**_):
    """Have every row printed anew, as where a setting is another one."""
    _printed.cache_clear()

"""How pages print money, percentages, months and dates. What is not known is a word, never 0.

The filters that take a word (`{{ sum|money:"not received" }}`) print it where there is no value.
"""

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from pbc.core import money as moneys
from pbc.core import once as onces
from pbc.core import periods
from pbc.core.clock import LONDON

register = template.Library()

NOT_KNOWN = "not known"
FORM_KEY = "mark_of_the_key"
FORMS = {
    "money": moneys.table_pounds,
    "money_pence": moneys.table_pence,
    "pounds": moneys.pounds,
    "millions": moneys.millions,
    "pence": moneys.pence,
}


def _or_word(show, value, word):
    """The value as `show` prints it. It has figures and our own words alone: nothing to escape,
    which would take longer than all the rest of a table."""
    if value is None or value == "":
        return word
    figures = show(value)
    return SafeString(figures)  # nosec B703 # nothing to escape


@register.filter
@lru_cache(5000, typed=True)
def word(text, unknown=NOT_KNOWN):
    """A word of which a table has many: it is escaped once, not in each row."""
    return conditional_escape(text or unknown)


@register.filter
def money(amount, unknown=NOT_KNOWN):
    """In a table, whole pounds: 38,689."""
    return _or_word(moneys.table_pounds, amount, unknown)


@register.filter
def money_pence(amount, unknown=NOT_KNOWN):
    """In a table that must balance: 8,918.20."""
    return _or_word(moneys.table_pence, amount, unknown)


@register.filter
def pounds(amount, unknown=NOT_KNOWN):
    """In a sentence: £1.22m, £38,689."""
    return _or_word(moneys.pounds, amount, unknown)


@register.filter
def millions(amount, unknown=NOT_KNOWN):
    """In a sentence that compares with millions: £0.03m."""
    return _or_word(moneys.millions, amount, unknown)


@register.filter
def pence(amount, unknown=NOT_KNOWN):
    """In a sentence, where it must balance: £8,918.20."""
    return _or_word(moneys.pence, amount, unknown)


@register.filter
def over_words(amount, unknown=NOT_KNOWN):
    """In a sentence: £1.22m over, £38,689 under, on budget."""
    return _or_word(moneys.over_words, amount, unknown)


@register.simple_tag
def over_under(amount, form="money", neither="on budget", unknown=NOT_KNOWN):
    """Mark up an overspend: sign, number and word; `form` is the name of a money filter here.

    `neither` is the word for nought, where it is not a budget that was hit.
    """
    if amount is None or amount == "":
        return unknown
    said = moneys.over_or_under(amount, show=FORMS[form], neither=neither)
    if not said.sign:
        return format_html('<span class="pbc-over">{}</span>', said.word)
    under = "" if said.word == "over" else " pbc-over--under"
    # Figures and our own words alone.
    return SafeString(  # nosec B703 # as it says above
        f'<span class="pbc-over{under}">{said.sign}{said.number} <b>{said.word}</b></span>'
    )


@register.filter
def percent(value, unknown=""):
    """3.8%; empty where there is nothing to take a percentage of."""
    return _or_word(moneys.show_percent, value, unknown)


@register.filter
def signed_percent(value, unknown=""):
    """+3.8% or −2.9%, in the column beside an over or under."""
    return _or_word(lambda known: moneys.show_percent(known, signed=True), value, unknown)


@register.filter
def activity(count, unknown=NOT_KNOWN):
    """Spells, attendances and appointments, whole: 150,313."""
    return _or_word(moneys.table_pounds, count, unknown)


@register.filter
def month(number, unknown=NOT_KNOWN):
    """September, for month 6."""
    return _or_word(periods.month_name, number, unknown)


@register.filter
def short_month(number, unknown=NOT_KNOWN):
    """Sep, for month 6."""
    return _or_word(periods.short_month_name, number, unknown)


@register.simple_tag
def month_and_year(year, number):
    """September 2006."""
    return periods.month_and_year(year, number)


@register.filter
def months(numbers):
    """Months in words: months 5, 6; months 1 to 6."""
    return periods.span_in_words(numbers)


@register.filter
def year(number, unknown=NOT_KNOWN):
    """2006/07."""
    return _or_word(periods.year_name, number, unknown)


@register.filter
def day(when, unknown=NOT_KNOWN):
    """13 March 2007. A moment is the day it was in London."""
    return _or_word(lambda known: periods.day(_london_day(known)), when, unknown)


@register.filter
def short_day(when, unknown=NOT_KNOWN):
    """13 Mar 2007, in tables."""
    return _or_word(lambda known: periods.short_day(_london_day(known)), when, unknown)


@register.filter
def weekday(when, unknown=NOT_KNOWN):
    """Friday 30 March, for what is due."""
    return _or_word(lambda known: periods.weekday(_london_day(known)), when, unknown)


@register.simple_tag(takes_context=True)
def once(context):
    """In a form that changes something: the key by which it does so once. In a row that is kept
    (templatetags/rows.py) a mark stands for it, until the row is shown."""
    if mark := context.get(FORM_KEY):
        return mark
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return ""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', onces.FIELD, onces.page_keys(user).new()
    )


def _london_day(when):
    if isinstance(when, datetime):
        return when.astimezone(LONDON).date()
    return when


@register.filter
def marked(pieces):
    """A text in Pieces, what was found in it marked."""
    shown = (format_html("<mark>{}</mark>", p.text) if p.is_found else p.text for p in pieces)
    return format_html_join("", "{}", ([one] for one in shown))

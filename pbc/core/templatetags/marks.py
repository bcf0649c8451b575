"""Marks that the server draws beside a figure, and the sign of a change that is no overspend."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html

from pbc.core import money

register = template.Library()

WIDTH = 160


@dataclass(frozen=True)
class Scale:
    """From the largest underspend to the largest overspend of a table, on WIDTH pixels."""

    low: float
    high: float

    def at(self, amount):
        """Where an amount stands, in pixels from the left."""
        return round((amount - self.low) / (self.high - self.low or 1) * WIDTH, 1)


@register.simple_tag
def scale(rows, name="overspend"):
    """Work out the scale that the bars of a table share; rows without a figure have no bar."""
    amounts = [float(getattr(row, name) or 0) for row in rows]
    return Scale(min(0, *amounts, 0), max(0, *amounts, 0))


@register.simple_tag
def bar(amount, scale):
    """Draw a bar from nought: to the right and filled is over, to the left and open is under."""
    if amount is None:
        return ""
    nought, end = scale.at(0), scale.at(float(amount))  # nosemgrep - a place in a drawing
    return format_html(
        '<svg class="pbc-bar" width="{width}" height="18" viewBox="0 0 {width} 18"'
        ' aria-hidden="true" focusable="false">'
        '<rect class="pbc-bar__{kind}" x="{left}" y="3" width="{length}" height="12"/>'
        '<path class="pbc-bar__axis" d="M{nought} 0v18"/></svg>',
        width=WIDTH,
        kind="over" if amount > 0 else "under",
        left=min(nought, end),
        length=round(abs(end - nought), 1),
        nought=nought,
    )


@register.filter
def change(amount, unknown=""):
    """A difference between two versions, to the penny: +5,587.29, −12.40, 0.00."""
    if amount is None:
        return unknown
    return f"+{money.table_pence(amount)}" if amount > 0 else money.table_pence(amount)


@register.simple_block_tag
def scroll(content, caption):
    """Put a wide table in a box of its own that scrolls; `caption` is the id of its caption."""
    return format_html(
        '<div class="nhsuk-scroll" data-module="nhsuk-scroll">'
        '<div class="nhsuk-scroll__content" role="region" aria-labelledby="{}" tabindex="0">'
        "{}</div></div>",
        caption,
        content,
    )

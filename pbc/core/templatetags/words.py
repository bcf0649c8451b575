"""Words that are explained where they stand."""

from django import template
from django.utils.safestring import mark_safe

from pbc.core import explaining

register = template.Library()


@register.simple_block_tag
def explained(content):
    """Explain each abbreviation of a page right below where it first stands (H03)."""
    explained = explaining.explain(content)
    return mark_safe(explained)  # noqa: S308  # nosec B308 B703 # nosemgrep - of an escaped page

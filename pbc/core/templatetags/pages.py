"""Lists that are shown in pages of fifty, several on one page of the site if need be."""

from django import template

from pbc.core.paging import paged

register = template.Library()


@register.simple_tag(takes_context=True)
def in_pages(context, rows, called):
    """The page of these rows that is asked for: `called` names it in the address."""
    page = paged(rows, context["request"].GET.get(called))
    page.called = called
    return page


@register.simple_tag(takes_context=True)
def page_address(context, page, number):
    """The address of another page of a list; the other lists of the page stay where they are."""
    asked = context["request"].GET.copy()
    asked[getattr(page, "called", "page")] = number
    return f"?{asked.urlencode()}"

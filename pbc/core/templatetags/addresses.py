"""`{% url %}`, which every template has, by the addresses that are kept (`pbc.core.addresses`)."""

from django import template
from django.template import defaulttags
from django.utils.html import conditional_escape

from pbc.core.addresses import reverse

register = template.Library()


class AddressNode(defaulttags.URLNode):
    """An address of the site. Its app is served in one place (a test holds it), so that which page
    asks makes no difference."""

    def render(self, context):
        if self.asvar:
            return super().render(context)
        args = [one.resolve(context) for one in self.args]
        kwargs = {name: one.resolve(context) for name, one in self.kwargs.items()}
        address = reverse(self.view_name.resolve(context), args, kwargs)
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser, token):
    """Django's own tag in what it takes and says."""
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)

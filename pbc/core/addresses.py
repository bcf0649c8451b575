"""Where a page is, by its name: most of the addresses of a page were asked for before.

An address depends on the name and what stands in it, the list of addresses and the prefix that the
site is served under, and on nobody who asks.
"""

from functools import lru_cache

from django import urls
from django.conf import settings
from django.utils.safestring import SafeString

PLAIN = {str, int, SafeString}  # 1 and True are one and the same to a dict, and no one address
LONGEST = 32  # characters: a number or a code. What is longer may be a key that opens something


def reverse(view, args=(), kwargs=None):
    """The address of a view, as Django's own says it.

    Raises NoReverseMatch where there is none.
    """
    named = tuple(kwargs.items()) if kwargs else ()
    for one in (*args, *(value for _, value in named)):
        if type(one) not in PLAIN or (type(one) is not int and len(one) > LONGEST):
            return urls.reverse(view, args=args, kwargs=kwargs)
    listed = urls.get_urlconf() or settings.ROOT_URLCONF
    return _kept(listed, urls.get_script_prefix(), view, tuple(args), named)


@lru_cache(maxsize=5000)
def _kept(listed, _prefix, view, args, named):
    return urls.reverse(view, listed, args, dict(named))

"""What every answer of the site carries besides its page."""

from django.utils.cache import add_never_cache_headers


def never_stored(get_response):
    """No page is kept by a browser or a proxy: after signing out there is nothing to go back to.

    The files of the pages themselves (css, js) are answered before this and may be kept.
    """

    def answer(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return answer

"""The same, sent again: its person is asked whether they mean it twice.

Who goes back finds the form with what they typed, and does not see that it was done. So they are
told, and shown what they sent; it goes on from that page by a button, which says in `twice` that
they were asked about this very content. Files do not come back with a page: they are chosen again.
"""

from dataclasses import dataclass

from django.core import signing
from django.shortcuts import render

from pbc.core.kept import words

FIELD = "twice"
SALT = "pbc.core.twice"
LASTS = 12 * 60 * 60  # seconds, as the key of a form
KEPT = "kept"  # the field that says what was kept of a form
NOT_TYPED = ("once", KEPT, FIELD, "csrfmiddlewaretoken")  # what a page says of itself
UNSEEN = ("version", "seen", "basis")  # sent with what was typed, and not to be read


@dataclass(frozen=True)
class Sent:
    """What was sent, as pbc.core.kept.words reads it: [(name, [values])] of the fields."""

    path: str
    page: str
    fields: list[tuple[str, list[str]]]


def is_meant(request, sent):
    """Whether the person was asked about this, whose digest is `sent`, and means it."""
    try:
        asked = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return False
    return asked == [sent, request.user.pk]


def ask(request, before):
    """Nothing was done now: say when and what was done `before`, a DoneOnce, and ask."""
    fields = [(name, values) for name, values in request.POST.lists() if name not in NOT_TYPED]
    kept = [(KEPT, value) for value in request.POST.getlist(KEPT)]
    read = [(name, values) for name, values in fields if name not in UNSEEN]
    sent = Sent(request.get_full_path(), words.came_from(request), read)
    shown = {
        "before": before,
        "said": [text for _, text in before.said],
        "typed": words.typed(sent, request),
        "fields": [(name, value) for name, values in fields for value in values] + kept,
        "files": [(name, files) for name, files in sorted(request.FILES.lists())],
        "twice": signing.dumps([before.sent, request.user.pk], salt=SALT),
    }
    return render(request, "core/done_before.html", shown)

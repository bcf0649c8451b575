"""Reading the mailbox of mails that came back. A message is marked once what it says is kept."""

from django.conf import settings

from pbc.core.bounces import mailbox, reports
from pbc.core.bounces.services import note_bounce
from pbc.core.pages.frame import counted


def is_set_up():
    """Whether there is such a mailbox."""
    return bool(settings.PBC_BOUNCE["host"])


def sweep(*, by):
    """Read what is new; what waits for somebody to look at it, in words, or nothing.

    Raises mailbox.NotReached; what was kept by then stays, and is kept once when it is read again.
    """
    if not is_set_up():
        return ""
    with mailbox.opened() as box:
        for uid, raw in box.new():
            report = raw and reports.read(raw)
            if report and note_bounce(report=report, by=by):
                box.read(uid)
            else:
                box.star(uid)
        left = box.left()
    return f"{counted(left, 'message', 'messages')} that no mail of ours belongs to" if left else ""

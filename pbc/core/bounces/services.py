"""What happens when the mailbox of mails that came back is read."""

from pbc.core.bounces import marks
from pbc.core.deeds import deed
from pbc.core.models import Bounce


@deed
def note_bounce(*, report, by):
    """Keep what a report says of each mail of ours in it to whom it names; how many these are.

    The same report read again is kept once.
    """
    ours = filter(None, map(marks.mail_of, report.marks))
    found = [mail for mail in ours if report.is_of(mail.address)]
    said = {"for_good": report.is_for_good, "status": report.status, "reason": report.reason}
    for mail in found:
        Bounce.objects.get_or_create(mail=mail, known_by=report.known_by, defaults=said)
    return len(found)

"""People sent in by a file: kept, looked at, and made and appointed all at once or not at all."""

import pghistory
from django.utils import timezone

from pbc.core.deeds import deed
from pbc.core.models import PeopleUpload
from pbc.core.people import joining, uploads
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts


@deed
def keep_people(*, lines, file_name, sha256, by):
    """Keep what a template of people says, to be looked at. Nobody is made yet."""
    return PeopleUpload.objects.create(
        lines=lines, file_name=file_name[-150:], sha256=sha256, sent_by=by
    )


@deed
def enter_people(*, upload, seen, by):
    """Make and appoint whom the file says, all or none, and send those who are new a link where
    a mail reaches them; return the steps.

    `seen` is the mark of what the person looked at. Raises NotAppointed where the file was
    entered before or would make something else by now.
    """
    held = _alone(upload)
    if held.entered_at:
        raise NotAppointed("This file was entered already")
    steps, faults = joining.understood(held.lines)
    if uploads.mark(steps) != seen or faults:
        raise NotAppointed("Somebody changed people meanwhile. Look at what it makes now")
    if all(step.what == joining.SAME for step in steps):
        raise NotAppointed("All that is in this file stands already")
    with pghistory.context(why=f"From {held}"):
        for person in joining.carry_out(steps, by=by, refused=joining.refused_of):
            accounts.send_link(person=person, by=by)
    held.entered_by, held.entered_at = by, timezone.now()
    held.save()
    return steps


def _alone(upload):
    """The upload as it stands now. Whoever enters another file of people at the same time waits,
    for both may make the same person."""
    list(PeopleUpload.objects.select_for_update().filter(entered_at=None).order_by("pk"))
    return PeopleUpload.objects.select_for_update().get(pk=upload.pk)

"""What a file that was read again leaves as later files have it, in words."""

from collections import defaultdict

from activity.models import Submission
from activity.queries import words
from activity.queries.slices import in_order, place_names
from activity.queries.versions import left_alone, not_covered
from pbc.core import periods


def in_words(submission):
    """Sentences without their full stops, such as: Fernville Surgery, month 6 of 2006/07 stays as
    its own file of 10 March 2007 has it."""
    left = left_alone(submission)
    beside = words.slices_in_words(not_covered(submission))
    said = [f"{beside}: a later file holds it"] if beside else []
    slices_of = defaultdict(list)
    for key in in_order(left):
        slices_of[left[key], key[3] is not None].append(key)
    names = place_names(left)
    files = Submission.objects.select_related("delivery").in_bulk(list(set(left.values())))
    for (pk, _), slices in sorted(slices_of.items()):
        said.append(_stays(files[pk], slices, names))
    return said


def _stays(file, slices, names):
    one = len(slices) == 1
    is_own = file.covered.filter(practice__isnull=False).exists()
    whose = ("its own file" if one else "their own file") if is_own else "a later file"
    day = periods.day(file.delivery.received_on)
    what = words.slices_in_words(slices, names)
    return f"{what} {'stays' if one else 'stay'} as {whose} of {day} has it"

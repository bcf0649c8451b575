"""What files brought since somebody last looked (I06): what came, counted, or was given by hand."""

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse

from activity.models import Delivery, HandAssignment, InForce, Move, Notice, Submission
from activity.queries import words
from activity.queries.slices import place_names, slice_key
from pbc.core import access
from pbc.core.changes import Change, Source
from pbc.core.kept_rows import kept_rows
from pbc.core.statements import kept_for_a_person, kept_for_anybody

ROWS = "activity.view_line"
SEES_FILES = "activity.view_submission"
WORDS = {Move.PUBLISHED: "Published", Move.WITHDRAWN: "Withdrawn", Move.REDONE: "Brought back"}
VERBS = {Move.PUBLISHED: "published", Move.WITHDRAWN: "took back", Move.REDONE: "brought back"}


def sources():
    """What others did to files and lines."""
    return (
        Source(_arrived, (Delivery,)),
        Source(_told, (Notice, InForce)),
        Source(_given, (HandAssignment,)),
    )


def _arrived(*, user, since):
    """Files that others sent in, of those that the user may see."""
    return [
        Change(
            "Arrived",
            f"{one.delivery.sent_by} sent in {one.delivery.file_name}",
            _file(one.pk),
            one.delivery.recorded_at,
        )
        for one in _sent_in(user, since)
        if one.delivery.same_as_id is None
    ]


@kept_rows(SEES_FILES, blank=("since",))
def _sent_in(user, since):
    files = Submission.objects.visible_to(user).filter(delivery__recorded_at__gt=since)
    return files.exclude(delivery__sent_by=user).select_related("delivery__sent_by")


def _told(*, user, since):
    """What was published, taken back or brought back: by the notices that the user got, and for
    those who see every file, who get none, by the moves themselves."""
    if access.reach(user, SEES_FILES).everything:
        return _moved(user, since)
    notices = _notices(user, since)
    files = tuple({one.submission_id for one in notices})
    occasions = tuple(one.occasion for one in notices if one.occasion)
    seen = set(_seen(user, files) if files else ())
    kinds = dict(_kinds(occasions) if occasions else ())
    again = set(_restated(files) if files else ())
    return [
        Change(
            _what(kinds.get(one.occasion), one.submission_id in again),
            one.sentence,
            _file(one.submission_id) if one.submission_id in seen else reverse("budgets:position"),
            one.recorded_at,
        )
        for one in notices
    ]


@kept_rows(SEES_FILES, blank=("since",))
def _notices(user, since):
    return Notice.objects.visible_to(user).filter(recorded_at__gt=since)


@kept_rows(SEES_FILES, blank=("files",))
def _seen(user, files):
    return Submission.objects.visible_to(user).filter(pk__among=files).values_list("pk", flat=True)


@kept_for_anybody(blank=("occasions",))
def _kinds(occasions):
    return InForce.objects.filter(pk__among=occasions).values_list("pk", "move")


def _moved(user, since):
    """Every deed that moved figures, but the user's own."""
    deeds = {}
    for move in _moves(user.pk, since):
        deeds.setdefault((move.cause_id, move.move, move.by_id, move.known_from), []).append(move)
    again = set(_restated(tuple({cause for cause, *_ in deeds})) if deeds else ())
    names = place_names({slice_key(move) for moved in deeds.values() for move in moved})
    return [_deed(moved, names, cause in again) for (cause, *_), moved in deeds.items()]


@kept_for_a_person(blank=("since",))
def _moves(person, since):
    moves = InForce.objects.filter(recorded_at__gt=since).exclude(by_id=person)
    return moves.select_related("by", "cause__delivery").order_by("pk")


def _deed(moved, names, restates):
    last = moved[-1]
    what = words.slices_in_words({slice_key(move) for move in moved}, names)
    sentence = f"{last.by} {VERBS[Move(last.move)]} {what}"
    return Change(_what(last.move, restates), sentence, _file(last.cause_id), last.recorded_at)


def _what(move, restates):
    if move is None:
        return "Set aside"
    return "Restated" if restates and move == Move.PUBLISHED else WORDS[Move(move)]


@kept_for_anybody(blank=("causes",))
def _restated(causes):
    """Those of the files that, when they were published, took the place of other figures."""
    same = {name: OuterRef(name) for name in ("feed", "year", "month", "locality")}
    before = InForce.objects.filter(**same, pk__lt=OuterRef("pk"), submission__isnull=False)
    before = before.exclude(submission=OuterRef("cause"))
    moves = InForce.objects.filter(Exists(before), cause__among=causes, move=Move.PUBLISHED)
    return moves.values_list("cause", flat=True)


def _given(*, user, since):
    """Lines that others gave to a practice, or took back, by person and practice."""
    reach = access.reach(user, ROWS)
    said = HandAssignment.objects.filter(recorded_at__gt=since).exclude(by=user)
    if not reach.everything:
        said = said.filter(Q(practice__in=reach.practices) | Q(locality__in=reach.localities))
    rows = said.values(
        "by__first_name", "by__last_name", "by__username",
        "practice__code", "practice__name", "locality__code", "locality__name",
    ).annotate(many=Count("pk"), at=Max("recorded_at"))  # fmt: skip
    return [_of_hand(row) for row in rows]


def _of_hand(row):
    by = f"{row['by__first_name']} {row['by__last_name']}".strip() or row["by__username"]
    rows = words.counted(row["many"], "row")
    if row["practice__code"]:
        said, kind = f"{by} gave {rows} to {row['practice__name']}", "practice"
    else:
        said, kind = f"{by} took back {rows} of {row['locality__name']}", "locality"
    parts = {"kind": kind, "code": row[f"{kind}__code"]}
    url = reverse("budgets:position-rows-scope", kwargs=parts)
    return Change("Given by hand", said, url, row["at"])


def _file(pk):
    return reverse("activity:submission-detail", args=[pk])

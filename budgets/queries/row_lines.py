"""Lines and parked rows as a page shows them: in words, with file and cell."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.urls import reverse

from activity.models import Problem, Submission
from activity.queries.assignments import in_words, words_for
from activity.queries.lines import PUBLISHING, Keys, line_url, may_open
from activity.queries.names import names_of_codes
from activity.queries.source_cell import cell_url, place
from pbc.core import access, periods
from pbc.core.models import Practice
from pbc.core.statements import kept_for_anybody

A_TIME = 2000  # rows read at once when all are taken away


@dataclass(frozen=True)
class Line:
    """A row as it was received: what it cost, whose it is, and where it stands in which file."""

    practice: str
    cost: Decimal
    activity: Decimal | None
    months: str
    provider: str
    point_of_delivery: str
    specialty: str
    file_name: str
    file_url: str
    sheet: str
    cell: str
    reason: str = ""
    code: str = ""
    url: str = ""
    cell_url: str = ""
    by_hand: str = ""
    may_assign: bool = False

    @property
    def notes(self):
        """Why it belongs to nobody, and who gave it to whom by hand, as far as there is such."""
        return [one for one in (self.reason, self.by_hand) if one]

    @property
    def where(self):
        """In which sheet and cell of the file it stands, in words."""
        return place(self.sheet, self.cell)


class Names:
    """The words for the ids of lines, read once for a page, and whether files may be opened."""

    def __init__(self, user, day):
        self.user, self.day = user, day
        self.may_open_files = access.may(user, "activity.view_submission")

    def read(self, submissions):
        """Read the files, and the names of codes, that a page of lines needs."""
        self.files = dict(_files(tuple(sorted(submissions))))
        self.urls = {
            pk: reverse("activity:submission-detail", kwargs={"pk": pk}) for pk in self.files
        }
        names = names_of_codes().names
        self.providers, self.specialties = names["providers"], names["specialties"]
        self.pods = names["pods"]

    def file(self, submission, sheet, cell):
        """Where a line stands: the file, its address where it may be opened, sheet and cell."""
        return {
            "file_name": self.files[submission],
            "file_url": self.urls[submission] if self.may_open_files else "",
            "sheet": sheet,
            "cell": cell,
        }


class Lines:
    """Rows to take pages of, as the paginator asks for them; each page reads only its own."""

    def __init__(self, rows, count, names):
        self.rows, self.number, self.names = rows, count, names

    def __len__(self):
        return self.number

    def __getitem__(self, page):
        return self._named(list(self.rows[page]))

    def every(self):
        """All of them one by one, a few thousand at a time, for whoever takes them away."""
        rows = self.rows.iterator(chunk_size=A_TIME)
        while some := list(islice(rows, A_TIME)):
            yield from self._named(some)

    def _named(self, rows):
        self.names.read({row.submission_id for row in rows})
        practices, keys = _practices(rows), Keys()
        said = words_for(rows, self.names.day)
        return [self._line(row, practices, keys, said.get(row.pk)) for row in rows]

    def _line(self, row, practices, keys, said):
        names, code = self.names, keys.of(row).code
        opens = may_open(names.user, row)
        return Line(
            code=code,
            url=line_url(code) if opens else "",
            cell_url=cell_url(row.submission_id, row.sheet, row.cell) if opens else "",
            by_hand=_by_hand(*said) if said else "",
            may_assign=row.practice_id is None and may_open(names.user, row, PUBLISHING),
            practice=practices.get(row.practice_id, ""),
            cost=row.actual_cost,
            activity=row.actual_activity,
            months=_months(row),
            provider=names.providers.get(row.provider_id, row.provider_given),
            point_of_delivery=names.pods[row.point_of_delivery_id],
            specialty=names.specialties.get(row.specialty_id, row.specialty_given),
            **names.file(row.submission_id, row.sheet, row.cell),
        )


def _by_hand(word, is_applied):
    """Who gave a line to whom, when and why, and whether that counts yet."""
    if is_applied:
        return f"Assigned by hand {in_words(word)}"
    return f"Assigned to {word.practice.name} {in_words(word)}; it waits to be published"


def _practices(rows):
    ids = {row.practice_id for row in rows if row.practice_id}
    return dict(_practices_called(tuple(sorted(ids))))


@kept_for_anybody(blank=("ids",))
def _practices_called(ids):
    return Practice.objects.filter(pk__among=ids).values_list("pk", "name")


@kept_for_anybody
def _files(submissions):
    return Submission.objects.filter(pk__in=submissions).values_list("pk", "delivery__file_name")


def _months(row):
    if row.first_month == 0:
        return periods.span_in_words(range(1, row.month + 1))
    return f"{row.month} {periods.month_name(row.month)}"


class ParkedLines(Lines):
    """Parked rows to take pages of, as they were given."""

    def _named(self, rows):
        submissions = {row.submission_id for row in rows}
        self.names.read(submissions)
        problems = Problem.objects.filter(submission__in=submissions, severity="parked")
        problems = problems.filter(row__in={row.row for row in rows})
        said = {(one.submission_id, one.sheet, one.row): one.message for one in problems}
        return [self._parked(row, said) for row in rows]

    def _parked(self, row, said):
        opens = may_open(self.names.user, row)
        return Line(
            practice=row.practice.name if row.practice else row.practice_given or "Practice blank",
            cost=row.money,
            activity=None,
            months=f"{row.month} {periods.month_name(row.month)}" if row.month else "not known",
            provider=_given(row, "provider"),
            point_of_delivery=_given(row, "pod", "delivery"),
            specialty=_given(row, "specialty", "spec"),
            cell_url=cell_url(row.submission_id, row.sheet, row.cell) if opens else "",
            reason=said.get((row.submission_id, row.sheet, row.row), ""),
            **self.names.file(row.submission_id, row.sheet, row.cell),
        )


def _given(row, *words):
    """What a parked row says under the first heading that has one of these words in it."""
    for heading, text in row.values.items():
        if any(word in heading.lower() for word in words):
            return str(text)
    return ""

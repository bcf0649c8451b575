"""What a practice should look at first: at most three checks, each with its rows (B10)."""

from dataclasses import dataclass

from django.db.models import F, Sum

from activity.models import DetailRollUp
from budgets.queries.cells import NOT_GIVEN, lines_of
from budgets.queries.own import derived
from budgets.queries.shown import Check
from pbc.core import money
from pbc.core.statements import Sql, kept_for_anybody

MOST = 3
QUESTIONS = {
    "Outpatients": "Did you refer them, and are they your patients?",
    "Emergency": "Are they your patients, and could some have been cared for at home?",
    "Elective": "Are they your patients, and is the treatment right?",
}
QUESTION = "Are they your patients?"
NAMES = """
SELECT 'kind', kind.id, kind.code, kind.name, heading.name
FROM activity_pointofdelivery kind JOIN activity_heading heading ON heading.id = kind.heading_id
UNION ALL SELECT 'provider', id, code, name, '' FROM core_provider
UNION ALL SELECT 'specialty', id, code, name, '' FROM activity_specialty
"""
SAYS = ("point_of_delivery", "provider_given", "specialty_given")


def checks(found, rows_url):
    """The kinds of care furthest over their plan in the files, or the dearest where these have no
    plan; none where the person may not open rows."""
    has_plan, worst = _worst(found.stands)
    names = Names() if worst else None
    made = [_check(one, has_plan, names, rows_url) for one in worst]
    return [check for check in made if check.url]


@derived
def _worst(own):
    """(whether the files have a plan, the kinds of care furthest over it)."""
    lines = DetailRollUp.objects.filter(
        lines_of(own.spent, own.book.spend.held), year=own.book.year
    ).values(*SAYS)
    sums = lines.annotate(
        cost=Sum("actual_cost"),
        plan=Sum(F("budget") + F("savings_plan")),
        activity=Sum("actual_activity"),
        planned=Sum("plan_activity"),
        lines=Sum("rows"),
    )
    sums = list(sums)
    has_plan = any(one["plan"] for one in sums)
    for one in sums:
        one["worth"] = one["cost"] - one["plan"] if has_plan else one["cost"]
    worst = sorted(sums, key=lambda one: (-one["worth"], *map(str, map(one.get, SAYS))))
    return has_plan, [one for one in worst[:MOST] if one["worth"] > 0]


@dataclass(frozen=True)
class Point:
    """A point of delivery, and the name of the heading that it is under."""

    code: str
    name: str
    heading: str


class Names:
    """The words for codes, read in one statement."""

    def __init__(self):
        self.kinds, self.providers, self.specialties = {}, {}, {}
        named = {"provider": self.providers, "specialty": self.specialties}
        for table, key, code, name, heading in _names():
            if table == "kind":
                self.kinds[key] = Point(code, name, heading)
            else:
                named[table][code] = name


@kept_for_anybody
def _names():
    return Sql(NAMES, ())


def _check(one, has_plan, names, rows_url):
    kind = names.kinds[one["point_of_delivery"]]
    hospital = names.providers.get(one["provider_given"], one["provider_given"])
    specialty = names.specialties.get(one["specialty_given"], "")
    of = f"{specialty}: {kind.name.lower()}" if specialty else kind.name
    return Check(
        name=f"{of} at {hospital}" if hospital else of,
        url=rows_url(
            pod=kind.code,
            provider=one["provider_given"] or NOT_GIVEN,
            specialty=one["specialty_given"] or NOT_GIVEN,
        ),
        said=_said(one, has_plan),
        question=QUESTIONS.get(kind.heading, QUESTION),
        rows=one["lines"],
        worth=one["worth"],
    )


def _said(one, has_plan):
    count = money.table_pounds(one["activity"])
    if not has_plan:
        return f"{count}, {money.pounds(one['cost'])} in all"
    planned = f", planned {money.table_pounds(one['planned'])}" if one["planned"] else ""
    return f"{count}{planned}, {money.over_words(one['worth'])}"

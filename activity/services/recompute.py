"""Deriving every stored roll-up again from its lines, comparing, and replacing what differs."""

from dataclasses import dataclass, field

from django.db import connection

from activity.models import State, Submission
from pbc.core.deeds import deed

COMPARE = """
WITH derived AS (
  SELECT year, first_month, month, locality_id, practice_id, point_of_delivery_id,
    sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
    sum(actual_cost) e, count(*) n
  FROM activity_activityline WHERE submission_id = %(id)s GROUP BY 1, 2, 3, 4, 5, 6
), stored AS (
  SELECT year, first_month, month, locality_id, practice_id, point_of_delivery_id,
    plan_activity a, actual_activity b, budget c, savings_plan d, actual_cost e, "rows" n
  FROM activity_positionrollup WHERE submission_id = %(id)s
), detailed AS (
  SELECT year, first_month, month, locality_id, practice_id, point_of_delivery_id,
    sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
    sum(actual_cost) e, sum("rows") n
  FROM activity_detailrollup WHERE submission_id = %(id)s GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT 'positions', year, month, e FROM (TABLE derived EXCEPT TABLE stored) x
UNION ALL SELECT 'positions', year, month, e FROM (TABLE stored EXCEPT TABLE derived) x
UNION ALL SELECT 'detail', year, month, e FROM (TABLE derived EXCEPT TABLE detailed) x
UNION ALL SELECT 'detail', year, month, e FROM (TABLE detailed EXCEPT TABLE derived) x
"""


@dataclass
class Recomputed:
    """How many roll-ups were derived again, and in what they differed."""

    checked: int = 0
    differences: int = 0
    examples: list[str] = field(default_factory=list)


@deed
def recompute_roll_ups(*, by):
    """Derive the roll-ups of every staged or published reading again; replace those that differ."""
    result = Recomputed()
    read = (State.STAGED, State.NEEDS_REASON, State.PUBLISHED, State.WITHDRAWN)
    for submission in Submission.objects.filter(state__in=read).order_by("pk"):
        with connection.cursor() as cursor:
            cursor.execute(COMPARE, {"id": submission.pk})
            differing = cursor.fetchall()
            result.checked += 1
            result.differences += len(differing)
            result.examples += [
                f"submission {submission.pk}, {of}: month {month} of {year}, {money}"
                for of, year, month, money in differing[:3]
            ]
            if differing:
                cursor.execute("SELECT rebuild_roll_ups(%s)", [submission.pk])
    return result

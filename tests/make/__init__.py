"""Plain functions that each build one valid thing, with what it needs; a test says what matters.

Unless told otherwise everything is in Dacorum, in 2006/07, under West Hertfordshire, and known
from the start of the year. They stand by noun; tests say `make.practice(...)`.
"""

from tests.make.facts import (
    RECEIVED,
    Line,
    delivery,
    line,
    published_file,
    published_spend,
    staged_file,
    submission,
)
from tests.make.people import (
    PASSWORD,
    administrator,
    appointed,
    appointment,
    auditor,
    finance_officer,
    gp_lead,
    operator,
    person,
    practice_manager,
)
from tests.make.plans import (
    TWELFTHS,
    allocation,
    budget_entry,
    control_total,
    other_spend,
)
from tests.make.register import (
    SINCE_EVER,
    commissioner,
    group,
    heading,
    list_size,
    locality,
    membership,
    point_of_delivery,
    practice,
    provider,
    specialty,
    year,
)

__all__ = [
    "PASSWORD",
    "RECEIVED",
    "SINCE_EVER",
    "TWELFTHS",
    "Line",
    "administrator",
    "allocation",
    "appointed",
    "appointment",
    "auditor",
    "budget_entry",
    "commissioner",
    "control_total",
    "delivery",
    "finance_officer",
    "gp_lead",
    "group",
    "heading",
    "line",
    "list_size",
    "locality",
    "membership",
    "operator",
    "other_spend",
    "person",
    "point_of_delivery",
    "practice",
    "practice_manager",
    "provider",
    "published_file",
    "published_spend",
    "specialty",
    "staged_file",
    "submission",
    "year",
]

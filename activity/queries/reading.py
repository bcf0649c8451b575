"""What the child needs to know to read a file, as plain data."""

from collections import defaultdict

from django.conf import settings

from activity.models import DefaultPracticeCode, PointOfDelivery, Specialty
from activity.queries import assignments, coverage
from pbc.core.models import FinancialYear, Locality, Practice, PracticeLocality, Provider


def needed_to_read(submission, known_on):
    """The years held, the register, the code tables and hand work, for one submission."""
    delivery, said = submission.delivery, coverage.decision(submission)
    expected = delivery.expected_year and {
        "year": delivery.expected_year,
        "month": delivery.expected_month,
    }
    return {
        "submission": submission.pk,
        "file_name": delivery.file_name,
        "years": list(FinancialYear.objects.order_by("year").values_list("year", flat=True)),
        "expect": expected or None,
        "covers": said.slices if said else None,
        "practices": _practices(known_on),
        "localities": list(Locality.objects.values("id", "code", "name").order_by("code")),
        "providers": dict(Provider.objects.values_list("code", "pk")),
        "specialties": dict(Specialty.objects.values_list("code", "pk")),
        "points_of_delivery": list(
            PointOfDelivery.objects.values("id", "code", "name", "aliases").order_by("pk")
        ),
        "default_codes": list(DefaultPracticeCode.objects.values_list("code", flat=True)),
        "feed": submission.feed.code if submission.feed else None,
        "assignments": assignments.to_apply(known_on),
        "coverage_share": str(settings.PBC_COVERAGE_SHARE),
        "cost_limit": str(settings.PBC_COST_LIMIT),
    }


def _practices(known_on):
    places = defaultdict(list)
    for row in PracticeLocality.objects.known_on(known_on).order_by("from_date"):
        places[row.practice_id].append(
            {
                "id": row.locality_id,
                "from": row.from_date.isoformat(),
                "to": row.to_date and row.to_date.isoformat(),
            }
        )
    return [
        {
            "id": practice.pk,
            "code": practice.code,
            "name": practice.name,
            "opened": None,
            "closed": None,
            "localities": places[practice.pk],
        }
        for practice in Practice.objects.order_by("code")
    ]

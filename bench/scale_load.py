"""What `bench.scale` takes in: years of one county, one county alone, and others beside it."""

import sys
import time

NEWEST = 2006  # the last of the years, ending with March 2007


def _tell(words, began):
    print(f"{words}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


def load_years(asked):
    """Every month of some years of the county; {"took": {year: seconds of each import}}."""
    from bench import at_work, two_years
    from pbc.core import periods
    from pbc.core.clock import today
    from pbc.core.services import operator

    by, took, began = operator(), {}, time.perf_counter()
    span = range(NEWEST + 1 - asked.years, NEWEST + 1)
    two_years.register(asked.folder / "reference", today(), by, tuple(span))
    for year in span:
        took[year] = [
            two_years.publish(asked.folder, year, month, today(), by) for month in periods.MONTHS
        ]
        _tell(periods.year_name(year), began)
    at_work.load(by, today())
    two_years.analyze()
    two_years.people()
    return {"took": took}


def load_alone(asked):
    """A county's months."""
    from bench import at_work, two_years
    from pbc.core.clock import today
    from pbc.core.services import operator

    by, began = operator(), time.perf_counter()
    two_years.SPECIALTIES = two_years.SPECIALTIES[:1]
    two_years.register(asked.folder / "reference", today(), by, (NEWEST,))
    for month in range(1, asked.months + 1):
        two_years.publish(asked.folder, NEWEST, month, today(), by)
    at_work.load(by, today())
    two_years.analyze()
    two_years.people()
    _tell("one county loaded", began)
    return {}


def load_england(asked):
    """The same with the other counties beside it; {"loaded": seconds}."""
    from activity.models import Submission
    from bench import at_work, two_years
    from bench import england as others
    from pbc.core.clock import today
    from pbc.core.models import Group
    from pbc.core.services import operator

    by, began, numbers = operator(), time.perf_counter(), range(1, asked.counties)
    load_alone(asked)
    readings = list(Submission.objects.order_by("pk"))
    folder = asked.folder / "reference-england"
    two_years.register(folder, today(), by, (NEWEST,), range(asked.counties))
    _tell("register and budgets", began)
    known = others.ids()
    for reading in readings:
        others.copy_month(reading, numbers, known, by)
        _tell(f"{len(numbers)} counties published beside {reading.delivery}", began)
    others.people(numbers)
    at_work.load(by, today(), Group.objects.filter(body=None))
    _tell("people, and what groups do", began)
    two_years.analyze()
    return {"loaded": time.perf_counter() - began}

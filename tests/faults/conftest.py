import os
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.faults import story
from tests.faults.runs import Bench

# Minutes long, so only in the long form.
collect_ignore = [] if os.environ.get("PBC_FAULTS") == "all" else ["test_workers.py"]


@pytest.fixture(scope="session")
def bench_for(django_db_setup, django_db_blocker):
    """Make the place where one way to import is broken: copies of a prepared database."""

    @contextmanager
    def made(subject):
        with django_db_blocker.unblock():
            connection.close()
            bench = Bench(connection.settings_dict["NAME"], subject)
            try:
                yield bench
            finally:
                bench.close()

    return made


@pytest.fixture(scope="module")
def bench(bench_for):
    """Where our import is broken."""
    with bench_for(story) as made:
        yield made

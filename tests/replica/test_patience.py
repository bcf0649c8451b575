"""A page may ask a replica for as long as any page may ask; one statement may not be silent so
long, and what is then asked of the primary has its whole patience again."""

import psycopg2
import pytest
from django.db import connection

from pbc import patience


@pytest.fixture
def asks():
    """Asks the database something that takes so many seconds, and waits as a page does."""
    parts = connection.get_connection_params()
    where = {name: parts[name] for name in ("host", "port", "user", "dbname") if parts.get(name)}
    one = psycopg2.connect(**where, async_=True)
    patience.wait(one)

    def asked(seconds):
        with one.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])
            patience.wait(one)
            return cursor.fetchall()

    patience.mine.used = 0.0
    yield asked
    one.close()
    patience.mine.used = 0.0


@pytest.mark.django_db
def test_several_statements_may_take_longer_than_one_may_be_silent(asks):
    with patience.at_most(600, each=20):
        for _ in range(3):
            patience.mine.used += 15
            asks(0.01)

    with patience.at_most(600, each=0.2), pytest.raises(patience.Silent):
        asks(30)
    assert not patience.Silence.holds  # the other server is no more silent for that


@pytest.mark.django_db
def test_what_is_read_once_more_has_its_whole_patience(asks):
    with patience.at_most(patience.WHOLE):
        patience.mine.used += patience.WHOLE
        with pytest.raises(patience.Silent):
            asks(0.01)
    assert patience.mine.used >= patience.WHOLE

    patience.afresh()

    assert patience.mine.used == 0.0

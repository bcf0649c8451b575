"""A replica that is further behind than it may be is passed over, by what the primary wrote."""

from tests.network.conftest import within
from tests.replica.pages import page_is_from_the_replica, paused, says
from tests.replica.servers import does

BEHIND = 2  # seconds that it may be behind here


def test_a_replica_that_is_late_is_passed_over_until_it_has_caught_up(site, replica):
    with paused(replica):
        does(replica.primary, "SELECT txid_current()")  # something is written that it has not
        late = f"not read, it is more than {BEHIND} seconds behind"

        within(60, lambda: not page_is_from_the_replica(site, replica))
        within(60, lambda: says(site) == late)
        assert not page_is_from_the_replica(site, replica)

    replica.catches_up()
    within(30, lambda: page_is_from_the_replica(site, replica))

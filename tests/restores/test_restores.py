"""A site whose log is shipped as docs/operators.md says is lost at moments drawn by a seed, and had
back: the newest there is, and as it was at a moment before (R8)."""

import os
import random
import statistics

from tests.restores.conftest import RESTORES
from tests.restores.drilling import Drills

SEED = int(os.environ.get("PBC_SEED", "1848"))
# The long form waits until the log goes by itself, up to three quarters of a minute each time.
WAITS = RESTORES > 1
MINUTE = 60  # at most, says the guide


def test_a_lost_machine_is_had_back_as_it_was_by_the_recipe_of_the_guide_r8(site, machine):
    drills = Drills(site, machine, random.Random(SEED), WAITS)
    assert 0 < machine.closes_log_after() < MINUTE

    found = []
    for number in range(RESTORES):
        found.append(drills.drill())
        print(f"\n{number + 1}. {found[-1]}", end="", flush=True)
    lost = [one.lost for one in found]
    seconds = [second for one in found for second in (one.newest, one.earlier)]
    print(f"\n{RESTORES} losses and {len(seconds)} restores, seed {SEED}:")
    print(f"{_spread(lost)} lost, open again after {_spread(seconds)}")

    machine.archives()  # what is written from now on, too
    assert machine.recipe.not_tried() == []


def _spread(seconds):
    return f"{min(seconds):.1f} to {max(seconds):.1f} s (median {statistics.median(seconds):.1f})"

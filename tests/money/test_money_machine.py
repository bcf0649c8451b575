"""M1: whatever is done in whatever order, every total is what a second set of books says.

The short walk of `make test` is the same each time, so that a change that breaks it is to blame.
`make test-long` walks 5,000 steps where chance leads, `PBC_STEPS=100000 make test-long` as many
as are said; `PBC_SEED` repeats a walk, `PBC_SHRINK=0` shows a failing one as it was, and
`PBC_WALK` says after how many steps the county begins anew.
"""

import os
import random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.money import county
from tests.money.machine import DONE, Months

A_WALK = int(os.environ.get("PBC_WALK", "20"))
A_SHORT_WALK, ITS_SEED = 200, 20070313
STEPS = int(os.environ.get("PBC_STEPS", A_SHORT_WALK))
CHANCE_SEED = ITS_SEED if STEPS == A_SHORT_WALK else random.SystemRandom().randrange(2**32)
SEED = int(os.environ.get("PBC_SEED") or CHANCE_SEED)
SHRINKS = os.environ.get("PBC_SHRINK", "1") == "1"


def test_every_total_is_what_a_second_set_of_books_says(db):
    print(f"PBC_SEED={SEED}")  # noqa: T201 a walk that fails is repeated by it
    county.build()

    run_state_machine_as_test(
        seed(SEED)(Months),
        settings=settings(
            max_examples=max(1, STEPS // A_WALK),
            stateful_step_count=A_WALK,
            deadline=None,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if SHRINKS else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )

    print(dict(DONE))  # noqa: T201
    assert DONE["PUBLISHED"] > STEPS // 20

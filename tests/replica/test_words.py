"""How a replica stands is said in words, and what to do where something is wrong."""

import pytest

from pbc import replica
from pbc.replica import Standing, in_words


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0 seconds"), (1.2, "1 second"), (7.6, "8 seconds")]
)
def test_how_far_it_is_behind_is_said_in_words_h02(seconds, said):
    shown = in_words(Standing("", is_near=True, seconds=seconds))

    assert shown.sentence == f"It is {said} behind, and pages of figures are read from it."
    assert shown.what_to_do == ""


@pytest.mark.parametrize(
    ("why", "what"),
    [
        (replica.FOLLOWS_NOBODY, "point DATABASE_URL at it and stop the old one"),
        (replica.OF_ANOTHER, "Let PBC_DATABASE_REPLICA_URL name a replica"),
        (replica.OF_ANOTHER_LINE, "After a failover wait five minutes"),
        ("it is more than 10 seconds behind", "See that it runs"),
    ],
)
def test_each_reason_says_what_to_do_h02(why, what):
    assert in_words(Standing(why)).sentence == f"It is not read: {why}."
    assert what in in_words(Standing(why)).what_to_do


def test_what_one_page_found_well_does_not_end_the_rest_that_a_fault_gave_it(monkeypatch):
    monkeypatch.setattr(replica.Trouble, "why", "")
    monkeypatch.setattr(replica.Trouble, "until", 0.0)

    replica.Trouble.note("it does not answer", alone=600)
    replica.Trouble.note("")

    assert replica.Trouble.rests()
    assert replica.Trouble.why == "it does not answer"

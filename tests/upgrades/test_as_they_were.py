"""R9: the way back puts every function of a name back, and none is left out unseen."""

import pytest

from activity import moves_sql
from pbc.core import guards


def test_functions_of_one_name_and_other_arguments_are_all_put_back_r9():
    back = guards.as_they_were(moves_sql.FOLLOWS, "check_pointer")

    assert back.count("CREATE OR REPLACE FUNCTION check_pointer(") == 2
    assert "pointers_follow_state" not in back


def test_a_function_that_the_text_has_not_is_said_r9():
    with pytest.raises(KeyError, match="guard_move"):
        guards.as_they_were(moves_sql.FOLLOWS, "check_pointer", "guard_move")

"""What each deed is called where somebody reads what a person did (H01)."""

import ast

from pbc.core.people.deeds_in_words import IN_WORDS, in_words
from tests.test_architecture import MODULES


def is_deed(function):
    """Whether a function is decorated as one."""
    return "deed" in [ast.unparse(one).rpartition(".")[2] for one in function.decorator_list]


def deeds():
    """The name of every deed of the house, as the audit has it."""
    return {
        one.name
        for tree in MODULES.values()
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        and any(
            ast.unparse(decorator) in ("deed", "deeds.deed") for decorator in one.decorator_list
        )
    }


def test_every_deed_of_the_house_has_words_and_no_others_have_h01():
    assert deeds() - set(IN_WORDS) == set()
    assert set(IN_WORDS) - deeds() == set()


def test_words_of_deeds_are_sentences_and_no_code_h01():
    assert [name for name, said in IN_WORDS.items() if "_" in said or not said[0].isupper()] == []


def test_a_deed_of_before_that_is_gone_is_said_by_its_name_h01():
    assert in_words("tidy_away") == "Tidy away"

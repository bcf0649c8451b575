"""Blanks of a kept statement: what is another thing each time, and is filled in as it is sent.

A statement is put together with stand-ins in the blanks, each of which comes nowhere else, and
what stands for one among its parameters is replaced by what is asked for. A stand-in that is not
found again as it was put in is refused: the statement would always ask for the stand-in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

WORD = "qzxblank{}zxq"
A_WORD = re.compile(WORD.format("([0-9]+)"))
LIKE = "%"  # at an end of a parameter that is compared by LIKE
FIRST_MOMENT = datetime(1601, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
FIRST_DAY = date(1601, 2, 3)
FIRST_NUMBER = -9_100_000_000_000_000_000  # of the 64 bits of an id
# What stands in one place is no other's a few days, or a few numbers, on: a function that counts on
# from a blank is a fault that shows where it is checked, and has not the value of its neighbour.
APART, MANY = timedelta(days=3000), 1_000_000_000


@dataclass(frozen=True)
class Words:
    """What somebody typed as a blank: so many words, of letters and digits, with one space between
    them. How many there are is a part of a statement that looks for each."""

    text: str

    @classmethod
    def of(cls, text):
        """Words of a text, or None where it has signs that may count in a statement: quotes, a
        minus, or nothing but a number. Nor where one comes twice, which is asked for once."""
        words = text.split(" ")
        plain = all(re.fullmatch(r"\w+", word) and not word.isdigit() for word in words)
        return cls(text) if plain and len(words) == len({*words}) else None


class Id(int):
    """The id of a row as a blank. Other numbers are none: how many rows are asked for is in the
    words of a statement."""


def kind(value):
    """What a blank is known by in a key: no more of the value than a statement may hang on."""
    if isinstance(value, Words):
        return Words, len(value.text.split(" "))
    if isinstance(value, tuple):
        return tuple, not value  # among none nothing is found, and nothing is asked
    return type(value)


def stand_in(place, value):
    """What stands for a value in this place."""
    match value:
        case Words():
            many = len(value.text.split(" "))
            return " ".join(WORD.format(100 * place + number) for number in range(many))
        case datetime():
            return FIRST_MOMENT + place * APART
        case date():
            return FIRST_DAY + place * APART
        case str():
            return WORD.format(100 * place)
        case Id():
            return FIRST_NUMBER - place * MANY
        case tuple():  # of ids, which are asked for by `among`
            return value and (FIRST_NUMBER - place * MANY,)
    raise TypeError(f"No blank can hold {value!r}")


def plain(value):
    """What is asked with, of a blank that is filled."""
    if isinstance(value, Words):
        return value.text
    return int(value) if isinstance(value, Id) else value


@dataclass(frozen=True)
class Blank:
    """Where a parameter has something to be filled in, and how that is made of what is asked."""

    at: int
    fill: Callable[[dict], Any]


def blanks(sql, parameters, stand_ins):
    """The Blanks among the parameters of a statement put together with these stand-ins.

    Raises TypeError where one of them has vanished, or was changed on its way.
    """
    words = {one for each in stand_ins if isinstance(each, str) for one in each.split(" ")}
    others = {each for each in stand_ins if not isinstance(each, str)}
    if hidden := _within(sql, words | others):
        raise TypeError(f"A blank stands in the words of a statement: {hidden}")
    found, met = [], set()
    for at, parameter in enumerate(parameters):
        here = _stands_in(parameter, words, others)
        if here != _within(parameter, words | others):
            raise TypeError(f"A blank was changed, or is a part of something: {parameter!r}")
        if here:
            found.append(Blank(at, _filler(parameter)))
        met |= here
    if met != words | others:
        raise TypeError(f"A blank is not to be found again: {words | others - met}")
    return tuple(found)


def _stands_in(parameter, words, others):
    """The stand-ins of which a parameter is made as they were put in."""
    if isinstance(parameter, str):
        return words & {one[0] for one in A_WORD.finditer(parameter)}
    here = _one_value(parameter)
    return {one for one in others if type(one) is type(here) and one == here}


def _one_value(parameter):
    """A parameter, several ids in one as they were asked for."""
    return tuple(parameter) if isinstance(parameter, list) else parameter


def _within(parameter, stand_ins):
    """The stand-ins that are anywhere in something, however they came to be there."""
    said = repr(parameter).casefold()
    return {one for one in stand_ins if _as_said(one).casefold() in said}


def _as_said(stand_in):
    if isinstance(stand_in, tuple):
        return repr(stand_in[0])
    return stand_in if isinstance(stand_in, str) else repr(stand_in)


def _filler(parameter):
    """Fills the words of a text; where they are compared by LIKE, the signs of LIKE in them are
    letters. Anything else is a blank by itself."""
    if isinstance(parameter, list):
        return lambda values: [*values[_one_value(parameter)]]
    if not isinstance(parameter, str):
        return lambda values: values[parameter]
    is_like = parameter.startswith(LIKE) or parameter.endswith(LIKE)

    def fill(values):
        def word(found):
            value = values[found[0]]
            return connection.ops.prep_for_like_query(value) if is_like else value

        return A_WORD.sub(word, parameter)

    return fill


def filled(parameters, found, stand_ins, values):
    """The parameters with what is asked for in their blanks."""
    if not found:
        return parameters
    known = {}
    for standing, value in zip(stand_ins, values, strict=True):
        if isinstance(value, Words):
            known.update(zip(standing.split(" "), value.text.split(" "), strict=True))
        else:
            known[standing] = plain(value)
    whole = list(parameters)
    for one in found:
        whole[one.at] = one.fill(known)
    return tuple(whole)

"""Whether a regular expression can take a time without bounds: by its structure, not by a clock.

The engine of Python goes back over all ways in which a pattern can be cut. There are without
bounds many where what is repeated is itself repeated, as in (a+)+, or where two ways of a
repetition begin alike, as in (a|a)*; a character between the two that neither can be tells the
engine where to cut. The square of a length is left: every field, line and cell that is looked at
has a longest length.

Not seen: a choice whose way is several times another one, (aa|a)*; a group that points back;
letters that are alike but for their case; repetitions of up to FEW in each other or in a row.
"""

import re
from re import _constants as kinds
from re import _parser as parser

ALPHABET = [chr(code) for code in range(0x250)]  # Latin letters, figures and signs
REPEATS = {kinds.MAX_REPEAT, kinds.MIN_REPEAT}
FEW = 20  # repetitions at the most of what is not without bounds
IS = {
    kinds.CATEGORY_DIGIT: str.isdigit,
    kinds.CATEGORY_SPACE: str.isspace,
    kinds.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
}
IS_NOT = {
    kinds.CATEGORY_NOT_DIGIT: kinds.CATEGORY_DIGIT,
    kinds.CATEGORY_NOT_SPACE: kinds.CATEGORY_SPACE,
    kinds.CATEGORY_NOT_WORD: kinds.CATEGORY_WORD,
}


def without_bounds(pattern):
    """The parts of a pattern of which there are without bounds many ways to cut a text."""
    return [*_found(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))]


def _found(items):
    for kind, said in items:
        if kind in REPEATS:
            _, most, inside = said
            if most > FEW and _can_be_cut_anywhere(inside):
                yield str(inside)
        for inner in _inside(kind, said):
            yield from _found(inner)


def _inside(kind, said):
    """The parts that a part is made of."""
    if kind in REPEATS:
        return [said[2]]
    if kind is kinds.BRANCH:
        return said[1]
    if kind is kinds.SUBPATTERN:
        return [said[3]]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [said[1]]
    if kind is kinds.POSSESSIVE_REPEAT:
        return [said[2]]
    # Until it has found its text the engine goes back inside these as well.
    return [said] if kind is kinds.ATOMIC_GROUP else []


def _can_be_cut_anywhere(body):
    """Whether what is repeated holds a repetition that nothing divides from the next one."""
    ways = _ways(body)
    return any(_is_loose(way) for way in ways) or _begin_alike(ways) or _is_twice(body)


def _is_twice(body):
    """Whether a choice has the same way twice, or nothing at all by two ways; what all ways begin
    with stands before it."""
    for kind, said in body:
        if kind is kinds.BRANCH:
            empty = sum(way.getwidth()[0] == 0 for way in said[1])
            if empty > 1 or len({str(way) for way in said[1]}) < len(said[1]):
                return True
        if any(_is_twice(inner) for inner in _inside(kind, said)):
            return True
    return False


def _ways(body):
    """The ways in which what is repeated can go: one, but for a choice."""
    if len(body) == 1 and body[0][0] is kinds.SUBPATTERN:
        return _ways(body[0][1][3])
    if len(body) == 1 and body[0][0] is kinds.BRANCH:
        return [way for one in body[0][1][1] for way in _ways(one)]
    return [body]


def _is_loose(way):
    inner = [_all_of(said[2]) for kind, said in way if kind in REPEATS and said[1] > FEW]
    fixed = [_all_of([one]) for one in way if one[0] not in REPEATS and _is_something(*one)]
    return any(not any(between.isdisjoint(one) for between in fixed) for one in inner)


def _is_something(kind, said):
    """Whether a part takes a character in every way."""
    inside = _inside(kind, said)
    return all(one.getwidth()[0] for one in inside) if inside else bool(_letters([(kind, said)]))


def _begin_alike(ways):
    """Whether two of these ways can take the same text, so far that what follows does not tell."""
    firsts = set().union(*(_all_of(way[:1]) for way in ways))
    pairs = ((one, other) for at, one in enumerate(ways) for other in ways[:at])
    return any(_are_alike(*sorted(pair, key=len), firsts) for pair in pairs)


def _are_alike(short, long, firsts):
    letters = [[_letters([one]) for one in way] for way in (short, long)]
    if not all(map(all, letters)):  # not a row of single characters
        return not _all_of(short[:1]).isdisjoint(_all_of(long[:1]))
    if any(one.isdisjoint(other) for one, other in zip(*letters, strict=False)):
        return False
    return len(short) == len(long) or not letters[1][len(short)].isdisjoint(firsts)


def _all_of(items):
    """Every character that these parts may take."""
    found = set()
    for kind, said in items:
        found |= _letters([(kind, said)])
        for inner in _inside(kind, said):
            found |= _all_of(inner)
    return found


def _letters(items):
    """The characters of a part that is one character; none for any other."""
    [(kind, said)] = items
    if kind is kinds.LITERAL:
        return {chr(said)}
    if kind is kinds.NOT_LITERAL:
        return {*ALPHABET} - {chr(said)}
    if kind is kinds.ANY:
        return {*ALPHABET}
    return {one for one in ALPHABET if _is_in(one, said)} if kind is kinds.IN else set()


def _is_in(letter, said):
    negated = said[0][0] is kinds.NEGATE
    return negated != any(_is_one(letter, *one) for one in said[negated:])


def _is_one(letter, kind, said):
    if kind is kinds.LITERAL:
        return ord(letter) == said
    if kind is kinds.RANGE:
        return said[0] <= ord(letter) <= said[1]
    return IS[said](letter) if said in IS else not IS[IS_NOT[said]](letter)

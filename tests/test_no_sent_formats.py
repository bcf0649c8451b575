"""Nothing that was sent is a format, which what fills it in could reach through: not of format(),
not of the sign %, not of the log. Looked for in the code itself."""

import ast
import re

import pytest

from tests.test_architecture import MODULES
from tests.test_no_dangerous_calls import is_constant

# What is filled in that is no constant by its name, and what it is.
FORMATS_OF_THE_CODE = {
    "activity.views.deliveries kind": "of a list of the module",
    "budgets.queries.news does": "of a table of the module",
    "meetings.decisions.views text": "of a table of the module",
    "meetings.records.services.writing NAMELESS[matter.kind]": "of a table of the module",
    "pbc.core.changes newest": "written in the function",
    "pbc.core.guards again": "written in the function",
    "pbc.core.news DEEDS.get(deed, OTHER)": "of a table of the module",
    "pbc.core.people.history sentence": "of a table of the module",
    "pbc.core.reference KNOWN[cause.pgcode]": "of a table of the module",
    "pbc.core.registers.views.practices heading": "given by the views of the module",
    "pbc.logs super()": "no format: it makes the text of an entry",
}
# What stands left of the sign % and is neither a constant nor seen to be a number, and what it is.
LEFT_OF_THE_SIGN = {
    "activity.ingest.known first.month": "of a date",
    "activity.ingest.nhs_numbers check": "eleven less a remainder",
    "meetings.diary.days time.hour": "of a time of day",
    "meetings.events.places number": "a number of places",
    "meetings.minutes.days hour": "a number, made of what matched",
    "meetings.nominations.terms number": "a number of months",
    "pbc.core.finding number": "of enumerate",
    "pbc.core.periods number": "a number of months",
    "pbc.core.values year": "the number of a year",
    "pbc.demonstration.chance drawn": "a number drawn",
    "pbc.demonstration.spending wobble(999, line.care, month, 'found')": "a number drawn",
    "pbc.logs str(record.msg)": "what a line of the log is made of, which is looked at below",
}
OF_A_LOG = ("log", "warn", "debug", "info", "warning", "error", "exception", "critical", "fatal")


def test_nothing_that_was_sent_is_a_format():
    formats = {f"{name} {ast.unparse(one)}" for name, one in formats_of(MODULES)}

    assert formats == set(FORMATS_OF_THE_CODE)


@pytest.mark.parametrize(
    "code",
    [
        "said.format(name)",
        "request.POST[NAME].format(x)",
        "request.META['HTTP_HOST'].format(x)",
        "str.format(said, name)",
        "[*map(said.format_map, names)]",
        "format(number, said)",
        "format(number, request.GET['as'])",
        "f'{number:{said}}'",
        "f'{number:>{request.GET[WIDTH]}}'",
    ],
)
def test_a_format_that_is_no_constant_is_seen(code):
    assert [*formats_of({"planted": ast.parse(code)})] != []


@pytest.mark.parametrize("code", ["'{}'.format(said)", "TEXT.format(x)", "format(x, ',')"])
def test_a_constant_that_is_a_format_is_known(code):
    assert [*formats_of({"planted": ast.parse(code)})] == []


def formats_of(modules):
    """What is used as a format and may be a text that was sent: (module, what)."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            for one in formats_in(node):
                if not isinstance(one, ast.Constant) and not is_constant(one) and not is_sum(one):
                    yield name, one


def formats_in(node):
    """What a node takes as a format: of a method, of format(), behind the colon of an f-string."""
    if isinstance(node, ast.Attribute) and node.attr in ("format", "format_map"):
        return [node.value]
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "format":
        return node.args[1:]
    if isinstance(node, ast.FormattedValue) and node.format_spec:
        return [
            getattr(one, "value", one)
            for one in node.format_spec.values
            if isinstance(one, ast.FormattedValue)
        ]
    return []


def test_nothing_that_was_sent_is_a_format_of_the_sign():
    """What stands left of % is a constant, or a number; each other by its name, with the reason."""
    left = {f"{name} {ast.unparse(one)}" for name, one in lefts_of_the_sign(MODULES)}

    assert left == set(LEFT_OF_THE_SIGN)


@pytest.mark.parametrize(
    "code",
    [
        "said % name",
        "said %= name",
        "(said + name) % 1",
        "(said * 2) % 1",
        "f'{said} %s' % name",
        "self.said % name",
        "request.POST['said'] % name",
        "request.META['HTTP_HOST'] % x",
        "request.POST[NAME] % x",
        "('%s' + said) % name",
        "said.strip() % name",
    ],
)
def test_a_format_of_the_sign_that_is_no_constant_is_seen(code):
    assert [*lefts_of_the_sign({"planted": ast.parse(code)})] != []


@pytest.mark.parametrize("code", ["'%s of %s' % said", "b'%b' % said", "SAID % name", "3 % n"])
def test_a_constant_and_a_number_left_of_the_sign_are_known(code):
    assert [*lefts_of_the_sign({"planted": ast.parse(code)})] == []


def lefts_of_the_sign(modules):
    """What stands left of a %, where it may be a text that was sent: (module, what)."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            if not isinstance(getattr(node, "op", None), ast.Mod):
                continue
            left = node.left if isinstance(node, ast.BinOp) else node.target
            if not isinstance(left, ast.Constant) and not is_constant(left) and not is_sum(left):
                yield name, left


def is_sum(node):
    """Whether a text cannot be the outcome: a difference, a number put to something, a count."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in ("int", "len", "sum")
    if not isinstance(node, ast.BinOp):
        return False
    parts = (node.left, node.right)
    numbers = [isinstance(one, ast.Constant) and isinstance(one.value, int) for one in parts]
    return isinstance(node.op, ast.Sub) or (isinstance(node.op, ast.Add) and any(numbers))


def test_what_is_said_to_the_log_is_a_constant():
    """The log fills in what follows by the sign %: what was sent stands there alone."""
    assert [(name, ast.unparse(one)) for name, one in said_to_a_log(MODULES)] == []


@pytest.mark.parametrize(
    "code",
    [
        "log.warning(said)",
        "log.log(level, said)",
        "log.info(msg=said)",
        "log.error(request.POST[NAME], x)",
        "log.error(f'{said} %s', x)",
        "log.error(*said)",
        "self.log.info(said)",
        "logger.debug('%s' + said)",
        "logging.getLogger('x').warning(said)",
        "getLogger('x').warning(said)",
        "say = log.warning",
        "from logging import warning as say",
    ],
)
def test_what_is_no_constant_and_said_to_a_log_is_seen(code):
    assert [*said_to_a_log({"planted": ast.parse(code)})] != []


@pytest.mark.parametrize("code", ["log.info('%s', said)", "log.log(level, SAID, x)", "math.log(x)"])
def test_a_constant_that_is_said_to_a_log_is_known(code):
    assert [*said_to_a_log({"planted": ast.parse(code)})] == []


def said_to_a_log(modules):
    """What may be a text that was sent where a log takes a format, and what would hide one:
    (module, what)."""
    for name, tree in modules.items():
        called = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called[node.func] = node
            elif takes(node, "logging", {*OF_A_LOG, "*"}):
                yield name, node
        for node in filter(is_of_a_log, ast.walk(tree)):
            said = message_of(called[node]) if node in called else None
            if not isinstance(said, ast.Constant) and not is_constant(said):
                yield name, called.get(node, node)


def takes(node, module, names):
    """Whether it imports one of these names from the module."""
    is_of = isinstance(node, ast.ImportFrom) and node.module == module
    return is_of and not names.isdisjoint(one.name for one in node.names)


def is_of_a_log(node):
    """Whether it is what writes to a log: of whatever has a log in its name."""
    is_one = isinstance(node, ast.Attribute) and node.attr in OF_A_LOG
    return is_one and re.search("log", ast.unparse(node.value), re.IGNORECASE)


def message_of(call):
    """The format that a call of a log is given, or None."""
    named = [one.value for one in call.keywords if one.arg == "msg"]
    given = call.args[call.func.attr == "log" :]
    return (given or named or [None])[0]


def test_the_sign_has_no_other_name_in_the_code():
    """No operator.mod, no `__mod__`, no Formatter of the library, whose formats nobody sees."""
    assert {f"{name} {ast.unparse(one)}" for name, one in other_signs(MODULES)} == {
        "pbc.logs logging.Formatter"  # which makes the text of an entry
    }


@pytest.mark.parametrize(
    "code",
    [
        "operator.mod(said, x)",
        "[*map(operator.mod, said, x)]",
        "from operator import mod as m",
        "from operator import *",
        "said.__mod__(x)",
        "string.Formatter().vformat(said, (), x)",
        "from string import Formatter as F",
    ],
)
def test_another_name_of_the_sign_is_seen(code):
    assert [*other_signs({"planted": ast.parse(code)})] != []


def other_signs(modules):
    """Whatever else fills in a format, called, passed on or imported: (module, what)."""
    other = {"mod", "imod", "__mod__", "__rmod__", "__imod__", "vformat", "Formatter"}
    imported = other | {"*"}
    for name, tree in modules.items():
        for node in ast.walk(tree):
            is_taken = takes(node, "operator", imported) or takes(node, "string", imported)
            if is_taken or getattr(node, "attr", None) in other:
                yield name, node

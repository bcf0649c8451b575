"""What the code never does with what is sent to it, looked for in the code itself: the shell, text
that is run, SQL that is put together, unsafe formats, weak hashes, calls to other machines. What
is filled in by words that were sent is looked for in test_no_sent_formats."""

import ast
import re
import subprocess
import sys

from django.conf import settings

from tests.test_architecture import MODULES, NAMES, PATHS

ROOT = settings.BASE_DIR
APPS = ("pbc", "activity", "meetings", "budgets")
# exec, eval, pickle, marshal, unsafe YAML, a shell, SQL put together, extra(), RawSQL, Jinja that
# does not escape, mark_safe, XML parsers that follow entities, MD5, SHA-1, TLS unchecked, chance.
RULES = """
S102 S307 S301 S302 S506 S602 S604 S605 S606 S608 S610 S611 S701 S308 S313 S314 S315 S316 S317 S318
S319 S324 S323 S501 S311
"""
# Where one of them is right, and why.
RIGHT = {
    "budgets/migrations/0009_stamp.py S608": "names of tables of ours, as the models had them",
    "budgets/migrations/0010_stamp_by_numbers.py S608": "the same",
    "pbc/core/templatetags/words.py S308": "a page that is escaped already",
}
# What speaks to another machine, and to which.
SPEAKS = {
    "pbc.core.bounces.mailbox": "the mailbox of the settings",
    "pbc.core.mail": "the mail server of the settings",
    "pbc.core.openid.asking": "the sign-in service of the settings",
    "pbc.core.scanner": "the scanner of the settings",
    "pbc.limits": "the broker of the settings",
    "pbc.embedded.processes": "a socket file of our own",
    "pbc.embedded.valkey": "a socket file of our own",
    "pbc.management.commands.run": "this machine, to see whether the page comes",
}
OF_PATTERNS = (
    *("compile", "search", "match", "fullmatch", "sub", "subn"),
    *("split", "findall", "finditer"),
)
# Modules in which a pattern is put together of names in small letters, and what those are.
PATTERNS_OF_THE_CODE = {
    "activity.ingest.headings": "words of a table of the module",
    "activity.ingest.months": "shapes of a list of the module",
    "activity.ingest.scan": "the prefix of a sheet, escaped, and parts of the module",
    "meetings.minutes.actions": "forms of a list of the module",
    "meetings.minutes.headings": "forms of a list of the module",
    "pbc.core.blanks": "a word of the module",
    "pbc.core.explaining": "the words of the glossary, escaped",
}
NAMED = (ast.Name, ast.Attribute)
NETWORK = re.compile(r"^(urllib\.request|http\.client|requests|httpx|aiohttp|ftplib|socket|imaplib|"
                     r"smtplib|poplib|telnetlib|xmlrpc|paramiko|redis)\b")  # fmt: skip
CRYPTOGRAPHY = re.compile(r"^(hashlib|hmac|secrets|cryptography|django\.core\.signing|"
                          r"django\.core\.import_signing|django\.utils\.crypto)\b")  # fmt: skip


def imported(pattern):
    """The modules that import what a pattern names."""
    found = set()
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{one.name}" for one in node.names]
            else:
                continue
            if any(pattern.match(one) for one in names):
                found.add(name)
    return found


def calls_of(*names):
    """Calls of a method or function with one of these names: (module, the call)."""
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in names:
                yield name, node


def test_no_shell_no_evaluated_text_no_sql_put_together_no_unsafe_format():
    command = ["-m", "ruff", "check", "--select", ",".join(RULES.split()), "--ignore-noqa"]
    command += ["--output-format", "concise", "--no-cache", *APPS]

    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)

    found = re.findall(r"^(\S+?):\d+:\d+: (S\d+)", done.stdout, re.MULTILINE)
    assert {f"{path} {rule}" for path, rule in found} == set(RIGHT), done.stdout + done.stderr


def test_no_template_is_made_of_text():
    assert [(name, ast.unparse(call)) for name, call in calls_of("Template", "from_string")] == []


def test_no_form_takes_whatever_fields_a_table_has():
    text = {name: path.read_text() for name, path in zip(NAMES, PATHS, strict=True)}

    assert [
        name for name, code in text.items() if re.search(r"\bModelForm\b|modelform_", code)
    ] == []
    assert [
        name for name, code in text.items() if re.search(r"\*\*request\.(POST|GET|FILES)", code)
    ] == []


def test_nothing_that_was_sent_is_a_pattern_unless_it_was_escaped():
    """What goes into a pattern is a constant, by its name, or went through re.escape."""
    odd = {name for name, call in calls_of(*OF_PATTERNS) if is_of_re(call) and not is_known(call)}

    assert odd == set(PATTERNS_OF_THE_CODE)


def is_of_re(call):
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re"


def is_known(call):
    """Whether the pattern is written there, of constants and of what was escaped."""
    pattern = call.args[0]
    if isinstance(pattern, ast.JoinedStr):
        parts = [one.value for one in pattern.values if isinstance(one, ast.FormattedValue)]
        return all(is_constant(one) or ast.unparse(one).startswith("re.escape(") for one in parts)
    return isinstance(pattern, ast.Constant) or is_constant(pattern)


def is_constant(node):
    """A constant of a module, by its own name: what is taken out of one by a key is none."""
    name = getattr(node, "id", getattr(node, "attr", "")) if isinstance(node, NAMED) else ""
    return name.isupper()


def test_of_the_ciphers_only_gcm_is_used_and_the_older_one_is_read_alone():
    found = set()
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("cryptography"):
                found |= {f"{node.module}.{one.name}" for one in node.names}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names if one.name.startswith("cryptography")}

    encrypts = {one for one in found if not one.startswith("cryptography.exceptions.")}
    gcm = "cryptography.hazmat.primitives.ciphers.aead.AESGCM"
    older = {"cryptography.fernet.Fernet", "cryptography.fernet.InvalidToken"}
    assert encrypts == {gcm, *older}
    assert [name for name, call in calls_of("Fernet") if name != "pbc.core.keys"] == []
    assert len([*calls_of("Fernet")]) == 1  # which decrypts: nothing new is sealed by it


def test_what_speaks_to_another_machine_is_known():
    assert imported(NETWORK) == set(SPEAKS)


def test_chance_that_can_be_foretold_is_for_the_demonstration_alone():
    """Keys and tokens come from `secrets`; `random` makes invented figures."""
    using = imported(re.compile(r"^(random|numpy\.random)\b"))

    assert {name for name in using if not name.startswith("pbc.demonstration.")} == set()


def test_every_place_that_encrypts_signs_or_hashes_is_in_the_inventory():
    told = (ROOT / "docs/security.md").read_text()
    of_the_site = {one for one in imported(CRYPTOGRAPHY) if not one.startswith("pbc.demonstration")}

    silent = {name for name in of_the_site if f"`{name}`" not in told}
    assert silent == set()


def test_scripts_of_ours_write_no_markup_and_keep_nothing_in_the_browser():
    ours = "".join(path.read_text() for path in (ROOT / "static/js").glob("*.js"))
    never = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
    never += (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "window.postMessage",
    )

    posted = re.findall(r"(\w+)\.postMessage\(", ours)
    heard = re.findall(r"(\w+)\.onmessage\b|addEventListener\(\s*[\"']message", ours)
    channels = re.findall(r"(\w+) = new BroadcastChannel\(", ours)

    assert ours
    assert (set(posted), set(heard)) == (set(channels), set(channels))  # no window of another site
    assert [one for one in never if one in ours] == []


# What makes a key of an object out of a text, or reaches what all objects share.
MADE_A_KEY = re.compile(
    r"[\w)\]]\[[^\]]*\]\s*(?:=(?!=)|\+=)|__proto__|\.prototype\b|\bObject\.(?:assign|fromEntries|define)"
    r"|\bReflect\.|\{\s*\[|\bJSON\.parse\b"
)


# What is asked of a passkey, as the site itself wrote it into the page.
OF_THE_PAGE = "JSON.parse(place.dataset.passkey)"


def test_scripts_of_ours_make_no_key_of_an_object_out_of_a_text():
    ours = "".join(path.read_text() for path in (ROOT / "static/js").glob("*.js"))
    ours = ours.replace(OF_THE_PAGE, "")
    planted = 'kept[name] = 1; o["__proto__"]; Object.assign(a, b); x = {[name]: 1}; JSON.parse(y)'

    assert MADE_A_KEY.findall(ours) == []
    assert len(MADE_A_KEY.findall(planted)) == 5

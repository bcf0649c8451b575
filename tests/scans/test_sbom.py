"""The bill of materials: of what the lists pin, valid, and the same whenever it is made."""

import base64
import json
import re

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pbc.embedded import places
from tests.scans import sbom

TOLD = json.loads(sbom.BILL.read_text(encoding="utf-8"))


def pinned():
    """{(name, version): sums} of the two lists."""
    listed = {}
    for line in (places.CHECKOUT / "requirements.txt").read_text().replace("\\\n", "").splitlines():
        if found := re.match(r"([\w.-]+)==([^\s;]+)", line):
            listed[found.groups()] = set(re.findall(r"sha256:([0-9a-f]{64})", line))
    lock = json.loads((places.CHECKOUT / "package-lock.json").read_text())["packages"]
    for path, one in lock.items():
        if path:
            digest = base64.b64decode(one["integrity"].removeprefix("sha512-")).hex()
            listed[path.removeprefix("node_modules/"), one["version"]] = {digest}
    return listed


def test_the_bill_is_of_what_the_lists_pin():
    billed = {
        (one["name"], one["version"]): {
            each["content"] for came in one["externalReferences"] for each in came["hashes"]
        }
        for one in TOLD["components"]
    }

    assert len(billed) > 50
    assert billed == pinned()


def test_the_bill_is_the_one_that_would_be_made_now():
    """On another kind of machine other packages are there, of which alone licences are known."""
    made = sbom.bill()

    assert [without_licences(one) for one in made.pop("components")] == [
        without_licences(one) for one in TOLD["components"]
    ]
    assert made == {key: value for key, value in TOLD.items() if key != "components"}


def test_every_package_of_the_bill_that_is_here_has_a_licence():
    here = sbom.of_this_machine()
    without = {one["purl"] for one in TOLD["components"] if "licenses" not in one}

    assert len(here) > 50
    assert without & set(here) == set()


def test_the_bill_is_valid_and_holds_no_moment_and_nothing_by_chance():
    text = sbom.BILL.read_text(encoding="utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert "timestamp" not in text
    assert "serialNumber" not in text


def without_licences(part):
    return {key: value for key, value in part.items() if key != "licenses"}

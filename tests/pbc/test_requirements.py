"""The pinned lists: they are installed as they stand, nothing is looked up beside them."""

import json
import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pbc.embedded import places


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_list_names_every_package_that_its_packages_need(name):
    listed = (places.CHECKOUT / name).read_text()
    pinned = {canonicalize_name(found) for found in re.findall(r"^([\w.-]+)==", listed, re.M)}

    needed = {need for package in pinned for need in needs(package)}

    assert len(needed) > 20
    assert needed <= pinned


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_from_pypi_has_its_version_and_its_hash(name):
    text = (places.CHECKOUT / name).read_text().replace("\\\n", " ")
    lines = [one for one in text.splitlines() if one and not one.lstrip().startswith("#")]

    assert len(lines) > 20
    assert [
        one for one in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", one)
    ] == []


def test_every_package_from_npm_has_its_version_and_its_hash():
    packages = json.loads((places.CHECKOUT / "package-lock.json").read_text())["packages"]
    asked = packages.pop("")["dependencies"]

    assert {f"node_modules/{name}" for name in asked} <= set(packages)
    assert [
        name
        for name, one in packages.items()
        if not (re.fullmatch(r"[\d.]+", one["version"]) and one["integrity"].startswith("sha512-"))
    ] == []


def needs(package):
    """What a package says it needs on this machine; nothing of one that is not for it."""
    try:
        said = metadata.requires(package) or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, said):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)

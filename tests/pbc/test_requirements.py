"""The pinned lists: they are installed as they stand, nothing is looked up beside them."""

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


def needs(package):
    """What a package says it needs on this machine; nothing of one that is not for it."""
    try:
        said = metadata.requires(package) or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, said):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)

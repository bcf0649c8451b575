"""Installations of their own, driven from outside as an operator would."""

import pytest

from pbc import embedded
from tests.installation import Installation


@pytest.fixture(scope="session")
def installation():
    """An installation for all that is done from outside; a fresh one takes seconds to make."""
    one = Installation()
    yield one
    one.remove()


@pytest.fixture(scope="module")
def own_var(tmp_path_factory):
    """A PBC_VAR of its own for the code under test, in this process, for the tests of one file."""
    var = tmp_path_factory.mktemp("own") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PBC_VAR", str(var))
        yield var
        embedded.stop()

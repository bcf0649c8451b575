"""Who looks for words: the lead of a group."""

import pytest

from tests import make


@pytest.fixture
def lead():
    return make.gp_lead(make.group("DacCom"))

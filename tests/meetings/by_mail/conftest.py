"""A site from which mails with links for one use leave, and who gets them."""

import pytest

from meetings import services
from meetings.models import Often
from tests import make
from tests.meetings.by_mail.sent import SITE


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, with links for one use, on 1 April 2007."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", SITE
    settings.PBC_MAIL_LINKS, settings.PBC_MFA_FOR = "token", frozenset()
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


@pytest.fixture
def lynn():
    """Somebody of DacCom who gets a mail on each day."""
    who = make.gp_lead(make.group("DacCom"), first_name="Lynn", last_name="Dalton")
    make.reached_by_mail(who)
    services.choose_mails(often=Often.DAILY, by=who)
    return who


@pytest.fixture
def action(lynn):
    return make.action("Inform Suzanne Novak", owner=lynn, due="16 Mar")

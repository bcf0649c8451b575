"""Every form that writes carries the site's own token: a page without it cannot be sent."""

import re

import pytest
from django.urls import reverse

from tests import make

FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["activity:delivery-new", "account_change_password"])
def test_every_form_of_a_page_carries_the_token(client, name):
    client.force_login(make.finance_officer())

    page = client.get(reverse(name)).content.decode()

    forms = FORM.findall(page)
    assert len(forms) >= 2  # sign out, and the form of the page
    assert all("csrfmiddlewaretoken" in form for form in forms)

"""The page of one line, and the way back from it (B06, H01)."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def page(client, line, who):
    """The page of a line as somebody sees it."""
    client.force_login(who)
    return client.get(reverse("activity:line-detail", args=[make.line_code(line)])).content.decode()


def test_a_line_leads_back_to_the_file_that_holds_it(client):
    practice = make.practice()
    file = make.published_file([make.line(practice)])

    shown = page(client, make.line_of(file, practice), make.finance_officer())

    trail = shown.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert 'href="/files/"' in trail
    assert f'href="/files/{file.pk}/"' in trail


def test_who_sees_no_files_is_led_back_to_their_position(client):
    practice = make.practice()
    file = make.published_file([make.line(practice)])

    shown = page(client, make.line_of(file, practice), make.practice_manager(practice))

    trail = shown.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert f'href="{reverse("budgets:position")}"' in trail
    assert "/files/" not in trail

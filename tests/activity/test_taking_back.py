"""The commands undo and redo."""

import pytest
from django.core.management import CommandError, call_command

from activity.models import State
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.mark.parametrize("command", ["undo", "redo"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_that_says_nothing_is_wrong_usage(command, reason):
    published = make.published_file([make.line(make.practice())])

    with pytest.raises(CommandError, match="--reason says nothing") as told:
        call_command(command, str(published.pk), "--reason", reason)

    published.refresh_from_db()
    assert told.value.returncode == 2
    assert published.state == State.PUBLISHED

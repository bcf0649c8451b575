"""A reason of nothing but spaces says nothing: to the service, on the page, by the command."""

import pytest

from activity.models import State
from activity.services import publication
from activity.services.sending import Wanted, publish
from tests import make
from tests.pages import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
SPACES = pytest.mark.parametrize("spaces", [" ", "\t \n", "\N{NO-BREAK SPACE}"])


def asks():
    """A file that states another total than its rows have."""
    return make.staged_file([make.line(make.practice(), cost=100)], stated=90)


@SPACES
def test_spaces_do_not_publish_what_needs_a_reason(spaces):
    with pytest.raises(publication.NeedsReason):
        publication.publish_submission(
            submission=asks(), known_from=make.RECEIVED, reason=spaces, by=make.operator()
        )


@SPACES
def test_the_command_takes_spaces_for_no_reason(spaces):
    staged, wanted = asks(), Wanted(make.RECEIVED, make.RECEIVED, publish=True, reason=spaces)

    publish(submission=staged, wanted=wanted, by=make.operator())

    staged.refresh_from_db()
    assert staged.state == State.NEEDS_REASON


@SPACES
def test_spaces_neither_undo_nor_redo(spaces):
    published = make.published_file([make.line(make.practice())])
    said = {"submission": published, "on": make.RECEIVED, "by": make.operator()}

    with pytest.raises(publication.NotTakenBack, match="Say in one line why"):
        publication.withdraw_submission(reason=spaces, **said)
    publication.withdraw_submission(reason="Sent by mistake", **said)
    with pytest.raises(publication.NotTakenBack, match="Say in one line why"):
        publication.redo_submission(reason=spaces, **said)


@SPACES
def test_the_pages_form_asks_again_where_only_spaces_were_typed(client, finance, spaces):
    staged = asks()

    response = client.post(address("publish", staged), {"reason": spaces, "basis": ""})

    staged.refresh_from_db()
    assert "Say in one line why you accept it" in response.content.decode()
    assert staged.state == State.STAGED

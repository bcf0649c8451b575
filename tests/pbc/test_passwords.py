"""Which passwords are taken: by their length and by what others would try (S10, TRUST 6.2)."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pbc.passwords import Common
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
OLD = "a long enough password"


@pytest.fixture
def ruth():
    """Ruth Allan, the manager of Fernville Surgery."""
    return make.practice_manager(
        make.practice("Fernville Surgery"), first_name="Ruth", last_name="Allan"
    )


@pytest.mark.parametrize(
    "password",
    [
        "fourteen signs",
        "passwordpassword",
        "123123123123123123",
        "aaaaaaaaaaaaaaaaaa",
        "0000 sunshine 00000",
        "Practice-Based-Commissioning",
        "Practice based budget 2006",
        "RuthAllan Fernville 1",
        "fernvillesurgery2007",
    ],
)
def test_a_password_that_others_would_try_is_refused_s10(ruth, password):
    with pytest.raises(ValidationError):
        validate_password(password, ruth)


def test_every_tenth_of_the_common_ones_is_refused_twice_over_as_common_s10(ruth):
    common = [word for word in sorted(Common().passwords)[::10] if word not in (word * 2)[1:-1]]

    taken = [word for word in common if "password_too_common" not in complaints(word * 2, ruth)]

    assert len(common) > 1_800
    assert taken == []


def complaints(password, person):
    """The codes of what is said against a password."""
    try:
        validate_password(password, person)
    except ValidationError as said_of_it:
        return {one.code for one in said_of_it.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "fifteen letters",
        "all in small letters and no figure",
        "ÄÖÜ Straße 日本語 мост",
        "at the Fernville Surgery a heron stood",
        "x9" * 3 + "correct horse battery staple " * 10,
    ],
)
def test_no_sort_of_sign_is_prescribed_and_long_ones_are_taken_s10(ruth, password):
    validate_password(password, ruth)


def test_a_password_too_long_to_be_typed_is_refused_unread_s10(ruth):
    """Looking for what is said over and over took minutes of a processor for a megabyte."""
    validate_password("xyzäö7" + "a" * 994, ruth)

    with pytest.raises(ValidationError, match="longer than 1,000 characters"):
        validate_password("xyzäö7" + "a" * 995, ruth)


def test_the_page_says_why_and_keeps_the_old_one_s10(client, ruth):
    client.force_login(ruth)
    new = "Fernville Surgery 07"

    page = client.post(
        "/accounts/password/change/",
        {"oldpassword": OLD, "password1": new, "password2": new},
    )

    assert "made of names that others know" in said(page)
    ruth.refresh_from_db()
    assert ruth.check_password(OLD)

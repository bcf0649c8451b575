"""TRUST 2.3 step 1: a file that is too large is counted as it streams in, and never stored."""

import pytest

from activity.receiving import MIB, CountedUpload

PIECE = b"x" * 65_536


@pytest.fixture
def handler(settings):
    """What stands before the handlers that store, with a limit of one MiB."""
    settings.PBC_UPLOAD_LIMIT_MB = 1
    counted = CountedUpload()
    counted.new_file("files", "june.csv", "text/csv", None)
    return counted


def test_no_byte_beyond_the_largest_size_is_passed_on(handler):
    passed = [handler.receive_data_chunk(PIECE, start) for start in range(0, 3 * MIB, len(PIECE))]

    assert sum(len(piece) for piece in passed if piece) == MIB


def test_a_file_that_is_too_large_keeps_its_size_and_nothing_of_its_content(handler):
    file = handler.file_complete(3 * MIB)

    assert (file.name, file.size, file.read()) == ("june.csv", 3 * MIB, b"")


def test_a_file_of_just_the_largest_size_is_left_to_those_that_store(handler):
    assert handler.file_complete(MIB) is None

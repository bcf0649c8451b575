"""TRUST S2: what fuzzing was started from, and what it found, raises nothing but a refusal."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("name", TARGETS)
def test_every_input_of_the_corpus_is_read_or_refused(name):
    inputs = sorted((CORPUS / name).iterdir())

    assert inputs
    for path in inputs:
        TARGETS[name](path.read_bytes())

"""Fuzz one target, guided by coverage: `python -m tests.fuzz directory -max_total_time=60`.

What is after the name goes to libFuzzer. It starts from the corpus beside this file and keeps what
it finds below var/fuzz; an input that fails is written there too.
"""

import sys
from pathlib import Path

import atheris

CORPUS = Path(__file__).parent / "corpus"
KEPT = Path(__file__).parents[2] / "var" / "fuzz"


def main(name, options):
    """Run a target until libFuzzer ends it."""
    with atheris.instrument_imports(include=["activity.ingest", "zipfile", "xlrd"]):
        from tests.fuzz.targets import TARGETS
    found = KEPT / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    folders = [str(found), *(str(p) for p in [CORPUS / name] if p.is_dir())]
    arguments = [sys.argv[0], f"-artifact_prefix={KEPT}/{name}-", *options, *folders]
    atheris.Setup(arguments, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

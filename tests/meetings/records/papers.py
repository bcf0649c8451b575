"""The seeds, where they are."""

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def seed(number):
    """The text of a seed."""
    [path] = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")

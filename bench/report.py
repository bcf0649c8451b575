"""docs/benchmarks.md: one section for each benchmark, each written by its own run."""

from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def put(title, text):
    """Put a section in the place of the one with its title, or at the end; the rest stays."""
    head, *sections = FILE.read_text(encoding="utf-8").split("\n## ")
    kept = {section.split("\n")[0]: section.rstrip("\n") for section in sections}
    kept[title] = f"{title}\n\n{text.rstrip()}"
    parts = [head.rstrip("\n"), *kept.values()]
    FILE.write_text("\n\n## ".join(parts) + "\n", encoding="utf-8")

"""The guides, the README and the list of decisions: they say what there is, in plain words."""

import re
from html import unescape
from pathlib import Path

import pytest

from pbc.core import glossary
from pbc.core.explaining import spelt_out, words_in
from pbc.core.models import Role
from pbc.environment import ROLES
from scripts import pictures
from tests.every_page import every_page
from tests.reading_age import reading_age

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "docs" / "users").glob("*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
OLDEST = 10  # years: short words and short sentences, read beside the day's work
LARGEST_OF_ALL = 2_000_000  # bytes of all pictures: everybody who has the code has them
OF_ROLE = {
    Role.FINANCE: "finance.md",
    Role.COMMISSIONING: "commissioner.md",
    Role.GP_LEAD: "lead.md",
    Role.PRACTICE_MANAGER: "manager.md",
    Role.SECRETARY: "secretary.md",
    Role.LMC_OBSERVER: "observer.md",
    Role.AUDITOR: "auditor.md",
    Role.ADMINISTRATOR: "administrator.md",
}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
# What somebody presses, follows, chooses or reads as a heading.
SHOWN = re.compile(
    r"<(a|button|label|legend|summary|h1|h2|h3|th|dt|strong)\b[^>]*>(.*?)</\1>", re.DOTALL
)
HIDDEN = re.compile(r'<span class="nhsuk-u-visually-hidden">.*?</span>', re.DOTALL)


def text_of(guide):
    """A guide without its marks: links and pictures are what stands in them."""
    text = LINK.sub(r"\2", guide.read_text(encoding="utf-8"))
    return re.sub(r"^\|[-|]+\|$|[*|#]", " ", text, flags=re.MULTILINE)


def sentences(guide):
    """What is read one after the other: paragraphs, points of a list, rows of a table."""
    joined = re.sub(r"\n(?![-\n|#]|\d\. )\s*", " ", text_of(guide).replace("\n\n", "\n- "))
    return [line.strip(" -") for line in joined.splitlines() if len(line.split()) > 3]


def quoted(guide):
    """The words of the site that a guide prints in bold, on one line each."""
    text = " ".join(guide.read_text(encoding="utf-8").split())
    text = re.sub(r"(?<=- )\*\*[^*]+\.\*\*", "", text)  # what went wrong, in the guide's own words
    return set(re.findall(r"\*\*(.+?)\*\*", text)) - {"bold"}


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def shown(db, monkeypatch):
    """What can be pressed, chosen or followed on any page of the site, as somebody sees it."""
    refusals = (path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("40*.html"))
    pages = [*every_page(monkeypatch).values(), *refusals]
    found = {one for page in pages for one in SHOWN.findall(HIDDEN.sub("", page))}
    return {words(inside) for _, inside in found}


def links():
    """Every link of every document: (document, whether it is a picture, words, where to)."""
    for document in DOCUMENTS:
        for picture, said, where in LINK.findall(document.read_text(encoding="utf-8")):
            if "://" not in where and not where.startswith("mailto:"):
                yield document, bool(picture), said, where


def anchors(document):
    """The places of a document to which a link leads."""
    titles = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_role_has_a_guide_and_the_first_page_names_it():
    index = (ROOT / "docs" / "users" / "README.md").read_text(encoding="utf-8")

    assert set(OF_ROLE) == ROLES
    assert {path.name for path in GUIDES} == {*OF_ROLE.values(), "README.md"}
    assert [name for name in OF_ROLE.values() if f"]({name})" not in index] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_quotes_stands_on_a_page(guide, shown):
    at_the_beginning = {one for said in shown for one in beginnings(said)}

    assert quoted(guide) - at_the_beginning == set()


def beginnings(said):
    """The words at the beginning of a text: a name or a month may follow."""
    parts = said.split()
    return {" ".join(parts[:length]).rstrip(",:") for length in range(1, len(parts) + 1)}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_can_be_read_at_ten_and_explains_its_short_forms(guide):
    short = [word for word in words_in(text_of(guide)) if not explained(word, guide)]

    assert reading_age(sentences(guide)) < OLDEST
    assert short == []


def explained(word, guide):
    return glossary.ABBREVIATIONS[word].everyday or spelt_out(word, text_of(guide))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_says_what_can_go_wrong(guide):
    assert re.search(r"^##+ What (can go|goes) wrong", guide.read_text("utf-8"), re.MULTILINE)


def test_every_link_of_every_document_leads_somewhere():
    wrong = []
    for document, _, _, where in links():
        path, _, at = where.partition("#")
        target = (document.parent / path) if path else document
        if not target.exists() or (at and at not in anchors(target)):
            wrong.append(f"{document.relative_to(ROOT)}: {where}")

    assert wrong == []


def test_every_picture_is_one_of_the_script_s_and_stands_somewhere():
    shown = {Path(where).stem for _, picture, _, where in links() if picture}

    assert shown == {picture.name for picture in pictures.PICTURES}
    assert {path.stem for path in pictures.FOLDER.glob("*")} == shown


def test_every_picture_says_in_words_what_it_shows():
    short = [where for _, picture, said, where in links() if picture and len(said.split()) < 7]

    assert short == []


def test_the_pictures_are_small():
    sizes = [path.stat().st_size for path in pictures.FOLDER.iterdir()]

    assert max(sizes) < pictures.LARGEST
    assert sum(sizes) < LARGEST_OF_ALL


def test_the_decisions_stand_in_order_with_none_left_out():
    folder = ROOT / "docs" / "adr"
    files = sorted(folder.glob("[0-9]*.md"))
    headings = [path.read_text("utf-8").partition("\n")[0] for path in files]
    titles = [heading.partition(". ")[2] for heading in headings]
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (folder / "README.md").read_text(), re.M)

    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    assert headings == [f"# {number}. {title}" for number, title in enumerate(titles, 1)]
    assert listed == [
        (str(number), title, path.name)
        for number, (title, path) in enumerate(zip(titles, files, strict=True), 1)
    ]


def test_the_readme_has_what_somebody_new_looks_for():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert parts == [
        *("To run it", "First clicks", "To use it", "To work on it", "Where things live"),
        *("To operate it", "In production", "Your own servers"),
    ]
    assert "![" in text.partition("\n## ")[0]  # what it is, with a picture

"""Papers and handouts: kept as sent, and only ever handed out as an attachment."""

import hashlib

from meetings.diary import rules
from meetings.models import LARGEST_PAPER, Paper
from meetings.models.words import MOST
from pbc.core.deeds import deed

PK, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How the bytes of each kind of file begin; text has no beginning of its own.
BEGINNINGS = {
    "pdf": b"%PDF-", "docx": PK, "xlsx": PK, "pptx": PK, "odt": PK, "ods": PK,
    "doc": OLE, "xls": OLE, "ppt": OLE, "png": b"\x89PNG", "jpg": b"\xff\xd8\xff",
    "txt": b"", "csv": b"",
}  # fmt: skip
TEXT = ("txt", "csv")
MEGABYTES = LARGEST_PAPER // (1024 * 1024)
LONGEST = 150  # letters of a name


@deed
def attach_paper(*, item, file, on, by):
    """Attach a paper to an item: its bytes as sent. Raises NotKept."""
    held = rules.alone(item.meeting)
    rules.not_cancelled(held)
    rules.to_be_seen_again(held, by=by)
    if file.size > LARGEST_PAPER:
        raise rules.NotKept(f"It is larger than {MEGABYTES} megabytes", "file")
    content = file.read()
    name = legible(file.name)
    kind = kind_of(name, content)
    return Paper.objects.create(
        item=item,
        name=name,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        words=_words_of(kind, content),
        sent_by=by,
        sent_on=on,
    )


@deed
def take_paper_off(*, paper, on, by):
    """Take a paper off its item. Its bytes are kept, and nobody is handed them any more."""
    held = rules.alone(paper.item.meeting)
    rules.not_locked(held)
    rules.to_be_seen_again(held, by=by)
    Paper.objects.filter(pk=paper.pk, taken_off_on=None).update(taken_off_on=on)
    return paper


def kind_of(name, content):
    """What kind of file it is, where name and bytes agree. Raises NotKept."""
    kind = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    if kind not in BEGINNINGS:
        raise rules.NotKept(f"Send a file of one of these kinds: {', '.join(BEGINNINGS)}", "file")
    if not content:
        raise rules.NotKept("It is empty", "file")
    is_text = kind in TEXT
    if not content.startswith(BEGINNINGS[kind]) or (is_text and b"\0" in content):
        raise rules.NotKept(f"It is called .{kind}, and is none: save it again as that", "file")
    return kind


def _words_of(kind, content):
    """What a paper says, by which it is found: the beginning of a plain text; of others nothing."""
    if kind not in TEXT:
        return ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\0", "")[:MOST]


def legible(name):
    """A file's name as it can be kept and shown: without a path, and without what is no letter."""
    shown = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return shown[-LONGEST:] or "paper"

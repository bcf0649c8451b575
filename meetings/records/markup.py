"""What a secretary writes, as a page and as a paper show it: Markdown, with HTML in it as text."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from meetings.records import letters

# Indented text is pasted text, a line of dashes is one, and headings are the page's own.
LEFT_OUT = ["heading", "lheading", "image", "code", "hr", "reference", "html_block", "html_inline"]
LISTS = {
    "bullet_list_open": "nhsuk-list nhsuk-list--bullet",
    "ordered_list_open": "nhsuk-list nhsuk-list--number",
}


@dataclass(frozen=True)
class Block:
    """A paragraph, or a point of a list with the sign before it: [(words, whether strong), ...]."""

    runs: tuple
    sign: str = ""

    @property
    def text(self):
        """Its words alone."""
        return "".join(words for words, _ in self.runs)


def _parser():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(LEFT_OUT)


def html(text):
    """The text as the page shows it."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in LISTS:
            token.attrSet("class", LISTS[token.type])
    # Every character that was typed went through the parser's own escaping.
    escaped = parser.renderer.render(tokens, parser.options, {})
    return SafeString(escaped)  # nosec B703 # as it says above


def blocks(text):
    """The text as [Block, ...], for paper."""
    found, lists = [], []
    for token in _parser().parse(text):
        if token.type == "bullet_list_open":
            lists.append(None)
        elif token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1) - 1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] is not None:
            lists[-1] += 1
        elif token.type == "inline":
            found.append(Block(tuple(_runs(token.children or ())), _sign(lists)))
        elif token.type == "fence":
            found.append(Block(((token.content.rstrip(), False),)))
    return found


def _sign(lists):
    if not lists:
        return ""
    return "•" if lists[-1] is None else f"{lists[-1]}."


def _runs(children):
    strong = 0
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            strong += 1 if child.type == "strong_open" else -1
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n", False
        elif child.content:
            yield letters.printed(child.content), bool(strong)

"""Explain each abbreviation of a page where it first stands (H03): not on hover, right below.

It works on the page as it is sent, so that no template and no sentence can forget it, and no word
that nobody knows reaches a page only because it came out of the data.
"""

import re
from html import unescape

from django.template.loader import render_to_string

from pbc.core.glossary import ABBREVIATIONS

# Longest first: OPFA before OP. A part of a code (L-DAC-0607-M06-OP-070313-7F3A) is no word.
_WORDS = "|".join(sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True))
_FIRST = "".join(sorted({word[0] for word in ABBREVIATIONS}))  # few letters need a second look
WORD = re.compile(rf"(?=[{_FIRST}])(?<![\w&./-])({_WORDS})s?(?![\w&/-])")
TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)([^>]*)>", re.DOTALL)
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What stands in these has its explanation inside them; in anything else, below the whole of it.
OPEN = {"body", "main", "section", "form", "article", "aside"}
OPEN_DIV = re.compile(r'^\s*$|class="[^"]*(pbc-split|nhsuk-width-container|nhsuk-grid)')
# A heading and its caption wait for what follows: the key stands below the sentence, not between.
HEADS = {"span", "h1", "h2", "h3", "legend", "label"}


def words_in(text):
    """The abbreviations of the glossary in a text, each once, in order."""
    return list(dict.fromkeys(found[1] for found in WORD.finditer(text)))


def spelt_out(word, text):
    """Whether a text says itself what a word stands for: PCT (primary care trust), or turned."""
    full = ABBREVIATIONS[word].full.lower()
    pairs, text = (f"{word.lower()} ({full})", f"{full} ({word.lower()})"), text.lower()
    return any(pair in text for pair in pairs)


def explain(page):
    """Put the meaning of each abbreviation right below where it first stands in `<main>`.

    What stands only beside it, in the name of who is signed in, is explained at the end of it.
    """
    text = unescape(TAG.sub(" ", page))
    flat = " ".join(text.split())
    wanted = {word for word in words_in(text) if not _is_known(word, page, flat)}
    return _Walk(page, wanted).done() if wanted else page


def _is_known(word, page, text):
    """Whether the page need not explain it: an everyday word, or one that it explains itself."""
    term = ABBREVIATIONS[word]
    return term.everyday or f'id="{term.anchor}"' in page or spelt_out(word, text)


class _Walk:
    """One way through a page, from tag to tag."""

    def __init__(self, page, wanted):
        self.page, self.wanted = page, wanted
        self.parts, self.written = [], 0
        self.open, self.waiting, self.beside = [], [], []

    def done(self):
        """The page with its explanations."""
        at = 0
        while tag := TAG.search(self.page, at):
            if self.wanted:
                self._read(self.page[at : tag.start()])
            at = tag.end()
            if tag[2]:
                self._pass(tag)
            if not (self.wanted or self.waiting):
                break  # all of them are explained
            if tag[2] == "table" and not tag[1]:
                at = self._end_of_table(at)
        return "".join([*self.parts, self.page[self.written :]])

    def _end_of_table(self, at):
        """Read a table that has no table in it at once, and go to its end: most of a page may be
        one, and nothing is written into it."""
        end = self.page.find("</table", at)
        inside = self.page[at:end]
        if end < 0 or "<table" in inside:
            return at
        self._read(TAG.sub(" ", inside))
        return end

    def _read(self, text):
        text = unescape(text)
        if not any(word in text for word in self.wanted):
            return  # of most texts, without a look at each of their words
        found = [word for word in words_in(text) if word in self.wanted]
        if self._in_main():
            self.waiting += found
            self.wanted.difference_update(found)
        else:
            self.beside += found

    def _in_main(self):
        return any(name == "main" for name, _ in self.open)

    def _pass(self, tag):
        closes, name, attributes = tag[1], tag[2].lower(), tag[3]
        if name in VOID or attributes.endswith("/"):
            return
        if not closes:
            inside = name in OPEN or (name == "div" and bool(OPEN_DIV.search(attributes)))
            self.open.append((name, inside and self._all_open()))
            return
        self._close(tag, name)

    def _all_open(self):
        """An element counts as open where it is and all that it stands in are."""
        return not self.open or self.open[-1][1]

    def _close(self, tag, name):
        if name == "main":
            self.waiting += [word for word in self.beside if word in self.wanted]
        was_open = self._leave(name)
        if not self.waiting or not self._all_open():
            return
        if was_open:
            self._write(tag.start())
        elif name not in HEADS:
            self._write(tag.end())

    def _leave(self, name):
        """Close the innermost element of that name; whether it was one to write in."""
        if self.open and self.open[-1][0] == name:
            return self.open.pop()[1]
        was_open = False
        if any(one == name for one, _ in self.open):
            closed = None
            while closed != name:
                closed, was_open = self.open.pop()
        return was_open

    def _write(self, at):
        terms = [ABBREVIATIONS[word] for word in dict.fromkeys(self.waiting)]
        self.parts += [
            self.page[self.written : at],
            render_to_string(KEY, {"terms": terms}).strip(),
        ]
        self.written, self.waiting = at, []


KEY = "components/key.html"

"""Explain each abbreviation of a page where it first stands (H03): not on hover, right below.

It works on the page as it is sent, so that no template and no sentence can forget it, and no word
that nobody knows reaches a page only because it came out of the data. Pages are
ours: their tags are in small letters, `<main>` is there once and closed, and nothing is a comment.
"""

import re
from html import unescape
from itertools import takewhile

from django.template.loader import render_to_string

from pbc.core.glossary import ABBREVIATIONS


def _any_of(words):
    """A pattern of any of these words, the longest first: OPFA before OP."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# A part of a code (L-DAC-0607-M06-OP-070313-7F3A) is no word.
WORD = re.compile(rf"(?<![\w&./-])({_any_of(ABBREVIATIONS)})s?(?![\w&/-])")
# What may be one that is explained, wherever it stands in a page, also in a tag or in a longer
# word. It is looked for in every page: it begins with letters alone, which are found fast.
LIKELY = re.compile(
    _any_of(word for word, term in ABBREVIATIONS.items() if not term.everyday).replace(
        r"\&", "&(?:amp;)?"
    )
)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
BRACKET = re.compile(r"\([^\s<]+")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What stands in these has its explanation inside them; in anything else, below the whole of it.
OPEN = {"body", "main", "section", "form", "article", "aside"}
OPEN_DIV = re.compile(r'^\s*$|class="[^"]*(pbc-split|nhsuk-width-container|nhsuk-grid)')
# A heading and its caption wait for what follows: the key stands below the sentence, not between.
HEADS = {"span", "h1", "h2", "h3", "legend", "label"}
KEY = "components/key.html"


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
    places = _unknown(page, _places(page, page.find("<main"), page.find("</main")))
    return _Walk(page, places).done() if places else page


def _places(page, main, end):
    """{word: where the text begins in `<main>` in which it first stands}, for all but everyday
    words; the end of `<main>` for those that only stand before it."""
    places, settled, read_to = {}, set(), 0
    for likely in LIKELY.finditer(page, 0, end) if 0 <= main < end else ():
        at = likely.start()
        if at < read_to or likely[0] in settled:
            continue
        begins = page.rfind(">", 0, at) + 1
        if page.find("<", begins, at) >= 0:
            continue  # in a tag
        read_to = page.find("<", at)
        for word in words_in(unescape(page[begins:read_to])):
            if begins < main:
                places.setdefault(word, end)
            elif word not in settled:
                settled.add(word)
                places.pop(word, None)
                places[word] = begins
    return places


def _unknown(page, places):
    """Those of the places whose words the page need not explain left out: everyday ones, and those
    that it explains itself."""
    terms = {word: ABBREVIATIONS[word] for word in places}
    unknown = [
        word
        for word, term in terms.items()
        if not term.everyday and f'id="{term.anchor}"' not in page
    ]
    if not unknown:
        return {}
    in_brackets = unescape(" ".join(BRACKET.findall(page))).lower()
    if any(_may_be_spelt_out(terms[word], in_brackets) for word in unknown):
        text = " ".join(unescape(TAG.sub(" ", page)).split())
        unknown = [word for word in unknown if not spelt_out(word, text)]
    return {word: places[word] for word in unknown}


def _may_be_spelt_out(term, in_brackets):
    """Whether brackets open with the word, or with the first of what it stands for."""
    return any(f"({one.lower()}" in in_brackets for one in (term.word, term.full.split()[0]))


class _Walk:
    """One way through a page, from one place to the next, with what is open there."""

    def __init__(self, page, places):
        self.page, self.parts, self.written = page, [], 0
        self.open = []  # (name, attributes) of each element, the outermost first
        self.ahead = sorted(places.items(), key=lambda one: one[1])[::-1]  # the next one last

    def done(self):
        """The page with its explanations."""
        at = 0
        while self.ahead:
            _, place = self.ahead[-1]
            for closes, name, attributes in TAG.findall(self.page, at, place):
                self._pass(closes, name, attributes)
            at = self._explain_below(self._out_of_a_table(place))
        return "".join([*self.parts, self.page[self.written :]])

    def _pass(self, closes, name, attributes):
        if not closes:
            if name not in VOID and not attributes.endswith("/"):
                self.open.append((name, attributes))
        elif self.open and self.open[-1][0] == name:
            self.open.pop()
        elif name in self._names():
            while self.open.pop()[0] != name:
                pass

    def _names(self):
        return [name for name, _ in self.open]

    def _explain_below(self, at):
        """Write what is waiting behind what it stands in, as soon as all that this stands in can be
        written in; where the way goes on."""
        waiting, within = [], self._within()
        while tag := TAG.search(self.page, at):
            while self.ahead and self.ahead[-1][1] <= tag.start():
                waiting.append(self.ahead.pop()[0])
            at, before = tag.end(), len(self.open)
            self._pass(*tag.groups())
            now = len(self.open)
            if not tag[1]:
                within = self._within() if within == before else within
                at = self._out_of_a_table(at) if tag[2] == "table" else at
                continue
            left = now < before and now < within
            within = min(within, now)
            if within == now and (left or tag[2] not in HEADS):
                self._write(tag.start() if left else at, waiting)
                break
        return at

    def _within(self):
        """How many of the open elements, from the outermost on, can be written in."""
        return sum(1 for _ in takewhile(_can_be_written_in, self.open))

    def _out_of_a_table(self, at):
        """Go to the end of the table that is open here, if it has no table in it: most of a page
        may be one, and nothing is written into it."""
        names = self._names()
        end = self.page.find("</table", at)
        if "table" not in names or end < 0 or self.page.find("<table", at, end) >= 0:
            return at
        while self.open[-1][0] != "table":
            self.open.pop()
        return end

    def _write(self, at, words):
        terms = [ABBREVIATIONS[word] for word in words]
        self.parts += [
            self.page[self.written : at],
            render_to_string(KEY, {"terms": terms}).strip(),
        ]
        self.written = at


def _can_be_written_in(element):
    name, attributes = element
    return name in OPEN or (name == "div" and bool(OPEN_DIV.search(attributes)))

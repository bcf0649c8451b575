"""The words of a row, by their stems, as the database keeps them in an index.

A search finds a row fast only where it asks for exactly what the index holds, so both take it
from here.
"""

from hashlib import sha256

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Left

MOST = 100_000  # letters of one text: the words of more may not fit into an index
ENGLISH = "english"


class Stems(Func):
    """The words of some texts, by their stems.

    The database's own way to them is said to be cheap, and is dear: for a word that many have it
    would take every row apart again, several at a time. Ours says what it costs.
    """

    function = "meetings_stems"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class Spoken(Stems):
    """The words that each speaker says in minutes, by their stems, each behind the key of whoever
    says it: of the initials, or of the name in bold, with which the line begins."""

    function = "meetings_spoken"


def key_of(label):
    """The key of a speaker: twelve letters of the digest of how a line of theirs begins."""
    return sha256(label.encode()).hexdigest()[:12]


OF_SPEAKERS = Spoken(Left("minutes", MOST))
OF_AN_ITEM = Stems("heading", Left("minutes", MOST))
OF_A_REPORT = Stems("text")
OF_AN_AMENDMENT = Stems("text")
# The database takes plan-b.txt for one word, so its parts stand beside it.
PARTS_OF_A_NAME = Func(F("name"), Value("._-"), Value("   "), function="TRANSLATE")
OF_A_PAPER = Stems("name", PARTS_OF_A_NAME, "words")
OF_AN_ACTION = Stems("text")
OF_A_NOTE = Stems("said")
OF_A_DECISION = Stems("text", "body")
OF_A_QUESTION = Stems("text", "about_said")
OF_AN_OPEN_QUESTION = Stems("text", "answer")
OF_A_CONCERN = Stems("text", "reply", "body")
OF_AN_ANSWER = Stems("words")
# Titles and sentences of what was put into a newsletter for one reader, a line each.
SAID_IN_PARTS = Func("parts", function="meetings_said_in_parts", output_field=TextField())
OF_A_COPY = Stems(SAID_IN_PARTS)
OF_A_NEWSLETTER = Stems("subject", Left("text", MOST))
# What a reader had: what was written, and what was put in for them.
OF_A_NEWSLETTER_AS_READ = Func(
    Stems("newsletter__subject", Left("newsletter__text", MOST)),
    OF_A_COPY,
    template="(%(expressions)s)",
    arg_joiner=" || ",
    output_field=SearchVectorField(),
)


def by_words(words, name):
    """The index by which a search finds rows by their words."""
    return GinIndex(words, name=name)

"""How words are asked for, and how those that were found are marked.

Words are compared by their stems ("agreed" finds "agree"); what stands in quotes is found as
it stands, and what has a minus before it is left out.
"""

from django.contrib.postgres.search import SearchHeadline, SearchQuery

from meetings.models.words import ENGLISH
from pbc.core.finding import BEGIN, END

MARKS = {"config": ENGLISH, "start_sel": BEGIN, "stop_sel": END}


def query(text):
    """What is asked of the database, of what somebody typed."""
    return SearchQuery(text, config=ENGLISH, search_type="websearch")


def those(rows, stems, looked):
    """The rows that have the words, by the index of them; of a page its own."""
    if looked.page is not None:
        return rows.filter(pk__in=looked.page)
    return having(rows, stems, query(looked.text))


def having(rows, stems, asked):
    """The rows that have the words that are asked for."""
    return rows.alias(stems=stems).filter(stems=asked)


def marked(text, asked):
    """All of a text, the words that were found in it marked."""
    return SearchHeadline(text, asked, highlight_all=True, **MARKS)

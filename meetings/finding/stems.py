"""How words are asked for, and how those that were found are marked.

Words are compared by their stems ("agreed" finds "agree"); what stands in quotes is found as
it stands, and what has a minus before it is left out.
"""

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVectorExact

from meetings.models.words import ENGLISH
from pbc.core.finding import BEGIN, END

MARKS = {"config": ENGLISH, "start_sel": BEGIN, "stop_sel": END}


def query(text):
    """What is asked of the database, of what somebody typed."""
    return SearchQuery(text, config=ENGLISH, search_type="websearch")


def any_of(text):
    """What is asked for rows that have one of the words at least, whatever else was typed."""
    each = re.findall(r"\w+", text)
    return reduce(or_, (SearchQuery(one, config=ENGLISH) for one in each or [""]))


def having(rows, stems, asked):
    """The rows that have the words that are asked for, by the index of them."""
    return rows.filter(SearchVectorExact(stems, asked))


def marked(text, looked):
    """All of a text, the words that were found in it marked."""
    return SearchHeadline(text, query(looked.text), highlight_all=True, **MARKS)

"""Every page of the site that the browser looks at: its address, as whom, of what, with what asked.

A page that is missing here fails `test_every_page_is_in_the_table`; a template that none of them
shows fails `test_every_template_is_shown_by_a_page`. Whoever adds a page, or a new state of one,
adds a line to the module of its noun: `of what` is the kind and the name of a thing of
`county.py`. Pages of what went wrong are in test_faults.py.
"""

from tests.browser.page_table import meetings, money, people
from tests.browser.page_table.elsewhere import NO_PAGE, PACKS, SHOWN_ELSEWHERE

__all__ = ["EMPTY", "NO_PAGE", "PACKS", "PAGES", "SHOWN_ELSEWHERE", "WRONG"]

NOUNS = (money, meetings, people)

PAGES = "".join(noun.PAGES for noun in NOUNS)

# A site without a figure or a file: what somebody sees before there is anything.
EMPTY = "".join(noun.EMPTY for noun in NOUNS)

# Forms that are sent as nobody should: what is typed into their fields, and what is answered.
WRONG = "".join(noun.WRONG for noun in NOUNS)

"""Who said something in minutes: lines that begin with initials or with a name in bold."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Left

from meetings.finding.stems import having, query
from meetings.minutes.people import initials, is_initials
from meetings.models import Attendance, Body, Initials, Item, words

MOST = 30  # names that one can mean at once
BEGINS, DASH = r"(?:[-•*] )?", r"[ \t]+[-–—][ \t]"


@dataclass(frozen=True)
class Speaker:
    """Whom somebody means: `names`, and `letters` in any minutes. Letters that were worked out
    from names are theirs only in meetings in whose list one of these stands: `listed`."""

    names: tuple
    letters: tuple
    listed: dict

    def spoke(self, rows, text):
        """Those of some items in which they say these words; without words, anything.

        Each label is asked of the index once, and the meetings are read once: what is found is
        only compared. To join them is to trust a guess of how many there are.
        """
        labels = [*(f"**{name}**" for name in self.names), *self.letters]
        if not self.listed:
            return _saying(rows, text, labels)
        own = Q(pk__in=_saying(Item.objects, text, labels).values("pk"))
        theirs = [
            Q(pk__in=_saying(Item.objects, text, [*labels, one]).values("pk"), meeting__in=of)
            for one, of in self.listed.items()
        ]
        speaking = _saying(rows, "", [*labels, *self.listed])
        return speaking.filter(reduce(or_, theirs, own))

    @property
    def said(self):
        """What they say under an item: the other lines are left out."""
        theirs = _any([*_bold(self.names), *_plain([*self.letters, *self.listed])])
        others = Value(f"^(?!{theirs}).*$")
        text = (Left("minutes", words.MOST), others, Value(""), Value("gn"))
        return Func(*text, function="REGEXP_REPLACE", output_field=TextField())


class SaidBy(SearchQuery):
    """Words that are asked of those whose lines begin with one of these labels."""

    def __init__(self, asked, labels):
        super().__init__(asked)
        keys = [words.key_of(label) for label in labels]
        self.function = "meetings_said_by"
        self.set_source_expressions([asked, Value(keys, ArrayField(TextField()))])


def _saying(rows, text, labels):
    """The items in which lines that begin with one of these labels have the words."""
    return having(rows, words.OF_SPEAKERS, SaidBy(query(text) if text else Value(None), labels))


def meant(user, who):
    """The Speaker meant by initials, or by the beginning of a part of a name, among those that
    the user may see."""
    there = Attendance.objects.visible_to(user)
    told = Initials.objects.filter(body__in=Body.objects.visible_to(user))
    typed = who.replace(".", "").upper()
    names = {*_names(there), *_names(told)}
    begins = re.compile(rf"\b{re.escape(who)}", re.IGNORECASE)
    those = sorted(one for one in names if begins.search(one) or initials(one) == typed)[:MOST]
    own = [typed] if is_initials(typed) else []
    known = told.filter(name__in=those).values_list("letters", flat=True)
    letters = tuple(dict.fromkeys([*own, *known]))
    return Speaker(tuple(those), letters, _listed(there, those, without=letters))


def _names(rows):
    """The names that stand in some rows, each once."""
    return rows.order_by().values_list("name", flat=True).distinct()


def _listed(there, names, *, without):
    """{initials: the meetings in whose list one of these names with them stands}."""
    by_letters = defaultdict(list)
    for name in names:
        by_letters[initials(name)].append(name)
    return {
        letters: there.filter(name__in=those).values("meeting")
        for letters, those in by_letters.items()
        if is_initials(letters) and letters not in without
    }


def _bold(names):
    """Names as minutes have them that were written here."""
    return [rf"\*\*{re.escape(name)}\*\*" for name in names]


def _plain(letters):
    """Initials as they stand before what somebody says: told ones may be any letters."""
    return [re.escape(one) for one in letters]


def _any(forms):
    """The beginning of a line that one of these says; of no line where there is none."""
    return f"{BEGINS}(?:{'|'.join(forms)}){DASH}" if forms else "$x"

"""What the application knows when it reads a file: years, register and codes, ready to look up.

Made from plain data, so that the reading needs no database. A code is compared without case and
spaces, a name without case and punctuation as well.
"""

import re
from datetime import date
from functools import cached_property

from activity.ingest.headings import plain

NOT_ASSIGNED = re.compile(r"(?i)\b(un-?assigned|unallocated|not assigned|not allocated)\b")
PRACTICE_CODE = re.compile(r"\b[A-HJ-NP-Y]\d{5}\b")
SITE = re.compile(r"[RT]\w\w\w\w")


def code_of(text):
    """A code as it is compared: capitals, no spaces round it."""
    return text.strip().upper()


def by_code(ids):
    """Ids by code, as codes are compared."""
    return {code_of(code): pk for code, pk in ids.items()}


def provider_in(ids, text):
    """Id of a provider among ids `by_code`: by its code, or by the trust's three letters that
    begin a site code; else None."""
    code = code_of(text)
    site = SITE.fullmatch(code)
    return ids.get(code) or (site and ids.get(code[:3])) or None


def specialty_in(ids, text):
    """Id of a specialty among ids `by_code`, or None."""
    return ids.get(code_of(text))


class Known:
    """Look-ups over what was known when the file was read."""

    def __init__(self, facts):
        self.facts = facts
        self.years = set(facts["years"])
        self.expect = facts.get("expect")
        said = facts.get("covers")
        self.covers = None if said is None else {tuple(each) for each in said}
        self.practices = facts["practices"]
        self.providers = by_code(facts.get("providers", {}))
        self.specialties = by_code(facts.get("specialties", {}))
        self.default_codes = {code_of(code) for code in facts.get("default_codes", [])}

    def id_of(self, practice):
        """Id of a practice by its number in the register."""
        return self.practices[practice]["id"]

    @cached_property
    def practice_by_code(self):
        """Index in the register of each practice code."""
        return {code_of(row["code"]): number for number, row in enumerate(self.practices)}

    @cached_property
    def practice_by_name(self):
        """Index in the register of each name that only one practice has."""
        names = [plain(row.get("name") or "") for row in self.practices]
        return {name: n for n, name in enumerate(names) if name and names.count(name) == 1}

    @cached_property
    def locality_names(self):
        """Name of each locality by its id."""
        return {row["id"]: row["name"] for row in self.facts["localities"]}

    @cached_property
    def _localities(self):
        rows = self.facts["localities"]
        codes = {plain(row["code"]): row["id"] for row in rows}
        return codes | {plain(row["name"]): row["id"] for row in rows}

    @cached_property
    def points_of_delivery(self):
        """Id of a point of delivery by its code, its name and whatever else it is called."""
        found = {}
        for row in self.facts["points_of_delivery"]:
            for text in (*row.get("aliases", []), row["name"], row["code"]):
                found[plain(text)] = row["id"]
        return found

    def locality(self, text):
        """Id of the locality that a code or name means, or None."""
        words = plain(text)
        bare = words.removesuffix(" locality").removeprefix("locality ")
        return self._localities.get(words, self._localities.get(bare))

    def locality_in(self, titles):
        """The text of a locality named in one of the titles; the longest name wins."""
        spoken = [(title, f" {plain(title)} ") for title in titles]
        spoken.sort(key=lambda pair: " locality " not in pair[1])
        names = [(plain(r["name"]), r["name"]) for r in self.facts["localities"] if r["name"]]
        names.sort(key=lambda pair: -len(pair[0]))
        for _, words in spoken:
            for name, given in names:
                if name and f" {name} " in words:
                    return given
        return None

    def provider(self, text):
        """Id of the provider that a text means, or None."""
        return provider_in(self.providers, text)

    def specialty(self, text):
        """Id of the specialty that a code means, or None."""
        return specialty_in(self.specialties, text)

    def is_default(self, text):
        """Does a practice code say that the activity has no practice?"""
        return code_of(text) in self.default_codes

    def holder_in(self, texts):
        """The practice or default code that a sheet's name or titles give, or None."""
        words = re.findall(r"\w+", " ".join(texts))
        for word in words:
            if code_of(word) in self.practice_by_code or self.is_default(word):
                return code_of(word)
        coded = [code for text in texts for code in PRACTICE_CODE.findall(text.upper())]
        first = [text.split()[0] for text in texts if text.split()]
        mixed = [code_of(w) for w in first if re.fullmatch(r"[A-Z]{1,3}\d+\w*", w.upper())]
        named = [text for text in texts if plain(text) in self.practice_by_name]
        return next(iter([*coded, *(m for m in mixed if len(m) > 4), *named]), None)

    def locality_of(self, practice, year, month):
        """Id of the locality of a practice in a month of a financial year; None when it has none.

        A practice counts as long as it was open on any day of the month.
        """
        row = self.practices[practice]
        first, last = days_of(year, month)
        if not _spans(row.get("opened"), row.get("closed"), first, last):
            return None
        places = [p for p in row["localities"] if _spans(p.get("from"), p.get("to"), first, last)]
        return places[-1]["id"] if places else None


def days_of(year, month):
    """First day of a month of a financial year, and its last, as ISO text."""
    calendar = month + 3 if month < 10 else month - 9
    first = date(year if month < 10 else year + 1, calendar, 1)
    after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return first.isoformat(), date.fromordinal(after.toordinal() - 1).isoformat()


def _spans(start, end, first, last):
    return (not start or start <= last) and (not end or end >= first)

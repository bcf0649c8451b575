"""What the people of `bench.load` saw, in figures and in tables."""

import json
import os
import platform
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from bench.books import ROWS
from bench.crowd import NOT_ANSWERED

# R10: people: milliseconds at p95 and p99 while a workbook comes in; then percent of memory.
GOALS = {100: (500, 1000), 200: (1000, None)}
MOST_GROWTH = 5
SETTLED = 5  # minutes after which every page was asked for and what is kept of a year is full
# Deeds answer with a redirect to what was done; their form comes back with 200 where it was not.
LEADS_TO = {
    "raise an action": r"/actions/\d+/",
    "send in a workbook": r"/files/\d+/",
    "publish a workbook": r"/files/\d+/",
}
OF_THE_SENDER = ("send in a workbook", "the page of a file", "publish a workbook")
VERSION = platform.python_version()
WITH_THE_TOTAL = ("position of the county", "position of a PCT")


class Seen:
    """What the people of one crowd wrote down."""

    def __init__(self, lines):
        self.answers = [line for line in lines if isinstance(line, list)]
        rest = [line for line in lines if isinstance(line, dict)]
        self.sent = [one for one in rest if "sent" in one]
        self.read = [one for one in rest if "read" in one]
        self.books = [one for one in rest if "book" in one]
        self.publishing = [one["at"] for one in rest if "publishing" in one]
        self.faults = [one for one in rest if "fault" in one]
        self.began = next(one["began"] for one in rest if [*one] == ["began"])
        self.spent = {}  # {part: processor seconds meanwhile}

    @property
    def lasted(self):
        """Seconds until the last of the people had their last answer; the sender may be later."""
        return (
            max((one[0] + one[1] / 1000 for one in self.asked()), default=self.began) - self.began
        )

    def asked(self):
        """The answers that people waited for; what the sender does is told apart."""
        return [one for one in self.answers if one[2] not in OF_THE_SENDER]

    def pages(self):
        """Those of them that are what was asked for: an error is quick, and no page."""
        return [one for one in self.asked() if not wrong_with(one)]

    def errors(self):
        """Whatever is not what was asked for, the sender's too."""
        return [one for one in self.answers if wrong_with(one)]

    def while_importing(self):
        """The pages that began while a workbook was received, read or published."""
        return [one for one in self.pages() if self._is_importing(one[0])]

    def _is_importing(self, at):
        return any(book["began"] <= at <= book["published"] for book in self.books)

    def wrong_totals(self, totals, first):
        """(pages that showed another total of the county than that of before or of after, or none,
        how many pages had to show one)."""
        wrong, shown = [], [one for one in self.pages() if one[2] in WITH_THE_TOTAL]
        for one in shown:
            began, ended, seen = one[0], one[0] + one[1] / 1000, {*one[5]}
            least = first + sum(book["published"] <= began for book in self.books)
            most = first + sum(at <= ended for at in self.publishing)
            if not seen or not seen <= {*totals[least : most + 1]}:
                wrong.append(one)
        return wrong, len(shown)


def wrong_with(answer):
    """What is wrong with an answer, in words; "" for a page, and for a deed that was done."""
    _, _, what, status, _, _, leads = answer
    path = leads.partition("?")[0]
    if status == NOT_ANSWERED:
        return "no answer"
    if what not in LEADS_TO:
        return "" if status == 200 else f"{status} {path}".strip()
    if status == 200:
        return "its form came back"
    done = status == 302 and re.fullmatch(LEADS_TO[what], leads)
    return "" if done else f"{status} {path}".strip()


@dataclass
class Run:
    """So many people at work for a while, and what was planned and found beside."""

    people: int
    seen: Seen
    planned: int  # workbooks
    totals: tuple[list, int] = ([], 0)  # pages with a wrong total, and pages with one
    before: dict | None = None  # MiB by part
    after: dict | None = None
    meanwhile: list = field(default_factory=list)  # MiB of the webs, minute by minute

    def troubles(self):
        """Why the figures of this run count for nothing, in words."""
        found = [f"{self._there}: {one['fault']}" for one in self.seen.faults]
        wrong, shown = self.totals
        if len(self.seen.books) < self.planned:
            counts = f"{len(self.seen.books)} of {self.planned} workbooks were published"
            found.append(f"{self._there}: {counts}")
        if wrong:
            found.append(f"{self._there}: {len(wrong)} of {shown} totals were wrong")
        if self.people and not shown:
            found.append(f"{self._there}: nobody was shown a total of the county")
        return found

    @property
    def _there(self):
        return f"{self.people} people there" if self.people else "nobody there"

    def growth(self):
        """{part: percent by which the memory that it holds has grown}."""
        return {name: 100 * (self.after[name] / held - 1) for name, held in self.before.items()}

    def growth_since(self, minute):
        """Percent by which what the webs hold has grown since that minute; None of a run that was
        over by then."""
        if len(self.meanwhile) <= minute:
            return None
        return 100 * (self.after["web"] / self.meanwhile[minute - 1] - 1)

    def goals(self):
        """(what is to be reached, what was, whether it is met) of each goal of R10."""
        took = times(self.seen.while_importing())
        for share, most in zip((95, 99), GOALS.get(self.people, (None, None)), strict=True):
            if most and took:
                got = part(took, share)
                yield f"p{share} of at most {most} ms", f"{got:.0f} ms", got <= most
        errors = len(self.seen.errors())
        yield "no errors", f"{errors}", not errors
        name, most = max(self.growth().items(), key=lambda one: one[1])
        yield (
            f"memory grown by at most {MOST_GROWTH} %",
            f"{name} {most:+.1f} %",
            most <= MOST_GROWTH,
        )
        later = self.growth_since(SETTLED)
        if later is not None:
            goal = f"of the webs after the first {SETTLED} minutes"
            yield goal, f"{later:+.1f} %", later <= MOST_GROWTH


def load_in_words(alone, runs, pace):
    """The figures of `bench.load` as tables."""
    lines = [
        f"`python -m bench.load`, a part of `make bench`, on {os.cpu_count()} cores that also had",
        f"the people and other work (load {os.getloadavg()[0]:.1f}), Python {VERSION}: the site",
        "as `make run` has it, two years of 130 practices in it, signed-in people who think for 1",
        f"to 3 s, and a workbook of {ROWS:,} rows every {pace} s that states two months of every",
        "practice anew.",
        "Milliseconds until the whole of an answer was there, of answers that are what was asked",
        "for; the rest are errors, those of whoever sends the workbooks among them.",
        "",
        *_in_words(runs),
        "",
        "| people | seconds | pages a second | p50 | p95 | p99 | slowest | errors |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        lines.append(_row(f"{run.people}", run.seen.pages(), run.seen))
        lines.append(_row(f"{run.people}, of a workbook", run.seen.while_importing()))
    lines += [*_errors(runs), "", *_by_page(runs[0].seen), "", *_by_book([alone, *runs])]
    lines += ["", *_memory(runs), "", *_processor(runs), ""]
    for run in runs:
        wrong, shown = run.totals
        lines.append(
            f"Of {shown} pages with the total of the county that {run.people} people were shown,"
            f" {len(wrong)} had another than that of before or that of after a publication."
        )
        for fault in [*run.seen.faults, *run.seen.errors()[:5], *wrong[:5]]:
            sys.stderr.write(f"{json.dumps(fault)[:2000]}\n")
    return "\n".join(lines) + "\n"


def _in_words(runs):
    """Each goal, and whether it was met; what was asked for in a shorter time is said."""
    lines = []
    for run in runs:
        lines.append(f"Goals with {run.people} people, for {run.seen.lasted:.0f} s (R10: 1800):")
        lines.append("")
        for goal, got, is_met in run.goals():
            lines.append(f"- {goal}: {'met' if is_met else '**not met**'}, {got}")
        lines.append("")
    return lines[:-1]


def _errors(runs):
    """Each kind of error and how many there were."""
    kinds = Counter(
        (run.people, one[2], wrong_with(one)) for run in runs for one in run.seen.errors()
    )
    lines = ["", "| people | error | answers |", "|---|---|---:|"] if kinds else []
    for (people, what, fault), many in sorted(kinds.items()):
        lines.append(f"| {people} | {what}: {fault} | {many} |")
    return lines


def _by_page(seen):
    lines = ["| page | answers | p50 | p95 |", "|---|---:|---:|---:|"]
    for what in sorted({one[2] for one in seen.answers}):
        took = times(one for one in seen.answers if one[2] == what)
        lines.append(f"| {what} | {len(took)} | {part(took, 50):.0f} | {part(took, 95):.0f} |")
    return lines


def _by_book(runs):
    """What became of the workbooks; and the seconds until one was read, from its sending, and until
    it was published, from the click."""
    lines = [
        f"| {ROWS:,} rows | planned | sent | read | published | failed | to read | publish |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        seen, books = run.seen, run.seen.books
        counts = [run.planned, len(seen.sent), len(seen.read), len(books)]
        counts.append(len(seen.sent) - len(books))
        name = f"{run.people} people there" if run.people else "nobody there"
        read = sorted(book["staged"] - book["began"] for book in books)
        put = sorted(book["published"] - book["staged"] for book in books)
        middle = f"{part(read, 50):.1f} | {part(put, 50):.1f}" if books else " | "
        lines.append(f"| {name} | {' | '.join(map(str, counts))} | {middle} |")
    return lines


def _processor(runs):
    """What the parts worked for each page; the reading and publishing of workbooks is in it."""
    lines = ["| processor, milliseconds a page | web | database | reader |", "|---|---:|---:|---:|"]
    for run in runs:
        pages, spent = max(1, len(run.seen.pages())), run.seen.spent
        each = (f"{1000 * spent[name] / pages:.1f}" for name in ("web", "database", "reader"))
        lines.append(f"| {run.people} people | {' | '.join(each)} |")
    return lines


def _memory(runs):
    lines = ["| MiB held | before | after | growth |", "|---|---:|---:|---:|"]
    for run in runs:
        for name, grown in run.growth().items():
            held = f"{run.before[name]:.0f} | {run.after[name]:.0f}"
            lines.append(f"| {name}, {run.people} people | {held} | {grown:+.1f} % |")
    for run in runs:
        if run.meanwhile:
            held = ", ".join(f"{one:.0f}" for one in run.meanwhile)
            lines += ["", f"MiB of the webs after each minute with {run.people} people: {held}."]
    return lines


def _row(name, pages, seen=None):
    """The times of some pages; the seconds, the rate and the errors where they are a whole run."""
    took = times(pages)
    slow = " | ".join(f"{part(took, share):.0f}" if took else "" for share in (50, 95, 99, 100))
    if seen is None:
        return f"| {name} | | | {slow} | |"
    lasted = f"{seen.lasted:.0f} | {len(took) / max(seen.lasted, 1):.1f}"
    return f"| {name} | {lasted} | {slow} | {len(seen.errors())} |"


def times(answers):
    """The milliseconds of some answers, the quickest first."""
    return sorted(one[1] for one in answers)


def part(took, share):
    """The milliseconds within which so many of a hundred were answered."""
    return took[min(len(took) - 1, len(took) * share // 100)]

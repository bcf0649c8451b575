"""What the people of `bench.load` saw, in figures and in tables."""

import json
import os
import sys

from bench.books import ROWS

GOALS = {100: (500, 1000), 200: (1000, 2000)}  # people: milliseconds at p95 and p99


class Seen:
    """What the people of one crowd wrote down."""

    def __init__(self, lines):
        self.answers = [line for line in lines if isinstance(line, list)]
        rest = [line for line in lines if isinstance(line, dict)]
        self.books = [one for one in rest if "book" in one]
        self.publishing = [one["at"] for one in rest if "publishing" in one]
        self.faults = [one for one in rest if "fault" in one]
        self.began = next(one["began"] for one in rest if [*one] == ["began"])
        self.spent = {}  # {part: processor seconds meanwhile}
        self.ended = next(one["ended"] for one in rest if [*one] == ["ended"])

    def pages(self):
        """The answers that people waited for; what the sender does is told apart."""
        return [one for one in self.answers if one[2] not in OF_THE_SENDER]

    def errors(self):
        """Whatever is neither a page nor the way to one."""
        return [one for one in self.answers if one[3] not in (200, 302)]

    def while_importing(self):
        """The pages that began while a workbook was received, read or published."""
        spans = [(book["began"], book["published"]) for book in self.books]
        return [one for one in self.pages() if any(a <= one[0] <= b for a, b in spans)]

    def wrong_totals(self, totals, first):
        """Pages of the county that showed another total than that of before or of after."""
        wrong, shown = [], [one for one in self.answers if one[2] == "position of the county"]
        for began, took, what, status, size, seen in shown:
            ended = began + took / 1000
            least = first + sum(book["published"] <= began for book in self.books)
            most = first + sum(at <= ended for at in self.publishing)
            if status == 200 and not {*seen} & {*totals[least : most + 1]}:
                wrong.append([began, took, what, status, size, seen])
        return wrong, len(shown)


OF_THE_SENDER = ("send in a workbook", "the page of a file", "publish a workbook")


def load_in_words(found, pace):
    """The figures of `bench.load` as tables."""
    alone, crowds = found
    lines = [
        f"`python -m bench.load`, a part of `make bench`, on {os.cpu_count()} cores that also had",
        f"the people and other work (load {os.getloadavg()[0]:.1f}): the site as `make run` has",
        "it, two years of 130 practices in it, signed-in people who think for 1 to 3 s, and a",
        f"workbook of {ROWS:,} rows every {pace} s that states two months of every practice anew.",
        "Milliseconds until the whole of an answer was there.",
        "",
        "| people | seconds | pages a second | p50 | p95 | p99 | slowest | goals | errors |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for people, (seen, *_) in crowds.items():
        lines.append(_row(str(people), seen.pages(), seen, people))
        lines.append(_row(f"{people}, of a workbook", seen.while_importing(), seen, people))
    lines += ["", *_by_page(next(iter(crowds.values()))[0]), "", *_by_book(alone, crowds)]
    lines += ["", *_memory(crowds), "", *_processor(crowds), ""]
    for people, (seen, _, _, (wrong, shown)) in crowds.items():
        lines.append(
            f"Of {shown} totals of the county that {people} people were shown, {len(wrong)} were"
            " neither that of before nor that of after a publication."
        )
        for fault in [*seen.faults, *seen.errors()[:5], *wrong[:5]]:
            sys.stderr.write(f"{json.dumps(fault)[:2000]}\n")
    return "\n".join(lines) + "\n"


def _by_page(seen):
    lines = ["| page | answers | p50 | p95 |", "|---|---:|---:|---:|"]
    for what in sorted({one[2] for one in seen.answers}):
        took = times(one for one in seen.answers if one[2] == what)
        lines.append(f"| {what} | {len(took)} | {part(took, 50):.0f} | {part(took, 95):.0f} |")
    return lines


def _by_book(alone, crowds):
    """Until a workbook was read, from its sending; and until it was published, from the click."""
    lines = [
        f"| {ROWS:,} rows, in seconds | workbooks | read | published |",
        "|---|---:|---:|---:|",
    ]
    named = {"nobody there": alone} | {f"{n} people there": one[0] for n, one in crowds.items()}
    for name, seen in named.items():
        read = sorted(book["staged"] - book["began"] for book in seen.books)
        put = sorted(book["published"] - book["staged"] for book in seen.books)
        if read:
            middle = f"{part(read, 50):.1f} | {part(put, 50):.1f}"
            lines.append(f"| {name} | {len(read)} | {middle} |")
    return lines


def _processor(crowds):
    """What the parts worked for each page; the reading and publishing of workbooks is in it."""
    lines = ["| processor, milliseconds a page | web | database | reader |", "|---|---:|---:|---:|"]
    for people, (seen, *_) in crowds.items():
        pages = max(1, len(seen.pages()))
        each = (f"{1000 * seen.spent[name] / pages:.1f}" for name in ("web", "database", "reader"))
        lines.append(f"| {people} people | {' | '.join(each)} |")
    return lines


def _memory(crowds):
    lines = ["| MiB held | before | after | growth |", "|---|---:|---:|---:|"]
    for people, (_, before, after, _) in crowds.items():
        for name, held in before.items():
            grown = 100 * (after[name] / held - 1)
            lines.append(
                f"| {name}, {people} people | {held:.0f} | {after[name]:.0f} | {grown:+.1f} % |"
            )
    return lines


def _row(name, pages, seen, people):
    took, goal = times(pages), GOALS.get(people, ("-", "-"))
    if not took:
        return f"| {name} | | | | | | | | |"
    errors = sum(one[3] not in (200, 302) for one in pages)
    slow = " | ".join(f"{part(took, share):.0f}" for share in (50, 95, 99, 100))
    lasted = seen.ended - seen.began
    rate = f"{len(took) / lasted:.1f}" if name == str(people) else ""
    return f"| {name} | {lasted:.0f} | {rate} | {slow} | {goal[0]} / {goal[1]} | {errors} |"


def times(answers):
    """The milliseconds of some answers, the quickest first."""
    return sorted(one[1] for one in answers)


def part(took, share):
    """The milliseconds within which so many of a hundred were answered."""
    return took[min(len(took) - 1, len(took) * share // 100)]

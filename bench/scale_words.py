"""What `bench.scale` found, in words and tables."""

import os
import time
from statistics import median


def years_in_words(asked, found):
    took = found["took"]
    ratio = median(took[max(took)]) / median(took[min(took)])
    lines = [
        f"`python -m bench.scale years --years {asked.years}`: {12 * asked.years} months of 130",
        "practices, every file taken in and published by the site's own way in;",
        *_on(asked, found),
        "",
        *_table(found["pages"]),
        "",
        "| import and publication of a month, seconds | middle | slowest |",
        "|---|---:|---:|",
        *(f"| {year} | {median(each):.2f} | {max(each):.2f} |" for year, each in took.items()),
        "",
        f"The last year beside the first, in an empty database: {ratio:.2f} times.",
        "Of the partitions of the lines, one a year, the planner reads for",
        "",
        *(f"- {page}: {', '.join(map(str, of))}" for page, of in found["partitions"].items()),
        "",
        *_room(found),
    ]
    return "Five years of a county", "\n".join(lines) + "\n"


def england_in_words(asked, alone, among):
    lines = [
        f"`python -m bench.scale england --counties {asked.counties} --months {asked.months}`:",
        f"{asked.counties} counties of 130 practices, {asked.months} months of each, loaded in",
        f"{among['loaded'] / 60:.0f} minutes: one county's files by the site's own way in, the",
        "others' as copies of its rows, with every rule of the database on;",
        *_on(asked, among),
        "",
        *_table(among["pages"], alone["pages"]),
        "",
        "| first page of a process | ms | the next | MiB held | alone: ms | the next | MiB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, figures in among["cold"].items():
        both = (f"{figure:,.0f}" for figure in (*figures, *alone["cold"][name]))
        lines.append(f"| {name} | {' | '.join(both)} |")
    lines += [
        "",
        "One county's month, restated, taken in and published:",
        f"{among['import']:.1f} s, alone {alone['import']:.1f} s.",
        "A backup: {:.0f} s and {:,.0f} MiB, alone {:.0f} s and {:,.0f} MiB.".format(
            *among["backup"], *alone["backup"]
        ),
        "",
        *_room(among),
    ]
    return "England in one database", "\n".join(lines) + "\n"


def _on(asked, found):
    """What it ran on, in lines."""
    return [
        f"{time.strftime('%d %B %Y')}, {os.cpu_count()} cores that may have had other work too",
        f"(load {found['load']:.1f}). {asked.visits} visits of each page, in turns; milliseconds",
        "at the server, warm. The least is the site's own processor time, the database apart.",
    ]


def _table(found, beside=None):
    """The figures of pages, and how many times those of `beside` they are."""
    head, rule = "| page | statements | least | middle | p95 |", "|---|---:|---:|---:|---:|"
    if beside:
        head, rule = f"{head} alone: statements | p95 | times |", f"{rule}---:|---:|---:|"
    lines = [head, rule]
    for name, (statements, taken, least) in found.items():
        middle, slow = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.95))
        line = f"| {name} | {statements} | {1000 * least:.1f} | {middle:.1f} | {slow:.1f} |"
        if beside:
            asks, times, _ = beside.get(name, ("", [], 0))
            before = times and 1000 * times[int(len(times) * 0.95)]
            line += f" {asks} | {before:.1f} | {slow / before:.2f} |" if before else " | | |"
        lines.append(line)
    return lines


def _room(found):
    lines = ["| table | rows | MiB | MiB of its indexes |", "|---|---:|---:|---:|"]
    for name, rows, own, by in found["room"]:
        count, indexes = ("", "") if rows is None else (f"{rows:,.0f}", f"{by:,.0f}")
        lines.append(f"| {name} | {count} | {own:,.0f} | {indexes} |")
    return lines

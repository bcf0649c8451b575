"""People, vacant posts, appointments and who did what, as they are taken away (B11)."""

from django.utils.timezone import localtime

from pbc.core import periods
from pbc.core.exports import Column, Fact, Kind, Table

PEOPLE = [
    Column("Name", Kind.NAME),
    Column("Name to sign in with"),
    Column("Appointed as", Kind.NAME),
    Column("Last signed in", Kind.DAY),
    Column("May sign in"),
]
POSTS = [
    Column("Over", Kind.NAME),
    Column("Role", Kind.NAME),
    Column("Held last by", Kind.NAME),
    Column("Vacant since", Kind.DAY),
]
ACCESS = [
    Column("Who", Kind.NAME),
    Column("May see and do as", Kind.NAME),
    Column("Since", Kind.DAY),
    Column("To", Kind.DAY),
    Column("Given by", Kind.NAME),
    Column("Last signed in", Kind.DAY),
    Column("Used"),
    Column("May sign in"),
]

HELD = [
    Column("As what", Kind.NAME),
    Column("Stands in for", Kind.NAME),
    Column("State"),
    Column("From", Kind.DAY),
    Column("To", Kind.DAY),
    Column("Given by", Kind.NAME),
    Column("Decided by", Kind.NAME),
]
HISTORY = [
    Column("What", Kind.NAME),
    Column("Why", Kind.NAME),
    Column("On", Kind.DAY),
    Column("At"),
    Column("By", Kind.NAME),
]


def of_people(rows):
    """Everybody who was found, by name."""
    return Table("People", PEOPLE, map(_person, rows))


def of_posts(posts):
    """Every post that nobody holds."""
    rows = [(post.over, post.role, post.last or "nobody yet", post.since) for post in posts]
    return Table("Vacant posts", POSTS, rows)


def of_access(held):
    """Every appointment that holds, in the order of its page."""
    return Table("Who may see what", ACCESS, map(_access, held))


def of_person(held, history, deeds):
    """What somebody is appointed to, what was done with that, and what they did."""
    found = [Table("Appointed as", HELD, map(_held, held))] if held else []
    found += [of_history("What was done", history)] if history else []
    return found + ([of_history("What they did", deeds)] if deeds else [])


def of_history(name, entries):
    """Who did what and when, newest first."""
    return Table(name, HISTORY, map(_entry, entries))


def facts_of(today, words=""):
    """What to know of a list: what was looked for, and of which day it is."""
    said = [("Found for", words), ("As it was on", periods.day(today))]
    return [Fact(name, value) for name, value in said if value]


def _person(row):
    return (
        row.name,
        row.username,
        "; ".join(row.titles) or "nothing",
        _signed_in(row.last_login),
        _yes_or_no(row.may_sign_in),
    )


def _access(one):
    return (
        one.person,
        one.title,
        one.from_date,
        one.to_date or "no end yet",
        one.given_by,
        _signed_in(one.last_login),
        _yes_or_no(not one.is_unused),
        _yes_or_no(one.may_sign_in),
    )


def _held(one):
    to_date = one.to_date or "no end yet"
    days = one.from_date, to_date
    return (one.title, one.stands_in_for, one.state, *days, one.given_by, one.decided_by)


def _entry(one):
    at = localtime(one.at)
    return one.what, one.why, at.date(), f"{at:%H:%M}", one.by


def _signed_in(when):
    return localtime(when).date() if when else "never"


def _yes_or_no(is_so):
    return "yes" if is_so else "no"

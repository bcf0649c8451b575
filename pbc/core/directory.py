"""Bringing the register up to date from a reference folder: dated rows are ended and added,
never rewritten, and loading the same folder twice changes nothing."""

from collections import defaultdict
from datetime import date, timedelta

from pbc.core import periods, reference
from pbc.core.deeds import deed
from pbc.core.models import (
    Commissioner,
    Group,
    GroupMembership,
    Locality,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    PracticeMerger,
    Provider,
    Standing,
)

SINCE_EVER = date(1990, 4, 1)  # the register's own start, where a row gives none


@deed
def load_register(*, folder, known_from, today, by):
    """Load localities, groups, practices, providers and who belonged where, from when to when.

    What is loaded counts as known from each row's own start, or from `known_from`; a span that
    the folder no longer has is known until then, or until `today`.
    """
    ends = known_from or today
    for name, model in (("providers.csv", Provider), ("pbc_groups.csv", Group)):
        for row in reference.rows(folder, name):
            with reference.at(row):
                keep_named(model, row["code"], name=row["name"])
    localities = _load_localities(folder, known_from, ends)
    practices = reference.rows(folder, "practices.csv")
    _refuse_two_of_one(practices)
    known = Known(localities)
    for row in practices:
        with reference.at(row):
            _load_practice(row, known, known_from, ends)
    for row in practices:
        if row.get("merged_into"):
            with reference.at(row):
                _load_merger(row)


def _refuse_two_of_one(practices):
    first = {}
    for row in practices:
        with reference.at(row):
            if first.setdefault(row["practice_code"], row) != row:
                raise reference.NotReadable(f"{row['practice_code']} stands twice, and not alike")


def keep_named(model, code, **fields):
    """Add an organisation, or change what its row says of it; an empty cell changes nothing."""
    if not code:
        raise reference.NotReadable(f"a {model._meta.verbose_name} has no code")
    found = model.objects.filter(code=code).first()
    if found is None:
        return model.objects.create(code=code, **fields)
    changed = {n: v for n, v in fields.items() if v and getattr(found, n) != v}
    for name, value in changed.items():
        setattr(found, name, value)
    if changed:
        found.save()
    return found


def keep_dated(model, owner, wanted, *, known_from, ends):
    """Make the spans known of one owner those wanted: end what differs, add what lacks.

    What takes the place of another is known from the day on which that is known no longer.

    `owner` is {field: object}, `wanted` a list of {field: value} with from_date and to_date.
    """
    held = model.objects.filter(**owner, known_until=None)
    _keep_dated(model, owner, wanted, held, known_from=known_from, ends=ends)


def _keep_dated(model, owner, wanted, held, *, known_from, ends):
    names, since = sorted({name for fields in wanted for name in fields}), known_from
    spans = {tuple(_plain(fields.get(name)) for name in names): fields for fields in wanted}
    for row in held:
        if spans.pop(tuple(_plain(getattr(row, name)) for name in names), None) is None:
            row.known_until = max(row.known_from, ends)
            row.save()
            since = known_from or max(since or ends, row.known_until)
    return model.objects.bulk_create(
        model(**owner, **fields, known_from=since or fields["from_date"])
        for fields in spans.values()
    )


def _plain(value):
    return getattr(value, "pk", value)


def _load_localities(folder, known_from, ends):
    names = {row["code"]: row["name"] for row in reference.rows(folder, "old_pcts.csv")}
    names |= {row["code"]: row["name"] for row in reference.rows(folder, "pcts.csv")}
    for row in reference.rows(folder, "localities.csv"):
        with reference.at(row):
            _load_locality(row, names, known_from, ends)
    return {locality.code: locality for locality in Locality.objects.all()}


def _load_locality(row, names, known_from, ends):
    locality = keep_named(Locality, row["locality"], name=row["name"])
    spans = []
    for code, first, last in commissioner_spans(row):
        name = names.get(code) or _new_name(row.get("half"), code)
        held_by = keep_named(Commissioner, code, name=name)
        spans.append({"commissioner": held_by, "from_date": first, "to_date": last})
    owner = {"locality": locality}
    keep_dated(LocalityCommissioner, owner, spans, known_from=known_from, ends=ends)


def _new_name(half, code):
    """The name of a PCT that the folder does not name: by its half of the county."""
    return f"{half} PCT" if half else code


def commissioner_spans(row):
    """Which PCT a locality belonged to, by its columns `pct_to_2006_09_30`,
    `pct_from_2006_10_01` and the like: [(code, first day, last day or None)]."""
    spans = []
    for key, code in row.items():
        way, _, on = key.removeprefix("pct_").partition("_")
        if code and key.startswith("pct_") and way in ("to", "from"):
            on = reference.day(on.replace("_", "-"))
            spans.append((code, SINCE_EVER, on) if way == "to" else (code, on, None))
    return spans


class Known:
    """What the register holds while the practices of a folder are loaded, read once."""

    def __init__(self, localities):
        self.localities = localities
        self.groups = {group.code: group for group in Group.objects.all()}
        self.spans = {model: defaultdict(list) for model in (PracticeLocality, GroupMembership)}
        for model, by_practice in self.spans.items():
            for span in model.objects.filter(known_until=None):
                by_practice[span.practice_id].append(span)

    def keep(self, model, practice, wanted, **days):
        """`keep_dated` for a practice, against what was read and kept since."""
        held = [span for span in self.spans[model][practice.pk] if span.known_until is None]
        made = _keep_dated(model, {"practice": practice}, wanted, held, **days)
        self.spans[model][practice.pk] = [*held, *made]


def _load_practice(row, known, known_from, ends):
    practice = keep_named(
        Practice, row["practice_code"], name=row["practice_name"], town=row.get("town", "")
    )
    closed = reference.day(row.get("closed"))
    opened = reference.day(row.get("opened")) or SINCE_EVER
    days = {"known_from": known_from, "ends": ends}
    if row["locality"] not in known.localities:
        raise reference.NotReadable(f"there is no locality {row['locality']}")
    there = {"locality": known.localities[row["locality"]], "from_date": opened, "to_date": closed}
    known.keep(PracticeLocality, practice, [there], **days)
    known.keep(GroupMembership, practice, _memberships(row, known.groups, opened, closed), **days)


def _memberships(row, groups, opened, closed):
    """How the practice stood in each year that the row has a group column for."""
    spans = []
    for year, code in sorted(reference.year_columns(row, "pbc_group_").items()):
        first = max(opened, periods.first_day(year, 1))
        last = min(closed or date.max, periods.last_day(year, 12))
        if first > last:
            continue
        spans.append({"from_date": first, "to_date": last, **_standing(row, code, groups)})
    return spans


def _standing(row, code, groups):
    if code:
        if code not in groups:
            raise reference.NotReadable(f"there is no {Group._meta.verbose_name} {code}")
        return {"standing": Standing.MEMBER, "group": groups[code], "reason": ""}
    reason = row.get("status", "").removeprefix("outside:").strip() or "not stated"
    provides = "provider" in reason.lower()
    standing = Standing.PROVIDER_ONLY if provides else Standing.NOT_INVOLVED
    return {"standing": standing, "group": None, "reason": reason}


def _load_merger(row):
    code, into = row["practice_code"], row["merged_into"]
    closed = reference.day(row.get("closed"))
    if into == code:
        raise reference.NotReadable(f"{code} cannot be merged into itself")
    if closed is None:
        raise reference.NotReadable(f"{code} is merged into {into}: say when it closed")
    PracticeMerger.objects.get_or_create(
        practice=reference.one(Practice, code),
        undone_on=None,
        defaults={"into": reference.one(Practice, into), "on_date": closed + timedelta(days=1)},
    )

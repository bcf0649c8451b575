"""When a backup is due, and for how long it is kept (R8)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings

from pbc.backups import keeping
from pbc.core import clock
from pbc.core.models import BackupKind, BackupRun

KEPT = {"daily": 7, "weekly": 5, "monthly": 12}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2006-12-05T01:59", "2006-12-04T02:00"),
        ("2006-12-05T02:00", "2006-12-05T02:00"),
        ("2006-07-05T01:30", "2006-07-05T01:00"),  # in summer London is an hour ahead
        ("2006-03-26T00:30", "2006-03-25T02:00"),  # the night in which that hour is lost
    ],
)
def test_a_backup_is_due_at_the_time_of_day_in_london_r8(now, due, monkeypatch):
    monkeypatch.setattr(settings, "PBC_BACKUPS_AT", time(2))

    assert keeping.last_due(at(now)) == at(due)


@pytest.mark.django_db
def test_a_site_that_has_just_been_made_is_left_alone_r8(folder, monkeypatch):
    monkeypatch.setattr(keeping, "SETTLING", timedelta(hours=1))

    begun = keeping.site_made_at()

    assert not keeping.is_due(begun + timedelta(minutes=59))
    assert keeping.is_due(begun + timedelta(hours=26))


@pytest.mark.django_db
def test_one_good_backup_a_day_is_enough_r8(folder):
    now = clock.now()
    assert keeping.is_due(now)

    BackupRun.objects.create(ended_at=now)

    assert not keeping.is_due(now)
    assert keeping.why_not() == "No backup is due: today's has been made"


@pytest.mark.django_db
def test_one_that_failed_is_tried_again_over_the_night_r8(folder, monkeypatch):
    """After ten minutes, then an hour, then four: a mount that is late, or a server, is back."""
    monkeypatch.setattr(settings, "PBC_BACKUPS_AT", time(2))
    monkeypatch.setattr(keeping, "SETTLING", timedelta(days=-100_000))
    now = at("2006-12-05T02:00")
    for minutes in (10, 60, 240):
        assert keeping.is_due(now)
        BackupRun.objects.create(started_at=now, ended_at=now, error="No space left")
        now += timedelta(minutes=minutes)
        assert not keeping.is_due(now - timedelta(minutes=1))
    assert keeping.is_due(now)

    BackupRun.objects.create(started_at=now, ended_at=now, error="No space left")

    assert not keeping.is_due(at("2006-12-06T01:59"))
    BackupRun.objects.all().delete()
    assert keeping.is_due(at("2006-12-06T02:00"))


@pytest.mark.django_db
def test_a_drill_or_a_check_is_no_backup_r8(folder):
    now = clock.now()
    for kind in (BackupKind.CHECKED, BackupKind.DRILLED):
        BackupRun.objects.create(kind=kind, ended_at=now)

    assert keeping.is_due(now)


@pytest.mark.django_db
def test_where_no_folder_is_given_none_is_due_r8(folder, monkeypatch):
    monkeypatch.setattr(settings, "PBC_BACKUPS_TO", None)

    assert not keeping.is_due(clock.now())


def test_of_two_years_of_nights_the_days_the_weeks_and_the_months_are_kept_r8():
    """To Wednesday 13 December 2006. Seven nights; the Sundays before; the last night of each
    month before."""
    nights = [at("2005-01-01T02:00") + timedelta(days=number) for number in range(712)]
    assert nights[-1].date() == date(2006, 12, 13)

    kept = sorted(one.date() for one in keeping.worth_keeping(nights, KEPT))

    days = [date(2006, 12, day) for day in range(7, 14)]
    weeks = [date(2006, 11, 19), date(2006, 11, 26), date(2006, 12, 3)]  # and the 10th, the 13th
    ends = [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30)]
    months = [date(2006, *one) for one in [*ends, (10, 31), (11, 30)]]  # and the 13th
    assert kept == sorted([*days, *weeks, *months])


def test_the_newest_is_kept_whatever_the_rules_say_r8():
    nights = [at("2006-12-12T02:00"), at("2006-12-13T02:00")]

    assert keeping.worth_keeping(nights, {"daily": 0}) == {nights[1]}
    assert keeping.worth_keeping([], KEPT) == set()


def test_nights_without_a_backup_cost_no_other_one_r8():
    """A site that was off for a year still has the last seven days that have one."""
    nights = [at("2005-01-01T02:00") + timedelta(days=number) for number in range(10)]
    nights.append(at("2006-12-13T02:00"))

    assert keeping.worth_keeping(nights, {"daily": 7}) == set(nights[-7:])


@pytest.mark.django_db
def test_only_files_of_our_own_naming_are_let_go_r8(folder, monkeypatch):
    monkeypatch.setattr(settings, "PBC_BACKUPS_KEPT", {"daily": 1})
    folder.mkdir()
    names = ["pbc-20061212T020000Z.tar", "pbc-20061212T020000Z.tar.sha256"]
    stay = ["pbc-20061213T020000Z.tar", "pbc-before the upgrade.tar", "mine.tar", "pbc-2006.tar"]
    for name in (*names, *stay):
        (folder / name).write_text("bytes")

    keeping.let_go(folder, keep=folder / stay[0])

    assert sorted(path.name for path in folder.iterdir()) == sorted(stay)


@pytest.mark.django_db
def test_a_clock_that_was_wrong_costs_no_backup_r8(folder, monkeypatch):
    """One dated after now would be the newest for ever, and the one just made be let go."""
    monkeypatch.setattr(settings, "PBC_BACKUPS_KEPT", {"daily": 1})
    folder.mkdir()
    names = ["pbc-20061212T020000Z.tar", "pbc-20061213T020000Z.tar", "pbc-29991231T020000Z.tar"]
    for name in names:
        (folder / name).write_text("bytes")

    keeping.let_go(folder, keep=folder / names[1])
    assert sorted(path.name for path in folder.iterdir()) == names

    (folder / names[2]).unlink()
    keeping.let_go(folder, keep=folder / names[0])
    assert sorted(path.name for path in folder.iterdir()) == names[:2]

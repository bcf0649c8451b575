"""Whoever keeps the service sees how old the last good backup is (R8, H02)."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from pbc import environment
from pbc.backups import keeping, state
from pbc.core import clock
from pbc.core.models import BackupKind, BackupRun
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db


def made(hours_ago=1, **details):
    began = clock.now() - timedelta(hours=hours_ago)
    known = {"file_name": "pbc-20061213T020000Z.tar", "size": 5 * 2**20}
    return BackupRun.objects.create(started_at=began, ended_at=began, **known | details)


def lies(folder, run):
    """The file of a backup, where it was put."""
    folder.mkdir()
    (folder / run.file_name).write_text("bytes")


def page(client):
    client.force_login(make.administrator())
    return said(client.get("/system/"))


def test_the_last_good_backup_is_shown_with_its_age_r8(client, folder):
    lies(folder, made(hours_ago=3))

    shown = page(client)

    assert "3 hours ago: pbc-20061213T020000Z.tar, 5.0 MB, read to its end and checked" in shown
    assert "The service runs as it should" in shown
    assert client.get("/healthz").content == b"ok\nbackup: 3 h old\n"


def test_after_26_hours_it_is_late_on_the_page_the_desk_and_for_a_monitor_r8(client, folder):
    lies(folder, made(hours_ago=27))

    shown = page(client)
    desk = said(client.get("/"))

    assert "The last good backup is too old. See that the worker of backups" in shown
    assert "The last good backup is too old" in desk
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\nbackup: 27 h old, late\n")


def test_one_that_failed_is_shown_with_its_reason_until_a_good_one_r8(client, folder):
    made(hours_ago=2)
    failed = made(error="No space left on device")

    shown = page(client)
    assert "No space left on device" in shown
    assert "it is tried again after ten minutes" in shown
    assert "The last backup failed" in said(client.get("/"))

    failed.delete()
    made(hours_ago=0)
    assert "The last backup failed" not in said(client.get("/"))


def test_a_backup_without_a_file_that_was_lost_says_so_r8(client, folder):
    made(missing=2)

    shown = page(client)

    assert "It lacks 2 delivered files." in shown
    assert "Look for them in older backups" in shown


def test_a_new_site_has_a_day_for_its_first_backup_r8(folder):
    begun = keeping.site_made_at()

    assert not state.read(begun + timedelta(hours=25)).late
    assert state.read(begun + timedelta(hours=27)).late
    assert state.in_a_line(begun) == "backup: none yet\n"


def test_nobody_else_is_told_on_their_desk_r8(client, folder):
    made(hours_ago=50)
    client.force_login(make.finance_officer())

    assert "backup" not in said(client.get("/"))


def test_a_check_and_a_drill_are_shown_with_what_came_of_them_r8(client, folder):
    made()
    made(kind=BackupKind.CHECKED, error="its end is missing")
    made(kind=BackupKind.DRILLED, seconds="9.8")

    shown = page(client)
    assert ": its end is missing." in shown
    assert "put pbc-20061213T020000Z.tar back in 9.8 seconds; every table" in shown

    made(hours_ago=0, kind=BackupKind.DRILLED, error="the table core_person is not as it was")
    shown = page(client)
    assert "failed: the table core_person is not as it was" in shown
    assert "before it is needed" in shown
    assert "The last drill did not put the backup back as it was" in said(client.get("/"))


@pytest.mark.parametrize(("production", "warned"), [(True, True), (False, False)])
def test_a_site_of_others_data_without_backups_is_warned_r8(
    client, monkeypatch, production, warned
):
    monkeypatch.setattr(settings, "PRODUCTION", production)
    monkeypatch.setattr(settings, "PBC_BACKUPS_TO", None)

    assert ("Set PBC_BACKUPS_TO to a folder" in page(client)) == warned
    assert client.get("/healthz").content == b"ok\n"


def test_check_deploy_warns_where_none_is_made_r8(folder, monkeypatch):
    assert "pbc.W001" not in {one.id for one in run_checks(include_deployment_checks=True)}

    monkeypatch.setattr(settings, "PBC_BACKUPS_TO", None)
    assert "pbc.W001" in {one.id for one in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize(
    ("production", "demonstration", "given", "there"),
    [
        (False, "", "", True),
        (False, "2007-03-13", "", False),
        (True, "", "", False),
        (True, "", "/backups", True),
        (False, "", "none", False),
    ],
)
def test_where_backups_are_made_when_nothing_is_said_r8(
    monkeypatch, production, demonstration, given, there
):
    monkeypatch.setattr(environment.values, "PRODUCTION", production)
    monkeypatch.setenv("PBC_BACKUPS_TO", given)

    assert (environment.backups_to(demonstration) is not None) == there


@pytest.mark.parametrize(
    "given", ["7", "daily 7", "7 nightly", "x daily", "7 daily 8 daily", "0 daily"]
)
def test_a_rule_that_nobody_understands_is_refused_at_the_start_r8(monkeypatch, given):
    monkeypatch.setenv("PBC_BACKUPS_KEPT", given)
    with pytest.raises(ImproperlyConfigured, match="7 daily 5 weekly 12 monthly"):
        environment.backups_kept()

    monkeypatch.setenv("PBC_BACKUPS_AT", given)
    with pytest.raises(ImproperlyConfigured, match="02:00"):
        environment.backups_at()


def test_a_time_of_another_place_is_refused_at_the_start_r8(monkeypatch):
    monkeypatch.setenv("PBC_BACKUPS_AT", "02:00+05:00")

    with pytest.raises(ImproperlyConfigured, match="in London"):
        environment.backups_at()


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_said_of_a_backup_turns_nobody_away_r8(client, folder, owner):
    owner.execute("REVOKE SELECT ON core_backuprun FROM pbc_app")
    try:
        answer = client.get("/healthz")
    finally:
        owner.execute("GRANT SELECT ON core_backuprun TO pbc_app")

    assert (answer.status_code, answer.content) == (200, b"ok\nbackup: not known\n")


def test_a_good_backup_that_is_gone_from_its_folder_is_noticed_r8(client, folder):
    run = made(hours_ago=3)
    folder.mkdir()

    shown, desk = page(client), said(client.get("/"))
    assert "The last good backup is not in its folder any more" in shown
    assert "The last good backup is not where it was put" in desk
    assert client.get("/healthz").content == b"ok\nbackup: 3 h old, not in its folder\n"

    (folder / run.file_name).write_text("bytes")
    assert "The service runs as it should" in page(client)
    assert client.get("/healthz").content == b"ok\nbackup: 3 h old\n"


def test_a_web_that_has_not_the_folder_says_that_it_cannot_see_a_backup_that_is_gone_r8(
    client, folder
):
    """As docker-compose has it: the backups hold more than a web may read."""
    made(hours_ago=3)

    shown = page(client)

    assert "Whether that file still lies in its folder is not seen from here" in shown
    line = b"ok\nbackup: 3 h old, its folder is not seen from here\n"
    assert client.get("/healthz").content == line


@pytest.fixture
def somebody_else():
    """The process as a user of the machine to whom a folder of root's is shut."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    yield
    os.seteuid(own)


def test_a_folder_that_is_shut_to_the_web_is_not_seen_and_no_fault_r8(request, folder):
    """As on one machine where the backups are another user's."""
    lies(folder, made(hours_ago=3))
    folder.chmod(0)
    request.getfixturevalue("somebody_else")

    stands, line = state.read(clock.now()), state.in_a_line(clock.now())

    assert (stands.unseen, stands.gone, stands.sentence) == (True, False, "")
    assert line == "backup: 3 h old, its folder is not seen from here\n"


def test_a_folder_whose_disk_gives_a_fault_takes_no_page_along_r8(client, folder, monkeypatch):
    made(hours_ago=3)
    monkeypatch.setattr(settings, "PBC_BACKUPS_TO", folder / ("a" * 300))  # no disk takes that

    line = b"ok\nbackup: 3 h old, its folder is not seen from here\n"
    assert client.get("/healthz").content == line
    assert "is not seen from here" in page(client)
    assert client.get("/").status_code == 200


def test_a_file_that_its_disk_does_not_give_is_not_seen_and_not_gone_r8(folder):
    folder.mkdir()
    made(hours_ago=3, file_name="€" * 200)  # no disk takes that

    stands = state.read(clock.now())

    assert (stands.unseen, stands.gone) == (True, False)


@pytest.mark.parametrize("found", [{"error": "It breaks off before its end."}, {"missing": 2}])
def test_an_older_backup_that_is_not_whole_is_an_alarm_until_it_is_or_is_gone_r8(
    client, folder, found
):
    folder.mkdir()
    for name in (made(hours_ago=3).file_name, "older.tar", "newer.tar"):
        (folder / name).write_text("bytes")
    checked = {"kind": BackupKind.CHECKED, "size": 1}
    made(hours_ago=2, file_name="older.tar", **checked, **found)
    made(hours_ago=1, file_name="newer.tar", **checked)  # a good check of another hides none

    shown, desk = page(client), said(client.get("/"))
    assert "Not whole: older.tar, by the check of" in shown
    assert "A backup that is kept was found not to be whole" in desk
    assert client.get("/healthz").content == b"ok\nbackup: 3 h old, another is not whole\n"

    (folder / "older.tar").unlink()
    assert "The service runs as it should" in page(client)
    (folder / "older.tar").write_text("bytes")
    made(hours_ago=0, file_name="older.tar", **checked)
    assert client.get("/healthz").content == b"ok\nbackup: 3 h old\n"

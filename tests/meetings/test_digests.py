"""One mail a person about all that is late or due, once a day whatever happens (E03)."""

from datetime import date

import pytest
from django.core import mail as outbox
from django.db.models.signals import pre_save
from django.urls import reverse

from meetings import services
from meetings.digests import write_digests
from meetings.models import Often
from meetings.tasks import sweep_digests
from pbc import celery
from pbc.core import errands
from pbc.core.models import Mail
from pbc.core.tasks import run_errand
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
SUNDAY, MONDAY = date(2007, 4, 1), date(2007, 4, 2)
MAILS = reverse("meetings:mails")


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """A site from which mail leaves, on 1 April 2007 as people are shown it."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    monkeypatch.setenv("PBC_TODAY", "2007-04-01")


def member(first_name, last_name, often=None):
    """Somebody of DacCom whom a mail reaches."""
    who = make.gp_lead(make.group("DacCom"), first_name=first_name, last_name=last_name)
    who.email = f"{first_name.lower()}@example.nhs.uk"
    who.save()
    if often:
        services.choose_mails(often=often, by=who)
    return who


def the_four(often=Often.DAILY):
    """The summary of actions of 13 March, with the words of its minutes."""
    mark, lynn, meena = (
        member(*name, often) for name in (("Mark", "Jones"), ("Lynn", "Dalton"), ("Meena", "Savla"))
    )
    make.action("Generate a first draft of projects", owner=mark, due="End-Mar")
    make.action("Communicate our concerns to the PCT", owner=mark, due="End-Mar")
    make.action("Inform Suzanne Novak", owner=lynn, due="16 Mar")
    make.action("Progress discussions with STAHDOC", owner=meena, due="End-April")


def sent_on(day):
    """What is sent on a day: {address: mail}."""
    write_digests(on=day, by=make.operator())
    for errand_id in errands.waiting():
        run_errand(errand_id=errand_id)
    return {one.to[0]: one for one in outbox.outbox}


def test_on_1_april_each_has_one_mail_that_says_how_late_each_action_is_e03():
    the_four()

    sent = sent_on(SUNDAY)

    mark, lynn, meena = (sent[f"{n}@example.nhs.uk"] for n in ("mark", "lynn", "meena"))
    assert len(outbox.outbox) == 3
    assert "Inform Suzanne Novak (16 days late, was due Friday 16 March)" in lynn.body
    assert mark.body.count("(1 day late, was due “End-Mar”: Saturday 31 March)") == 2
    assert mark.subject == "Your actions: 2 late"
    assert "STAHDOC (Due “End-April”: Monday 30 April)" in meena.body
    assert "late" not in meena.body.split("Here you say")[0].replace("late or due", "")
    assert meena.subject == "Your actions: 1 due by 30 April"


def test_each_action_of_a_mail_has_its_link_and_nobody_elses_is_in_it_e03():
    the_four()

    mark = sent_on(SUNDAY)["mark@example.nhs.uk"]

    assert mark.body.count("https://pbc.example.nhs.uk/actions/") == 3
    assert "Novak" not in mark.body
    assert f"https://pbc.example.nhs.uk{MAILS}" in mark.body


def test_a_person_has_one_mail_a_day_however_often_it_is_asked_for_e03():
    the_four()

    for _ in range(3):
        sent_on(SUNDAY)

    assert (len(outbox.outbox), Mail.objects.count()) == (3, 3)


def test_who_has_said_nothing_has_a_mail_on_monday_alone_e03():
    the_four(often=None)

    assert sent_on(SUNDAY) == {}
    assert len(sent_on(MONDAY)) == 3
    assert "once a week, on Monday" in outbox.outbox[0].body


def test_who_changes_from_weekly_to_daily_has_one_mail_of_the_day_all_the_same_e03():
    lynn = member("Lynn", "Dalton")
    make.action(owner=lynn, due="16 Mar")
    sent_on(MONDAY)

    services.choose_mails(often=Often.DAILY, by=lynn)
    sent_on(MONDAY)

    assert len(outbox.outbox) == 1


def test_who_wants_none_or_has_nothing_due_has_no_mail_e03():
    make.action(owner=member("Lynn", "Dalton", Often.NONE), due="16 Mar")
    make.action(owner=member("Mark", "Jones", Often.DAILY), due="End-May")
    make.action(owner=member("Meena", "Savla", Often.DAILY), due="ASAP")

    assert sent_on(MONDAY) == {}


def test_a_closed_action_is_in_no_mail_e03():
    lynn = member("Lynn", "Dalton", Often.DAILY)
    services.close_action(action=make.action(owner=lynn, due="16 Mar"), on=SUNDAY, by=lynn)

    assert sent_on(SUNDAY) == {}


def test_who_holds_no_appointment_any_more_has_no_mail_e13():
    lynn = make.person("Lynn", "Dalton")
    lynn.email = "lynn@example.nhs.uk"
    lynn.save()
    make.action("Of DacCom alone", owner=lynn, due="16 Mar")

    assert sent_on(MONDAY) == {}


def test_where_mail_is_not_set_up_nothing_is_promised_and_none_is_written_e03(client, settings):
    lynn = member("Lynn", "Dalton", Often.DAILY)
    make.action(owner=lynn, due="16 Mar")
    settings.PBC_MAIL = ""
    client.force_login(lynn)

    assert sent_on(SUNDAY) == {}
    assert "You get one mail" not in said(client.get(reverse("meetings:action-list")))
    assert "No mail leaves this site" in said(client.get(MAILS))


def test_somebody_chooses_how_often_and_the_list_says_so_e03(client):
    client.force_login(member("Lynn", "Dalton"))
    actions = reverse("meetings:action-list")
    assert "You get one mail a week about these, on Monday" in said(client.get(actions))

    page = client.post(MAILS, {"often": "DAILY"}, follow=True)

    assert "Kept: that is how often you hear from us" in said(page)
    assert "You get one mail on each day" in said(client.get(actions))


def test_who_has_no_address_is_told_so(client):
    who = make.gp_lead(make.group("DacCom"))
    client.force_login(who)

    page = client.get(MAILS)

    assert "The site knows no mail address of yours" in said(page)
    assert "How often" not in said(page)


def test_ones_own_mails_show_what_became_of_them_and_nobody_elses_e13(client):
    the_four()
    sent_on(SUNDAY)
    client.force_login(member("Ann", "Lee"))
    assert "The last mails" not in said(client.get(MAILS))

    client.force_login(Mail.objects.get(subject="Your actions: 2 late").person)

    assert "Your actions: 2 late. Sent" in said(client.get(MAILS))


def test_the_sweep_of_the_day_is_in_the_timetable():
    tasks = {entry["task"] for entry in celery.app.conf.beat_schedule.values()}

    assert sweep_digests.name in tasks
    sweep_digests()
    assert not Mail.objects.exists()


def test_a_mail_that_cannot_be_written_keeps_nobody_elses_back_e03(caplog):
    the_four()

    def no_room(instance, **_):
        if instance.person.first_name == "Lynn":
            raise OSError("no room")

    pre_save.connect(no_room, sender=Mail)
    try:
        sent = sent_on(SUNDAY)
    finally:
        pre_save.disconnect(no_room, sender=Mail)

    assert sorted(sent) == ["mark@example.nhs.uk", "meena@example.nhs.uk"]
    assert "was not written" in caplog.text
    assert "lynn@example.nhs.uk" in sent_on(SUNDAY)  # the next sweep

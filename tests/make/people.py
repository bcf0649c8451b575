"""Who signs in: each with the appointments that a test says."""

import json

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils import timezone

from pbc.core import services
from pbc.core.factors import queries
from pbc.core.factors.services import add_key, set_up_app
from pbc.core.models import Appointment, Errand, ErrandState, PeopleUpload, Person, Role
from tests.make.register import SINCE_EVER, commissioner, numbers
from tests.passkeys import Device

PASSWORD = "a long enough password"


def person(first_name="Ruth", last_name="Allan", username=None):
    """Somebody who can sign in, and may do nothing yet."""
    return Person.objects.create_user(
        username=username or f"{first_name}{next(numbers)}".lower(),
        password=PASSWORD,
        first_name=first_name,
        last_name=last_name,
    )


def appointment(who, role, over=None, *, from_date=SINCE_EVER, to_date=None):
    """Appoint somebody over a commissioner, a group or a practice; over None is the whole site."""
    scope = {type(over).__name__.lower(): over} if over else {}
    return Appointment.objects.create(
        person=who, role=role, from_date=from_date, to_date=to_date, **scope
    )


def appointed(role, over=None, **names):
    """Somebody with one appointment."""
    who = person(**names)
    appointment(who, role, over)
    return who


def finance_officer(pct=None, **names):
    """Finance of a commissioner, West Hertfordshire unless told otherwise."""
    return appointed(Role.FINANCE, pct or commissioner(), **names)


def gp_lead(of, **names):
    """The GP lead of a group."""
    return appointed(Role.GP_LEAD, of, **names)


def practice_manager(of, **names):
    """The manager of a practice."""
    return appointed(Role.PRACTICE_MANAGER, of, **names)


def secretary(of, **names):
    """The secretary of a group, or of a commissioner."""
    return appointed(Role.SECRETARY, of, **names)


def lmc_observer(pct=None, **names):
    """Looks at the meetings of a commissioner for the LMC, and at no figures."""
    return appointed(Role.LMC_OBSERVER, pct or commissioner(), **names)


def auditor(**names):
    """Reads everything, changes nothing."""
    return appointed(Role.AUDITOR, **names)


def administrator(**names):
    """Keeps accounts and organisations; sees no money."""
    return appointed(Role.ADMINISTRATOR, **names)


def people_upload(*, by=None, **details):
    """A file of people with one line, which makes Ruth Hall an auditor; not entered yet."""
    line = {"row": 5, "first_name": "Ruth", "last_name": "Hall", "email": "r.hall@example.nhs.uk"}
    line |= {"username": "", "role": Role.AUDITOR, "over": "", "deputy_for": ""}
    line |= {"from_date": "2007-04-01", "to_date": ""}
    said = {"file_name": "people.xlsx", "sha256": "0" * 64, "sent_by": by or operator()}
    return PeopleUpload.objects.create(lines=[line], **said, **details)


def errand_set_aside(kind="clear up", key="everything", *, by=None):
    """Work in the background that was given up just now; the site's own, unless somebody asked."""
    given_up = {"state": ErrandState.SET_ASIDE, "attempts": 3, "finished_at": timezone.now()}
    return Errand.objects.create(kind=kind, key=key, by=by or operator(), **given_up)


def two_steps(who):
    """The same person, who signs in with the codes of an app besides."""
    set_up_app(secret=generate_totp_secret(), step=0, where={}, keep="", by=who)
    return who


def passkey(who, name="Laptop at the surgery"):
    """A passkey that somebody has added, of a device that is not there."""
    asked = {"publicKey": {"rp": {"id": "localhost"}, "challenge": "YQ"}}
    made = json.loads(Device().make(asked))
    key = {"id": made["id"], "counter": 1, "credential": made}
    add_key(name=name, key=key, where={}, keep="", by=who)
    return queries.second(who).keys[-1]


def operator():
    """As whom commands act that name nobody."""
    return services.operator()

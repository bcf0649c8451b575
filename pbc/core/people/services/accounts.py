"""Who may sign in: adding somebody, the way to a password, closing the door and opening it."""

import pghistory
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import IntegrityError, transaction
from django.urls import reverse

from pbc.core import mail
from pbc.core.deeds import deed
from pbc.core.models import Person, Role, SignInLink
from pbc.core.openid import services as bindings
from pbc.core.people import rules
from pbc.core.people.rules import NotAppointed
from pbc.core.sign_ins import sessions

FORGOTTEN = "send a new password’s link"  # what the errand is called


@deed
def add_person(*, first_name, last_name, username, email, by):
    """Add somebody who may do nothing yet, and has no password. Raises NotAppointed."""
    _free(username, email)
    person = Person(first_name=first_name, last_name=last_name, username=username, email=email)
    person.set_unusable_password()
    _save(person)
    return person


@deed
def change_person(*, person, first_name, last_name, username, email, by):
    """Change how somebody is called and reached; the address that they had is told of another.
    Raises NotAppointed."""
    person = rules.alone(person)
    _free(username, email, but=person)
    before = person.email
    person.first_name, person.last_name = first_name, last_name
    person.username, person.email = username, email
    _save(person)
    if before and before.lower() != email.lower():
        _tell_the_old_address(person, before, by)
    return person


def _tell_the_old_address(person, address, by):
    """Links to a password go elsewhere from now on, or nowhere: whoever reads the old address knows
    it, and not where to."""
    now = "go to another address from now on" if person.email else "stop: no address is known now"
    mail.write(
        to=person,
        sent_to=address,
        occasion=f"address {person.mails.count()}",
        subject="Your mails go to another address" if person.email else "You get no more mails",
        things=[
            mail.Thing(
                f"Mails to you as {person.username} {now}. It was changed by {by}",
                reverse("account_login"),
            )
        ],
        because=mail.Thing(
            "If you did not ask for it, tell whoever runs the service. This address gets no more",
            reverse("help"),
        ),
        by=by,
    )


def _save(person):
    """Save somebody whose name or address nobody had, and may have been given to another in the
    same moment: then it is refused as if it had been long before."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        _free(person.username, person.email, but=person)
        raise


def _free(username, email, but=None):
    others = Person.objects.exclude(pk=but.pk if but else None)
    if others.filter(username__iexact=username).exists():
        raise NotAppointed(f"“{username}” is somebody’s name to sign in with already", "username")
    if email and others.filter(email__iexact=email).exists():
        raise NotAppointed(f"“{email}” is somebody’s address already", "email")


@deed
def give_link(*, person, by, sent_to=""):
    """Make a link with which somebody chooses a password, and return its path.

    It works once and for PASSWORD_RESET_TIMEOUT. Only that it was given is kept, never the link.
    Raises NotAppointed.
    """
    person = rules.alone(person)
    if not person.is_active:
        raise NotAppointed(f"{person} may not sign in: let them in again first")
    rules.no_reset_by(by, person)
    SignInLink.objects.create(person=person, given_by=by, sent_to=sent_to)
    key = default_token_generator.make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": key}
    return reverse("account_reset_password_from_key", kwargs=parts)


@deed
def send_link(*, person, by):
    """Send somebody a link with which they choose a password; return the mail, or None where no
    mail reaches them. Raises NotAppointed."""
    if not mail.reaches(person):
        return None
    path = give_link(person=person, sent_to=person.email, by=by)
    given = person.links.latest("pk")
    return mail.write(
        to=person,
        occasion=f"link {given.pk}",
        subject="Choose a password for practice-based commissioning",
        things=[mail.Thing(f"You sign in as {person.username}. Choose a password here", path)],
        because=mail.Thing(
            "You are given an account, or asked for a new password. If you did not, do nothing",
            reverse("account_login"),
        ),
        by=by,
    )


def send_forgotten(*, key, by):
    """The errand of a forgotten password: `key` is the address that somebody typed. Where it is
    nobody's nothing is sent, and whoever typed it learns neither."""
    person = Person.objects.filter(email__iexact=key, is_active=True).first()
    if person:
        send_link(person=person, by=by)


@deed
def shut_out(*, person, why, on, by):
    """Let somebody sign in no more. Their password is void, so what they have open ends with
    their next click, and no sign-in service vouches for them here. Raises NotAppointed."""
    rules.not_oneself(person, by, "shuts out")
    held = person.appointments.filter(role=Role.ADMINISTRATOR)
    rules.keep_an_administrator(set(held.values_list("pk", flat=True)), on=on)
    return _open(person, False, by, why=why, on=on.isoformat())


@deed
def let_in(*, person, why, by):
    """Let somebody sign in again, once they have chosen a password by a new link."""
    rules.not_oneself(person, by, "lets in")
    return _open(person, True, by, why=why)


def _open(person, may, by, **said):
    """Let somebody sign in or not; what is said of it stands beside the event that records it, and
    beside the end of each binding."""
    person = rules.alone(person)
    with pghistory.context(**said):
        person.is_active = may
        person.set_unusable_password()
        person.save()
    bindings.end_every(person, why=said["why"], by=by)
    sessions.end_all(person)
    return person

"""What happens when a group sets up a company, and practices are bound by it (A05)."""

from django.db import IntegrityError, transaction

from meetings.diary import rules
from meetings.diary.rules import NotKept
from meetings.models import Binding, Company
from pbc.core import periods, versions
from pbc.core.deeds import deed

TWICE = "{} has a company of that name already"


@deed
def set_up_company(*, group, name, form, side, purpose, delegated_on, by):
    """Set up a company of a group, to commission or to provide. Raises NotKept."""
    said = {"name": name, "form": form, "side": side, "purpose": purpose}
    company = Company(group=group, delegated_on=delegated_on, **said)
    try:
        with transaction.atomic():
            company.save()
    except IntegrityError as fault:
        raise NotKept(TWICE.format(group), "name") from fault
    return company


@deed
def change_company(*, company, version, name, form, purpose, delegated_on, by):
    """Change what is said of a company; whether it commissions or provides stays, for another
    side is another company. Raises ChangedMeanwhile and NotKept."""
    held = versions.held(company, version=version)
    held.name, held.form, held.purpose, held.delegated_on = name, form, purpose, delegated_on
    try:
        with transaction.atomic():
            versions.keep(held, by=by)
    except IntegrityError as fault:
        raise NotKept(TWICE.format(held.group), "name") from fault
    return held


@deed
def bind_practices(*, company, practices, from_date, by):
    """Say that practices are bound by a company from a day on; those that are already stay as
    they are. Raises NotKept where one was bound later, or is still until a day."""
    held = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    for practice in practices:
        there = held.bindings.standing().filter(practice=practice).exclude(to_date__lt=from_date)
        if there.filter(from_date__gt=from_date).exists():
            raise NotKept(f"{practice} is bound from a later day. Look at the day", "from_date")
        ends = there.filter(to_date__isnull=False).first()
        if ends:
            until = periods.day(ends.to_date)
            raise NotKept(f"{practice} is bound until {until}. Choose a later day", "from_date")
        if not there.exists():
            span = {"practice": practice, "from_date": from_date, "written_by": by}
            Binding.objects.create(company=held, **span)
    return held


@deed
def release_practice(*, binding, on, by):
    """Say that a practice is bound no longer: that day is the last. Raises NotKept."""
    held = rules.standing(binding)
    if on < held.from_date:
        raise NotKept("It is bound from a later day. Look at the day", "on")
    if held.to_date and held.to_date <= on:
        raise NotKept(f"It was bound until {periods.day(held.to_date)}", "on")
    held.to_date = on
    held.save()
    return held


@deed
def withdraw_binding(*, binding, why, on, by):
    """Take back that a practice was bound, which was written down by mistake. Raises NotKept."""
    return rules.take_back(binding, why=why, on=on, by=by)

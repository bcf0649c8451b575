"""What happens when somebody says whom to write to, and when somebody leaves a list."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings.diary.rules import NotKept
from meetings.models import Audience, AudienceMember, AudienceRule, OptOut
from meetings.models.action import holder_of
from meetings.posts.standing import abolished
from pbc.core import versions
from pbc.core.deeds import deed

TWICE = "{} has an audience of that name already"


@deed
def set_up_audience(*, organisation, name, roles, places, by):
    """Set up an audience of an organisation: whoever holds one of the roles over one of the
    places. Raises NotKept."""
    audience = Audience(name=name, **{holder_of(organisation): organisation})
    try:
        with transaction.atomic():
            audience.save()
    except IntegrityError as fault:
        raise NotKept(TWICE.format(organisation), "name") from fault
    _rule(audience, roles, places)
    return audience


@deed
def change_audience(*, audience, version, name, roles, places, by):
    """Change what an audience is called, and its rule. Raises ChangedMeanwhile and NotKept."""
    held = versions.held(audience, version=version)
    held.name = name
    try:
        with transaction.atomic():
            versions.keep(held, by=by)
    except IntegrityError as fault:
        raise NotKept(TWICE.format(held.organisation), "name") from fault
    held.rules.all().delete()
    _rule(held, roles, places)
    return held


def _rule(audience, roles, places):
    AudienceRule.objects.bulk_create(
        AudienceRule(audience=audience, role=role, **{holder_of(place): place})
        for role in roles
        for place in places
    )


@deed
def add_to_audience(*, audience, by, person=None, post=None):
    """Write to a person too, or to whoever holds a post. Raises NotKept where they are named, or
    the post is abolished."""
    Audience.objects.select_for_update(of=("self",)).get(pk=audience.pk)
    refusal = abolished(post)
    if refusal:
        raise NotKept(refusal, "whom")
    whom = {"person": person, "post": post}
    if audience.members.filter(**whom).exists():
        raise NotKept(f"{person or post} is named in it already", "whom")
    return AudienceMember.objects.create(audience=audience, **whom)


@deed
def take_from_audience(*, member, by):
    """Name somebody no longer. Whom the rule finds stays in it."""
    member.delete()


@deed
def leave_audience(*, audience, by):
    """Get nothing of an audience any more, until it is taken back. Asked twice it is once."""
    OptOut.objects.bulk_create([OptOut(audience=audience, person=by)], ignore_conflicts=True)


@deed
def rejoin_audience(*, audience, by):
    """Take it back that one left an audience."""
    OptOut.objects.filter(audience=audience, person=by).in_force().update(back_at=timezone.now())

"""What happens when a post is set up, changed, taken or left (A08)."""

from django.db import IntegrityError, transaction

from meetings.diary import rules
from meetings.diary.rules import NotKept
from meetings.models import Post, Tenure
from meetings.models.action import holder_of
from meetings.posts import owing
from meetings.posts.standing import abolished
from meetings.questions.parties import somebody
from pbc.core import periods, versions
from pbc.core.deeds import deed

TWICE = "{} has a post of that title already"


@deed
def set_up_post(*, organisation, title, remit, duties, above, by):
    """Set up a post of an organisation below another (None: the highest). Raises NotKept."""
    _refuse_below(above)
    said = {"title": title, "remit": remit, "duties": duties, "above": above}
    post = Post(**{holder_of(organisation): organisation}, **said)
    try:
        with transaction.atomic():
            post.save()
    except IntegrityError as fault:
        raise NotKept(TWICE.format(organisation), "title") from fault
    return post


@deed
def change_post(*, post, version, title, remit, duties, above, by):
    """Call a post otherwise or put it below another. Raises ChangedMeanwhile and NotKept."""
    list(Post.objects.select_for_update(of=("self",)).order_by("pk"))  # who is above whom stays
    held = versions.held(post, version=version)
    _refuse_abolished(held)
    _refuse_below(above)
    _refuse_a_circle(held, above)
    held.title, held.remit, held.duties, held.above = title, remit, duties, above
    try:
        with transaction.atomic():
            versions.keep(held, by=by)
    except IntegrityError as fault:
        raise NotKept(TWICE.format(held.organisation), "title") from fault
    return held


@deed
def fill_post(*, post, who, is_interim, from_date, until, by):
    """Say who holds a post, a person or a name, from a day until the last one (None: open).

    Raises NotKept.
    """
    _refuse_abolished(Post.objects.select_for_update(of=("self",)).get(pk=post.pk))
    if until and until < from_date:
        raise NotKept("The last day is before the first. Look at the days", "until")
    fields = somebody(who, "person")
    person, name = fields.get("person"), fields.get("person_name", "")
    _refuse_twice(post, person, name, from_date, until)
    return Tenure.objects.create(
        post=post,
        person=person,
        name=name,
        is_interim=is_interim,
        from_date=from_date,
        to_date=until,
        written_by=by,
    )


@deed
def leave_post(*, tenure, on, by):
    """Say that somebody leaves a post: that day is the last. Raises NotKept."""
    held = rules.standing(tenure)
    if on < held.from_date:
        raise NotKept("They took it up on a later day. Look at the day", "on")
    if held.to_date and held.to_date <= on:
        raise NotKept(f"They left on {periods.day(held.to_date)} already", "on")
    held.to_date = on
    held.save()
    return held


@deed
def abolish_post(*, post, version, on, why, by):
    """Say that a post is there no more after a day, and why; whoever holds it leaves it then. What
    it owes is handed on first. Raises ChangedMeanwhile, and NotKept with what it still owes."""
    list(Post.objects.select_for_update(of=("self",)).order_by("pk"))  # who is above whom stays
    held = versions.held(post, version=version)
    _refuse_abolished(held)
    owed = owing.owed_by(held, by)
    if owed:
        raise NotKept(f"Hand on first what it owes: {'; '.join(owed)}")
    if held.tenures.standing().filter(from_date__gt=on).exists():
        raise NotKept(
            "Somebody takes it up after that day. End that first, or look at the day", "on"
        )
    held.tenures.standing().exclude(to_date__lte=on).update(to_date=on)
    held.abolished_on, held.abolished_why = on, why
    versions.keep(held, by=by)
    return held


def _refuse_abolished(post):
    if post.abolished_on:
        raise NotKept(f"It was abolished on {periods.day(post.abolished_on)}")


def _refuse_below(above):
    """Nothing is put below a post that is there no more."""
    refusal = abolished(above)
    if refusal:
        raise NotKept(f"{refusal}. Choose another", "above")


@deed
def withdraw_tenure(*, tenure, why, on, by):
    """Take back that somebody held a post, which was written down by mistake. Raises NotKept."""
    return rules.take_back(tenure, why=why, on=on, by=by)


def _refuse_a_circle(post, above):
    """Nobody's way up comes back to them."""
    step = above
    while step:
        if step.pk == post.pk:
            raise NotKept("That post is below this one: choose another", "above")
        step = step.above


def _refuse_twice(post, person, name, from_date, until):
    there = Tenure.objects.standing().filter(post=post, person=person, name=name)
    there = there.exclude(to_date__lt=from_date)
    if until:
        there = there.exclude(from_date__gt=until)
    if there.exists():
        raise NotKept(f"{person or name} holds it then. End that first", "who")

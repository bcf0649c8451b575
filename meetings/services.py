"""What happens when somebody raises, changes or closes an action, or says how often to be told."""

from meetings import due
from meetings.by_mail import links
from meetings.models import Action, ActionLinkUse, ActionNote, Deed, Finding, MailWish, State
from meetings.models.action import holder_of
from meetings.posts.standing import abolished
from meetings.queries import words
from pbc.core import versions
from pbc.core.deeds import deed

BY_LINK = "By the link of a mail"


class NotDone(Exception):
    """Why an action stays as it is, and what to do about it."""


class LinkEnded(Exception):
    """The link of a mail was used, or has ended otherwise: nothing was changed."""


@deed
def raise_action(*, text, organisation, owner, on, by, due_typed="", about=None):
    """Write down what somebody is to do for an organisation; return the action.

    `owner` is an Owner of meetings.queries.owners, `about` an About of meetings.queries.about, or
    None for the organisation itself. `due_typed` is read from the day `on` and kept as typed;
    raises due.NotADay, and NotDone for a post that is abolished.
    """
    _refuse_abolished(owner.post)
    said = {"about": about.code, "about_said": about.said} if about else {}
    return Action.objects.create(
        text=text,
        due_typed=due_typed.strip(),
        due=due.read(due_typed, on=on),
        raised_by=by,
        raised_on=on,
        **{holder_of(organisation): organisation},
        **owner.fields,
        **said,
    )


@deed
def close_action(*, action, on, by):
    """Say that it is done. What is done already stays so, and whose word that was stays too."""
    held = _held(action)
    if held.state == State.DROPPED:
        raise NotDone(f"{held.changed_by} dropped it. Open it again first")
    if held.state == State.OPEN:
        _write(held, Deed.DONE, on, by, state=State.DONE, closed_on=on)
    return held


@deed
def close_check(*, action, finding, said, on, by):
    """Say that a check is done and what came of it: a Finding, or empty. What is done stays so."""
    held = _held(action)
    if not held.asks_finding:
        raise NotDone("Nothing is to be found here: close it as done")
    if held.state != State.OPEN:
        raise NotDone("It is closed already. Open it again first")
    change = Finding(finding).label if finding else ""
    fields = {"state": State.DONE, "closed_on": on, "finding": finding}
    _write(held, Deed.DONE, on, by, said=said, change=change, **fields)
    return held


@deed
def close_by_link(*, link, on, by, finding="", said=""):
    """Say by the link of a mail that its action is done, and of a check what came of it.

    `by` is the person to whom it was sent. It is used then, and every other link to the same
    action ends. Raises LinkEnded.
    """
    held = _held(link.action)
    if links.again(link) is None:
        raise LinkEnded
    ActionLinkUse.objects.create(link=link, on_date=on)
    change = "; ".join(filter(None, (Finding(finding).label if finding else "", BY_LINK)))
    fields = {"state": State.DONE, "closed_on": on, "finding": finding}
    _write(held, Deed.DONE, on, by, said=said, change=change, **fields)
    return held


@deed
def drop_action(*, action, version, reason, on, by):
    """Give an open action up, with the reason. Raises ChangedMeanwhile and NotDone."""
    held = versions.held(action, version=version)
    if held.state != State.OPEN:
        raise NotDone("It is closed already")
    _write(held, Deed.DROPPED, on, by, said=reason, state=State.DROPPED, closed_on=on)
    return held


@deed
def reopen_action(*, action, on, by):
    """Open a closed action again; an open one stays as it is. Raises NotDone where it is of a post
    that is abolished."""
    held = _held(action)
    if held.state != State.OPEN:
        _refuse_abolished(held.owner_post, "Raise it anew for somebody else")
        _write(held, Deed.REOPENED, on, by, state=State.OPEN, closed_on=None, finding="")
    return held


@deed
def change_action(*, action, version, owner, due_typed, reason, on, by):
    """Give an open action another day or owner, with the reason.

    Raises due.NotADay, ChangedMeanwhile, and NotDone where nothing would be different, or for a
    post that is abolished.
    """
    held = versions.held(action, version=version)
    if held.state != State.OPEN:
        raise NotDone("It is closed. Open it again first")
    _refuse_abolished(owner.post)
    before = words.owner(held), words.due_said(held)
    fields = dict(owner.fields)
    if due_typed.strip() != held.due_typed:
        fields |= {"due_typed": due_typed.strip(), "due": due.read(due_typed, on=on)}
    for name, value in fields.items():
        setattr(held, name, value)
    said = _what_changed(before, (words.owner(held), words.due_said(held)))
    if not said:
        raise NotDone("Nothing is different: write another day, or choose another owner")
    _write(held, Deed.CHANGED, on, by, said=reason, change=said, **fields)
    return held


@deed
def add_note(*, action, note, on, by):
    """Add words to an action, whatever its state. Nothing else changes."""
    return ActionNote.objects.create(action=action, deed=Deed.NOTE, said=note, by=by, on_date=on)


@deed
def choose_mails(*, often, by):
    """Say how often the person wants a mail about their actions."""
    wish, _ = MailWish.objects.update_or_create(person=by, defaults={"often": often})
    return wish


def _held(action):
    """The action as it is now, locked until the deed is done."""
    return Action.objects.select_for_update(of=("self",)).with_names().get(pk=action.pk)


def _refuse_abolished(post, instead="Choose somebody else"):
    """Refuse to leave something to be done by a post that is there no more."""
    refusal = abolished(post)
    if refusal:
        raise NotDone(f"{refusal}. {instead}")


def _write(held, what, on, by, said="", change="", **fields):
    """Change the row as its next version, and add the entry that says so."""
    for name, value in fields.items():
        setattr(held, name, value)
    versions.keep(held, by=by)
    ActionNote.objects.create(action=held, deed=what, said=said, change=change, by=by, on_date=on)


def _what_changed(before, after):
    """From what to what, in words; empty where nothing is different."""
    names = ("Owner", "Due")
    return "; ".join(
        f"{name}: {old}, now {new}"
        for name, old, new in zip(names, before, after, strict=True)
        if old != new
    )

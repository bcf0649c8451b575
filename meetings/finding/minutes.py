"""What stands in minutes and in papers, by its words: what one may see, the newest first."""

from django.db.models import F
from django.db.models.functions import Left
from django.urls import reverse

from meetings.finding import speakers
from meetings.finding.stems import marked, query, those
from meetings.models import Amendment, Item, MeetingState, Paper, Report, words
from pbc.core import periods
from pbc.core.finding import Found, excerpt


def items(looked):
    """Items of agendas by their heading and what the minutes say under it; where it is asked who
    said it, by what they said."""
    asked = query(looked.text)
    rows = Item.objects.visible_to(looked.user).filter(number__isnull=False)
    minutes = Left("minutes", words.MOST)
    if looked.who:
        rows, minutes = _said_by(rows, looked)
    else:
        rows = those(rows, words.OF_AN_ITEM, looked)
    return (
        rows.annotate(found=marked(minutes, asked), headed=marked("heading", asked))
        .select_related("meeting__body")
        .defer("minutes")
        .order_by("-meeting__month", F("meeting__day").desc(nulls_last=True), "number", "pk")
    )


def _said_by(rows, looked):
    """Those in which one of those who are meant said these words, and what they said there."""
    speaker = speakers.meant(looked.user, looked.who)
    found = speaker.spoke(looked.text) if looked.page is None else looked.page
    return rows.filter(pk__in=found), speaker.said


def item(item, user):
    name, meeting = f"{item.number}. {item.headed}", item.meeting
    return Found("Minutes", name, str(meeting), _minutes(meeting), excerpt(item.found))


def _minutes(meeting):
    """The page on which the words of a meeting stand."""
    if meeting.state == MeetingState.HELD:
        return reverse("minutes:detail", args=[meeting.pk])
    return reverse("diary:meeting-detail", args=[meeting.pk])


def reports(looked):
    """What groups said round the table."""
    asked = query(looked.text)
    rows = Report.objects.visible_to(looked.user).filter(item__number__isnull=False)
    return (
        those(rows, words.OF_A_REPORT, looked)
        .annotate(found=marked("text", asked))
        .select_related("group", "item__meeting__body")
        .order_by("-item__meeting__month", "-pk")
    )


def report(report, user):
    item = report.item
    url = reverse("diary:meeting-detail", args=[item.meeting_id])
    note = f"{item}, {item.meeting}"
    return Found("Round the table", str(report.group), note, url, excerpt(report.found))


def amendments(looked):
    """Corrections to minutes."""
    asked = query(looked.text)
    return (
        those(Amendment.objects.visible_to(looked.user), words.OF_AN_AMENDMENT, looked)
        .annotate(found=marked("text", asked))
        .select_related("meeting__body")
        .order_by("-made_on", "-pk")
    )


def amendment(one, user):
    name = f"Correction of {periods.day(one.made_on)}"
    return Found("Minutes", name, str(one.meeting), _minutes(one.meeting), excerpt(one.found))


def papers(looked):
    """Papers by their names, and plain texts by what they say."""
    asked = query(looked.text)
    rows = Paper.objects.visible_to(looked.user).filter(
        taken_off_on=None, item__number__isnull=False
    )
    return (
        those(rows, words.OF_A_PAPER, looked)
        .annotate(found=marked("words", asked))
        .defer("content", "words")
        .select_related("item__meeting__body")
        .order_by("-sent_on", "-pk")
    )


def paper(paper, user):
    url = reverse("diary:paper", args=[paper.pk])
    return Found(
        "Paper", paper.name, f"{paper.item}, {paper.item.meeting}", url, excerpt(paper.found)
    )

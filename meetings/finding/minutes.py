"""What stands in minutes and in papers, by its words: what one may see, the newest first."""

from django.db.models import F
from django.db.models.functions import Left
from django.urls import reverse

from meetings.finding import speakers
from meetings.finding.stems import having, marked, query
from meetings.models import Amendment, Item, MeetingState, Paper, Report, words
from pbc.core import periods
from pbc.core.finding import Found, excerpt

BY_MEETING = ("-meeting__month", F("meeting__day").desc(nulls_last=True), "number", "pk")
# What an item is shown with of its meeting.
NAME_OF_A_MEETING = [f"meeting__{one}" for one in ("state", "month", "day", "title", "body__name")]
BY_MONTH = ("-item__meeting__month", "-pk")
BY_DAY = ("-made_on", "-pk")
LAST_SENT = ("-sent_on", "-pk")


def items(looked):
    """Items of agendas by their heading and what the minutes say under it; where it is asked who
    said it, by what they said."""
    rows = Item.objects.visible_to(looked.user).filter(number__isnull=False)
    if looked.who:
        return _speaker(looked).spoke(rows, looked.text)
    return having(rows, words.OF_AN_ITEM, query(looked.text))


def items_told(rows, looked):
    said = _speaker(looked).said if looked.who else Left("minutes", words.MOST)
    told = rows.annotate(found=marked(said, looked), headed=marked("heading", looked))
    return told.select_related("meeting__body").only("number", *NAME_OF_A_MEETING)


def _speaker(looked):
    """Whom is meant, worked out once."""
    if "speaker" not in looked.known:
        looked.known["speaker"] = speakers.meant(looked.user, looked.who)
    return looked.known["speaker"]


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
    rows = Report.objects.visible_to(looked.user).filter(item__number__isnull=False)
    return having(rows, words.OF_A_REPORT, query(looked.text))


def reports_told(rows, looked):
    told = rows.annotate(found=marked("text", looked))
    return told.select_related("group", "item__meeting__body").defer("item__minutes")


def report(report, user):
    item = report.item
    url = reverse("diary:meeting-detail", args=[item.meeting_id])
    note = f"{item}, {item.meeting}"
    return Found("Round the table", str(report.group), note, url, excerpt(report.found))


def amendments(looked):
    """Corrections to minutes."""
    rows = Amendment.objects.visible_to(looked.user)
    return having(rows, words.OF_AN_AMENDMENT, query(looked.text))


def amendments_told(rows, looked):
    return rows.annotate(found=marked("text", looked)).select_related("meeting__body")


def amendment(one, user):
    name = f"Correction of {periods.day(one.made_on)}"
    return Found("Minutes", name, str(one.meeting), _minutes(one.meeting), excerpt(one.found))


def papers(looked):
    """Papers by their names, and plain texts by what they say."""
    rows = Paper.objects.visible_to(looked.user).handed_out()
    return having(rows, words.OF_A_PAPER, query(looked.text))


def papers_told(rows, looked):
    told = rows.annotate(found=marked("words", looked)).defer("content", "words", "item__minutes")
    return told.select_related("item__meeting__body")


def paper(paper, user):
    url = reverse("diary:paper", args=[paper.pk])
    return Found(
        "Paper", paper.name, f"{paper.item}, {paper.item.meeting}", url, excerpt(paper.found)
    )

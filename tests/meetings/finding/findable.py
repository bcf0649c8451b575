"""Something of every kind that words find, and the page of whoever looks for it."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.diary.services.papers import attach_paper
from meetings.models import Amendment, Newsletter, Said
from meetings.models.question import How
from meetings.questions.services import record_answer
from tests import make

MINUTES = date(2007, 3, 13)
SPOKEN = "SBJ - The ultrasound list is long\n- AL – Agreed to write\n**Ann Lee** – Ultrasound, too"


def looks_for(client, person, text="", **more):
    """The page that somebody is sent who looks for words."""
    client.force_login(person)
    return client.get("/search/", {"q": text, **more})


def spoken(text=SPOKEN, *, names=("Sarah Bright-Jones", "Ann Lee"), of=None):
    """An item of a held meeting with these words, and who was there."""
    meeting = make.meeting(make.body(of=of), state="HELD")
    for place, name in enumerate(names):
        make.attendance(meeting, name, place=place)
    return make.item(meeting, "Diagnostics", minutes=text)


def everything(of, word):
    """One thing of every kind that has the word, of an organisation."""
    item = spoken(f"About {word}", of=of)
    make.report(item, of, f"We have {word}")
    attach(item, "notes.txt", f"On {word}")
    Amendment.objects.create(
        meeting=item.meeting, text=f"Not {word}", made_by=make.operator(), made_on=MINUTES
    )
    make.decision(f"Buy {word}", of)
    make.action(f"Ring about {word}", of)
    make.open_question(of, text=f"What is {word}?")
    make.concern(of, text=f"No {word}")
    answered(of, f"If {word} comes first")
    Newsletter.objects.create(
        audience=make.audience(of=of),
        subject=f"{word} is here",
        text="Read on",
        state="SENT",
        written_on=MINUTES,
        sent_on=MINUTES,
        written_by=make.operator(),
        sent_by=make.operator(),
        changed_by=make.operator(),
    )
    return item


def answered(of, text):
    """What somebody said who was asked to confirm a decision of an organisation."""
    ned = make.person(f"Ned of {of.name}", "Asked")
    question = make.decision("Option 7", of, asked=[ned]).question
    told = {"said": Said.CONDITIONAL, "told_by": "Ned", "how": How.BY_PHONE, "on": MINUTES}
    return record_answer(question=question, group=ned, words=text, by=make.operator(), **told)


def attach(item, name, text):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return attach_paper(item=item, file=file, on=MINUTES, by=make.operator())

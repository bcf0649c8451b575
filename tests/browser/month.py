"""A group that meets, with whoever has a part in its month, each a world of its own."""

from datetime import date

from meetings.models import BodyKind, MeetingState, Often, SeatPost
from meetings.records.services.sending import circulate_minutes
from meetings.records.services.writing import write_item
from meetings.services import choose_mails
from tests import make
from tests.browser.office import Office

CALLED = date(2007, 3, 13)
URGENT = "Urgent care centre: joining STAHDOC"
CHECK = "Are the admissions our patients?"


class Month(Office):
    """A group whose executive has four seats and needs all four; its three practices have
    published figures where `publish` is called."""

    names = (*Office.names, "Parkwood Drive Surgery")

    def __init__(self, number):
        super().__init__(number)
        self.number, self.fernville = number, self.practices[0]
        self.lead = self.with_mail(make.gp_lead(self.group, first_name="Peter", last_name="Sim"))
        named = {"first_name": "Ann", "last_name": "Brook"}
        self.manager = self.with_mail(make.practice_manager(self.fernville, **named))
        self.secretary = make.secretary(self.group, first_name="Sue", last_name="Carr")
        self.observer = make.lmc_observer(self.pct, first_name="Viv", last_name="Hart")
        self.executive = make.body(f"Ambleton executive {number:02}", self.group, quorum=4)
        make.seat(self.lead, self.executive, post=SeatPost.CHAIR)
        make.seat(self.manager, self.executive, practice=self.fernville)
        make.seat("Avi Gupta", self.executive)
        make.seat("Meena Savla", self.executive)

    def with_mail(self, person):
        """The same person, whom a mail reaches."""
        person.email = f"{person.username}@example.nhs.uk"
        person.save()
        return person

    def held(self):
        """A meeting to which all four came and whose minutes were sent round; its last item is
        about a company in which Meena Savla has an interest."""
        make.interest("Meena Savla", self.executive)
        meeting = make.meeting(self.executive, day=CALLED, state=MeetingState.HELD)
        for seat in self.executive.seats.order_by("pk"):
            make.attendance(meeting, seat.person or seat.name, place=seat.pk)
        self.urgent = make.item(meeting, URGENT)
        write_item(item=self.urgent, version=1, text="AG - we join", on=CALLED, by=self.secretary)
        circulate_minutes(meeting=meeting, version=1, on=CALLED, by=self.secretary)
        return meeting

    def of_the_county(self):
        """A held meeting of the leads of the county, with minutes."""
        body = make.body("County leads", self.pct, kind=BodyKind.LEADS)
        meeting = make.meeting(body, day=CALLED, state=MeetingState.HELD)
        make.attendance(meeting, "Avi Gupta")
        item = make.item(meeting, "Round up")
        write_item(item=item, version=1, text="AG - we take option 2", on=CALLED, by=self.finance)
        return meeting

    def asked_of_the_manager(self):
        """An action of a meeting, and a check with the figures of a month; mailed once a week."""
        make.agreed_check(CHECK, self.group, days=10)
        self.publish()
        by = {"on": CALLED, "by": self.secretary}
        make.action("Draft the plan", self.fernville, self.manager, "End-Mar", **by)
        choose_mails(often=Often.WEEKLY, by=self.manager)

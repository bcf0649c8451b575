"""A PCT of one locality with its practices, each office a world of its own within one module."""

from datetime import date
from io import BytesIO

from activity.services import sending
from tests import make, spreadsheets

SENT_ON = date(2006, 11, 1)


class Office:
    """The locality Ambleton, whose practices may spend 100,000 a month each, and its finance."""

    names = ("Fernville Surgery", "Chalk Lane Surgery")

    def __init__(self, number):
        self.pct = make.commissioner(f"PCT {number:02}")
        self.name = f"Ambleton {number:02}"
        self.place = make.locality(self.name, pct=self.pct, code=f"AMB{number}")
        self.group = make.group(f"AmbCom {number:02}")
        self.codes = [f"Y{number:02}{place:03}" for place in range(1, len(self.names) + 1)]
        self.practices = [
            make.practice(name, in_=self.place, group=self.group, code=code)
            for code, name in zip(self.codes, self.names, strict=True)
        ]
        for practice in self.practices:
            make.budget_entry(practice, amount=1_200_000)
        self.finance = make.finance_officer(self.pct)
        for needed in (make.provider, make.specialty, make.point_of_delivery):
            needed()

    def half_a_year(self):
        """A file of months 1 to 6 in which each practice is 5,000 over in each."""
        lines = [
            spreadsheets.line(
                period=f"2006-{month:02}",
                locality=self.name,
                practice_code=code,
                actual_cost="105000.00",
            )
            for month in range(4, 10)
            for code in self.codes
        ]
        return spreadsheets.tidy_csv(lines)

    def publish(self):
        """Take the file of half a year in, and publish it, as the command line does."""
        sent = sending.send(
            file=BytesIO(self.half_a_year()),
            file_name="m01-06.csv",
            wanted=sending.Wanted(received_on=SENT_ON, today=SENT_ON, publish=True),
            by=self.finance,
        )
        assert sent.submission.state == "PUBLISHED", sent.submission.sentence

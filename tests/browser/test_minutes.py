"""Old minutes in a real browser: pasted, looked at line by line, kept, sent round (E16, E08)."""

from tests.make.minutes import MADE_UP


def test_e16_pasted_minutes_are_looked_at_and_kept_and_their_actions_stand(visitor, the_county):
    # Given the lead of a group, who keeps its minutes
    lead = visitor(the_county.people["lead"])
    lead.go("/actions/")
    lead.follow("Read old minutes")

    # When last month's are pasted, what was found stands beside its line, and nothing is kept
    lead.send(pasted=f"{MADE_UP}Pasted in a browser\n")
    assert lead.heading() == "2 actions and 3 names found"
    assert "Line 21: “Ann Lee - Draft the plan - End-Mar”" in lead.says()
    assert lead.faults() == []

    # When one day is corrected and the rest is kept, the minutes stand with their actions
    lead.page.locator("[name=actions-0-due]").fill("End-April")
    lead.press("Keep what is ticked")
    assert lead.heading() == "Minutes of 13 March 2007"
    assert "“End-April”: Monday 30 April 2007" in lead.says()
    assert "A draft: nobody was sent them yet" in lead.says()

    # When they are sent round, they wait to be approved
    lead.press("Send the minutes round")
    assert "Circulated on 13 March 2007, to be approved" in lead.says()

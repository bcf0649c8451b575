"""Plans in a real browser: what an entry makes is looked at before it is made (B01)."""

from tests.browser.addresses import path_of


def test_what_an_entry_makes_is_looked_at_and_then_entered(visitor, the_county):
    ruth = visitor(the_county.people["finance"])
    ruth.go(path_of(the_county, "plans:entry-new", "practice Haverfield"))
    ruth.page.locator("main [name=heading]").select_option(label="Elective")

    ruth.send(amount="1200", reason="Agreed with the group")
    looked = ruth.says()
    wrong = ruth.faults()
    ruth.press("Enter it")

    assert wrong == []
    assert "Haverfield Surgery’s budget for 2006/07 becomes" in looked
    assert "Entered: £1,200.00, baseline, for Haverfield Surgery" in ruth.says()


def test_what_an_allocation_makes_is_looked_at_and_can_be_changed(visitor, the_county):
    ruth = visitor(the_county.people["finance"])
    ruth.go(path_of(the_county, "plans:target-new", "pct West", "what=allocation"))

    ruth.send(amount="6.1m", reason="The letter of March")
    looked = ruth.says()
    wrong = ruth.faults()
    ruth.press("Change it")

    assert wrong == []
    assert "The allocation becomes £6,100,000.00; it is now £6,000,000.00." in looked
    assert ruth.page.locator("main [name=amount]").input_value() == "6.1m"

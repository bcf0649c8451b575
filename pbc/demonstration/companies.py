"""The companies of the demonstration's group: one that commissions, and one apart that provides."""

from datetime import date

from meetings.companies.queries import members
from meetings.companies.services import bind_practices, set_up_company
from pbc.demonstration.marker import DAY

FROM = date(2006, 4, 1)


def found(group, provider, *, by):
    """Set them up: every practice of the group is bound by the first, none yet by the second."""
    company = set_up_company(
        group=group,
        name="DacCom Ltd",
        form="SHARES",
        side="COMMISSIONING",
        purpose="Accountability and control of what the group commissions",
        delegated_on=FROM,
        by=by,
    )
    bind_practices(company=company, practices=members(group, DAY), from_date=FROM, by=by)
    set_up_company(
        group=group,
        name=provider,
        form="SHARES",
        side="PROVIDING",
        purpose="To bid for services that practices can provide",
        delegated_on=None,
        by=by,
    )

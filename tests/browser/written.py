"""Whom the county's group writes to, and what it wrote."""

from datetime import date

from meetings.newsletters import links
from meetings.newsletters.services.audiences import add_to_audience, leave_audience
from pbc.core.models import Role
from tests import make


def add(county):
    """An audience of the practice managers, with the lead and a vacant post named besides, which
    one of them has left."""
    people, daccom = county.people, county.things["group DacCom"]
    roles = {"roles": [Role.PRACTICE_MANAGER, Role.GP_LEAD]}
    audience = county.add("audience", "managers", make.audience(of=daccom, **roles))
    by = {"audience": audience, "by": people["lead"]}
    add_to_audience(person=people["finance"], **by)
    add_to_audience(post=county.things["post vacant"], **by)
    parkwood = county.things["practice Parkwood"]
    left = make.practice_manager(parkwood, first_name="Celia", last_name="Dunn")
    leave_audience(audience=audience, by=left)
    parts = {"to": audience, "sections": ["position", "actions", "decisions"]}
    county.add("newsletter", "sent", make.sent_newsletter("What we did in February", **parts))
    later = {"on": date(2007, 3, 4), "text": "Come on **4 April**.\n\n- Bring ideas"}
    county.add("newsletter", "draft", make.newsletter("News of March", **parts, **later))
    county.add("token", "manager", token(audience, people["manager"]))


def token(audience, person):
    """What stands in the address by which somebody leaves a list."""
    return links.leave_path(audience, person).rstrip("/").rpartition("/")[2]

"""Since when nobody holds a post, and who held it last."""

from datetime import timedelta

from pbc.core import periods
from pbc.core.people import history


def since(tenures, today, shut_out):
    """Since when a post with these tenures is vacant, and who held it last. `shut_out` are the
    days that `days_shut_out` found."""
    begun = [one for one in tenures if one.from_date <= today]
    over = [(_left(one, shut_out.get(one.person_id)), one.pk, one) for one in begun]
    if not over:
        return "nobody has held it yet"
    day, _, last = max(over)
    return f"since {periods.day(day)}; {last.holder} held it last"


def days_shut_out(tenures):
    """Since when those who held a post and may not sign in may not: {person's id: day}."""
    out = {one.person_id for one in tenures if one.person and not one.person.is_active}
    return history.shut_out_on(out) if out else {}


def _left(tenure, shut_out_on):
    """The first day on which its holder did not hold a vacant post: the tenure was over, or they
    were shut out."""
    after = tenure.to_date and tenure.to_date + timedelta(days=1)
    out = shut_out_on and max(shut_out_on, tenure.from_date)
    return min(filter(None, (after, out)), default=tenure.from_date)

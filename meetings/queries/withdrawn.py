"""What was written down by mistake: for who keeps the register, for the auditor, and for the person
of whom it was written."""

from pbc.core import access, periods
from pbc.core.models import Role


def said(rows, user, *, may_edit):
    """Each row that was taken back, in words; of who neither keeps nor audits them, their own."""
    every = may_edit or any(one.role == Role.AUDITOR for one in access.appointments(user))
    there = rows.withdrawn()
    return [_said(row) for row in there if every or getattr(row, "person_id", None) == user.pk]


def _said(row):
    until = f" to {periods.day(row.to_date)}" if row.to_date else ""
    span = f"{row}, from {periods.day(row.from_date)}{until}"
    taken = f"taken back on {periods.day(row.withdrawn_on)} by {row.withdrawn_by}"
    return f"{span}: {taken}, “{row.withdrawn_why}”"

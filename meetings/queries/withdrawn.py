"""What was written down by mistake, for who keeps the register and for the auditor."""

from pbc.core import access, periods

AUDITS = "core.view_people"


def said(rows, user, *, may_edit):
    """Each row that was taken back, in words; none for who neither keeps nor audits them."""
    if not may_edit and not access.may(user, AUDITS):
        return []
    return [_said(row) for row in rows.withdrawn()]


def _said(row):
    until = f" to {periods.day(row.to_date)}" if row.to_date else ""
    span = f"{row}, from {periods.day(row.from_date)}{until}"
    taken = f"taken back on {periods.day(row.withdrawn_on)} by {row.withdrawn_by}"
    return f"{span}: {taken}, “{row.withdrawn_why}”"

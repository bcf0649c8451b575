"""Over what somebody can be appointed."""

from pbc.core.models import Commissioner, Group, Practice


def scopes():
    """The organisations that a role can be held over: [(kind, its name, them by name)]."""
    return [
        ("commissioner", "PCTs", list(Commissioner.objects.order_by("name"))),
        ("group", "Groups", list(Group.objects.order_by("name"))),
        ("practice", "Practices", list(Practice.objects.order_by("name", "code"))),
    ]

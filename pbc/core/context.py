"""What every page is handed besides its own: who runs the site, who is signed in, where to go."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from pbc.core import access, clock
from pbc.core.kept import keeping

PLACES = (
    ("Desk", "home", None),
    ("Files", "activity:submission-list", "activity.view_submission"),
    ("Position", "budgets:position", "budgets.view_position"),
    ("Budgets", "plans:newest", "budgets.view_practice"),
    ("Actions", "meetings:action-list", "meetings.view_action"),
    ("Meetings", "diary:meeting-list", "meetings.view_meeting"),
    ("Decisions", "decisions:decision-list", "meetings.view_decision"),
    ("Newsletters", "newsletters:newsletter-list", None),
    ("Practices", "core:register", "core.view_register"),
    ("Directory", "posts:post-list", None),
    ("People", "people:person-list", "core.view_people"),
    ("Service", "system", "core.edit_register"),
)


@dataclass(frozen=True)
class Place:
    """An entry of the menu."""

    name: str
    url: str
    current: bool


def site(request):
    """Context processor: names of the era, the signed-in person's role, and the menu."""
    shown = {"run_by": settings.PBC_RUN_BY, "names": settings.PBC_NAMES}
    if settings.PBC_OIDC:
        shown["sign_in_service"] = settings.PBC_OIDC["name"]
    if settings.PBC_DEMONSTRATION:
        shown["demonstration"] = clock.today()
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return shown | {"is_nobodys": user is not None and request.method == "GET"}
    shown |= {"session_left": request.session.left, "session_of": request.session.of}
    shown["warn"] = settings.PBC_WARN_MINUTES * 60
    shown["not_sent"] = keeping.of(request).exists()
    return shown | {"role_label": role_label(user), "navigation": navigation(request)}


def role_label(user):
    """What somebody is appointed as, in words: GP lead, DacCom."""
    return " and ".join(_label(held) for held in access.appointments(user))


def _label(appointment):
    over = appointment.group or appointment.practice
    role = appointment.get_role_display()
    return f"{role}, {over}" if over else role


def navigation(request):
    """The places the person may go to, with the one they are in marked."""
    here = request.resolver_match
    return [
        Place(name, _address(view), _is_here(here, view))
        for name, view, permission in PLACES
        if permission is None or access.may(request.user, permission)
    ]


@cache
def _address(view):
    return reverse(view)


def _is_here(here, view):
    """A page belongs to the place whose app it is of, minutes and events to the meetings; the desk
    is of no app."""
    if here is None:
        return False
    app = "diary" if here.app_name in ("minutes", "events") else here.app_name
    return here.view_name == view or (":" in view and app == view.split(":")[0])

"""The posts of the demonstration's PCT by remit: who holds them, and which nobody holds."""

from dataclasses import dataclass
from datetime import date

from meetings.models import Post, Remit
from meetings.posts.services import fill_post, set_up_post
from pbc.core.deeds import deed
from pbc.core.models import Commissioner

VACANT = "West Herts Locality Director"
FROM = date(2006, 10, 1)


@dataclass(frozen=True)
class Filled:
    """A post, below which other it stands, and who holds it: a name, and the last day if any."""

    title: str
    remit: Remit
    duties: str
    above: str
    holders: tuple[str, ...]
    until: date | None = None
    is_interim: bool = False


POSTS = (
    Filled(
        "Director of Strategic Commissioning",
        Remit.STRATEGIC,
        "What is bought over the next three years",
        "",
        ("Conrad Welby",),
    ),
    Filled(
        VACANT,
        Remit.LOCALITY,
        "What the four localities of the west agree with the PCT",
        "Director of Strategic Commissioning",
        ("Lorna Aldous",),
        until=date(2006, 12, 31),
    ),
    Filled(
        "East Herts Locality Director",
        Remit.LOCALITY,
        "What the localities of the east agree with the PCT",
        "Director of Strategic Commissioning",
        ("Miles Pettifer",),
        is_interim=True,
    ),
    Filled(
        "Medical Director",
        Remit.CLINICAL,
        "What doctors and nurses are asked",
        "Director of Strategic Commissioning",
        ("Dr Judith Harcourt",),
    ),
    Filled(
        "CAS leads",
        Remit.CAS,
        "Which referrals the assessment service takes",
        "Medical Director",
        ("Dr Stefan Lyle", "Nadia Orrell"),
    ),
)


def set_up_all(people):
    """Put in what is not there yet. `people` is {name of the sign-in: person}."""
    if not Post.objects.filter(title=VACANT).exists():
        set_up_posts(by=people["commissioner"])


@deed
def set_up_posts(*, by):
    """Everything, or nothing where it is cut short."""
    made = {"": None}
    for one in POSTS:
        made[one.title] = set_up_post(
            organisation=Commissioner.objects.get(code="5P4"),
            title=one.title,
            remit=one.remit,
            duties=one.duties,
            above=made[one.above],
            by=by,
        )
        _fill(made[one.title], one, by)


def _fill(post, one, by):
    for who in one.holders:
        fill_post(
            post=post,
            who=who,
            is_interim=one.is_interim,
            from_date=FROM if one.until is None else date(2006, 4, 1),
            until=one.until,
            by=by,
        )

"""The companies of a group: what each is for, and which practices it binds (A05)."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from meetings.make_up.queries import DOES
from meetings.models import Binding, Company, Side
from meetings.models.company import EDIT
from meetings.queries import withdrawn
from meetings.queries.lists import within
from pbc.core import access, clock, periods
from pbc.core.models import Group, GroupMembership, Practice
from pbc.core.pages.frame import counted


@dataclass(frozen=True)
class CompanyRow:
    """A company as the page of its group names it."""

    name: str
    form: str
    does: str
    purpose: str
    delegated: str
    bound: str
    practices: list[str]
    url: str


@dataclass(frozen=True)
class Panel:
    """The companies of a group, and whether commissioning is apart from providing."""

    sentence: str
    companies: list[CompanyRow]
    new_url: str


@dataclass(frozen=True)
class BindingRow:
    """A practice that is or was bound. `end_url` is empty where this person may not end it, and
    `withdraw_url` where they may not take it back."""

    practice: str
    span: str
    is_over: bool
    end_url: str
    withdraw_url: str


@dataclass(frozen=True)
class CompanyPage:
    """A company, and the practices that are and were bound by it."""

    company: Company
    row: CompanyRow
    bindings: list[BindingRow]
    taken_back: list[str]
    may_edit: bool


def panel(*, user, organisation):
    """What the page of a group shows of its companies; None for what is no group, and where there
    is none and this person may not set one up."""
    if not isinstance(organisation, Group):
        return None
    companies = organisation.companies.prefetch_related(_bound(clock.today()))
    found = list(companies.order_by("side", "name"))
    may_edit = may(user, organisation)
    if not found and not may_edit:
        return None
    new = reverse("companies:company-new", kwargs={"code": organisation.code})
    rows = [_row(one) for one in found]
    return Panel(_sentence(found), rows, new if may_edit else "")


def may(user, group):
    """Whether the user keeps the companies of that group."""
    return access.may(user, EDIT) and within(access.reach(user, EDIT), group)


def company_page(user, pk, today):
    """The page of a company; None where there is none."""
    companies = Company.objects.visible_to(user).select_related("group")
    company = companies.prefetch_related(_bound(today)).filter(pk=pk).first()
    if company is None:
        return None
    may_edit = may(user, company.group)
    every = company.bindings.select_related("practice", "company")
    rows = every.standing().order_by("practice__name", "from_date")
    found = [_binding(one, today, may_edit) for one in rows]
    return CompanyPage(
        company=company,
        row=_row(company),
        bindings=sorted(found, key=lambda one: one.is_over),
        taken_back=withdrawn.said(every, user, may_edit=may_edit),
        may_edit=may_edit,
    )


def members(group, today):
    """The practices of a group on a day, by name."""
    rows = GroupMembership.objects.known_on(today).in_force(today).filter(group=group)
    return Practice.objects.filter(pk__in=rows.values("practice")).order_by("name", "code")


def unbound(company, today):
    """The practices of a company's group that it does not bind until they are released."""
    bound = Binding.objects.in_force(today).filter(company=company, to_date=None)
    return members(company.group, today).exclude(pk__in=bound.values("practice"))


def _sentence(companies):
    sides = {one.side for one in companies}
    if not companies:
        return "The group has no company."
    if len(sides) == 2:
        return "Commissioning is kept apart from providing: each has a company of its own."
    other = "provides" if Side.COMMISSIONING in sides else "commissions"
    return f"No company of the group {other}."


def _bound(today):
    """Of companies, those bound on a day, as `bound`."""
    rows = Binding.objects.in_force(today).select_related("practice")
    return Prefetch("bindings", rows.order_by("practice__name", "pk"), to_attr="bound")


def _row(company):
    names = [one.practice.name for one in company.bound]
    delegated = "Its practices have not delegated control to it"
    if company.delegated_on:
        delegated = f"Control is delegated to it from {periods.day(company.delegated_on)}"
    return CompanyRow(
        name=company.name,
        form=company.get_form_display(),
        does=DOES[Side(company.side)],
        purpose=company.purpose,
        delegated=delegated,
        bound=f"{counted(len(names), 'practice is', 'practices are')} bound by it",
        practices=names,
        url=reverse("companies:company-detail", args=[company.pk]),
    )


def _binding(binding, today, may_edit):
    span = f"from {periods.day(binding.from_date)}"
    if binding.to_date:
        span += f" to {periods.day(binding.to_date)}"
    end = reverse("companies:binding-end", args=[binding.pk])
    withdraw = reverse("companies:binding-withdraw", args=[binding.pk])
    over = bool(binding.to_date and binding.to_date < today)
    return BindingRow(
        practice=binding.practice.name,
        span=span,
        is_over=over,
        end_url=end if may_edit and not over else "",
        withdraw_url=withdraw if may_edit else "",
    )

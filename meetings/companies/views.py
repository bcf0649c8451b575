from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.companies import forms, queries, services
from meetings.diary.views.frame import GET, GET_AND_POST, ask
from meetings.matters.forms import LastDayForm, MistakeForm
from meetings.models import Binding, Company
from meetings.models.company import EDIT
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.models import Group
from pbc.core.once import once
from pbc.core.pages.frame import Crumb

DETAIL = "companies:company-detail"


@require_http_methods(GET)
@requires("core.view_register")
def company_detail(request, pk):
    with snapshot():
        page = queries.company_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    shown = {"page": page, "crumbs": crumbs(page.company.group)}
    return render(request, "companies/company_detail.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def company_new(request, code):
    group = get_object_or_404(Group, code=code)
    if not queries.may(request.user, group):
        raise Http404
    return ask(
        request,
        forms.NewCompanyForm(request.POST or None),
        lambda said: services.set_up_company(group=group, **said, by=request.user),
        to=DETAIL,
        said="The company is set up: say next which practices it binds",
        heading=f"A company of {group}",
        crumbs=crumbs(group),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def company_change(request, pk):
    company = to_edit(request, pk)
    names = ("version", "name", "form", "purpose", "delegated_on")
    now = {name: getattr(company, name) for name in names}
    return ask(
        request,
        forms.ChangeCompanyForm(request.POST or None, initial=now),
        lambda said: services.change_company(company=company, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Changed",
        heading=f"Change {company}",
        crumbs=crumbs(company.group, company),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def company_bind(request, pk):
    company, today = to_edit(request, pk), clock.today()
    practices = list(queries.unbound(company, today))
    form = forms.BindForm(request.POST or None, practices=practices, initial={"from_date": today})
    none = "" if practices else f"Every practice of {company.group} is bound by it."
    return ask(
        request,
        form,
        lambda said: services.bind_practices(company=company, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Kept: the page of the group says so",
        heading=f"Which practices are bound by {company}?",
        lead=none,
        crumbs=crumbs(company.group, company),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def binding_end(request, pk):
    binding, today = binding_to_edit(request, pk), clock.today()
    given = {"label": "The last day", "today": today, "initial": {"on": today}}
    return ask(
        request,
        LastDayForm(request.POST or None, **given),
        lambda said: services.release_practice(binding=binding, **said, by=request.user),
        to=DETAIL,
        pk=binding.company_id,
        said="Kept",
        heading=f"Until when was {binding.practice} bound?",
        crumbs=crumbs(binding.company.group, binding.company),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def binding_withdraw(request, pk):
    binding, today = binding_to_edit(request, pk), clock.today()
    return ask(
        request,
        MistakeForm(request.POST or None),
        lambda said: services.withdraw_binding(binding=binding, **said, on=today, by=request.user),
        to=DETAIL,
        pk=binding.company_id,
        said="Taken back: it counts nowhere any more",
        heading=f"Take back that {binding.practice} was bound",
        crumbs=crumbs(binding.company.group, binding.company),
    )


def binding_to_edit(request, pk):
    """The binding that stands, where the person keeps it: 404 for who does not, as for none."""
    seen = Binding.objects.visible_to(request.user, to=EDIT).standing()
    return get_object_or_404(seen.select_related("company__group", "practice"), pk=pk)


def to_edit(request, pk):
    """The company, where the person keeps it: 404 for who does not, as for none."""
    seen = Company.objects.visible_to(request.user, to=EDIT)
    return get_object_or_404(seen.select_related("group"), pk=pk)


def crumbs(group, company=None):
    """The way up: the group, the company."""
    url = reverse("registers:group-detail", kwargs={"code": group.code})
    way = [Crumb(group.name, url)]
    return [*way, Crumb(company.name, reverse(DETAIL, args=[company.pk]))] if company else way

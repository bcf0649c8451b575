from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.diary.views.frame import GET, GET_AND_POST, ask, attempt
from meetings.models import Audience, AudienceMember
from meetings.models.audience import EDIT, VIEW
from meetings.newsletters import audiences, choices, forms
from meetings.newsletters.services import audiences as services
from meetings.queries.lists import KINDS
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.pages.frame import Crumb

LIST, DETAIL = "newsletters:audience-list", "newsletters:audience-detail"


@require_http_methods(GET)
@requires(VIEW)
def audience_list(request):
    with snapshot():
        rows = audiences.audience_rows(request.user, clock.today())
    may_edit = bool(choices.owners(request.user))
    shown = {"audiences": rows, "may_edit": may_edit}
    return render(request, "newsletters/audience_list.html", shown)


@require_http_methods(GET)
@requires(VIEW)
def audience_detail(request, pk):
    with snapshot():
        seen = Audience.objects.visible_to(request.user, VIEW).with_names()
        audience = get_object_or_404(seen, pk=pk)
        page = audiences.audience_page(request.user, audience, clock.today())
    return render(request, "newsletters/audience_detail.html", {"page": page, "crumbs": crumbs()})


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def audience_new(request):
    user = request.user
    owners, scopes = choices.owners(user), choices.scopes(user)
    first = {"places": list(scopes)} if len(scopes) == 1 else {}
    form = forms.NewAudienceForm(request.POST or None, owners=owners, scopes=scopes, initial=first)
    return ask(
        request,
        form,
        lambda said: services.set_up_audience(organisation=said.pop("of"), **said, by=user),
        to=DETAIL,
        said="The audience is set up: below is whom it reaches today",
        heading="Whom do you want to write to?",
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def audience_change(request, pk):
    audience = to_edit(request, pk)
    now = {"version": audience.version, "name": audience.name}
    rules = list(audience.rules.select_related("commissioner", "locality", "group"))
    places = {key_of(rule.organisation): rule.organisation for rule in rules}
    now |= {"roles": sorted({rule.role for rule in rules}), "places": list(places)}
    scopes = choices.scopes(request.user) | places
    return ask(
        request,
        forms.ChangeAudienceForm(request.POST or None, scopes=scopes, initial=now),
        lambda said: services.change_audience(audience=audience, **said, by=request.user),
        to=DETAIL,
        pk=pk,
        said="Changed",
        heading=f"Change the audience {audience}",
        crumbs=crumbs(audience),
    )


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def member_new(request, pk):
    audience, user = to_edit(request, pk), request.user
    given = {"people": choices.people(user, clock.today()), "posts": choices.posts(user)}
    form = forms.MemberForm(request.POST or None, **given)
    shown = {"form": form, "crumbs": crumbs(audience), "heading": f"Who else is in {audience}?"}
    if form.is_valid():
        named = {"audience": audience, **form.named(), "by": user}
        if attempt(form, lambda _: services.add_to_audience(**named)):
            return done(request, DETAIL, "Kept: they are in it now", pk=pk)
    return render(request, "diary/form.html", shown)


@require_http_methods(GET_AND_POST)
@requires(EDIT)
@once
def member_off(request, pk):
    seen = AudienceMember.objects.visible_to(request.user, EDIT)
    member = get_object_or_404(seen.select_related("person", "post"), pk=pk)
    audience, name = member.audience_id, str(member)
    if request.method != "POST":
        return redirect(DETAIL, pk=audience)
    services.take_from_audience(member=member, by=request.user)
    return done(request, DETAIL, f"{name} is named in it no longer", pk=audience)


def key_of(organisation):
    """How a form calls an organisation: group:DAC."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(organisation, model))
    return f"{kind}:{organisation.code}"


def to_edit(request, pk):
    """The audience, where the person keeps it: 404 for who does not, as for none."""
    seen = Audience.objects.visible_to(request.user, EDIT)
    return get_object_or_404(seen.with_names(), pk=pk)


def crumbs(audience=None):
    """The way up: the newsletters, the audiences, the audience."""
    way = [Crumb("Newsletters", reverse("newsletters:newsletter-list"))]
    way.append(Crumb("Audiences", reverse(LIST)))
    return [*way, Crumb(audience.name, reverse(DETAIL, args=[audience.pk]))] if audience else way

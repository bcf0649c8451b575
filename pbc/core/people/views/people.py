from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pbc.core import clock, exports, mail
from pbc.core.access import may, requires
from pbc.core.deeds import snapshot
from pbc.core.factors.again import known_again
from pbc.core.factors.queries import has_second
from pbc.core.once import done, once
from pbc.core.openid.queries import binding
from pbc.core.pages.frame import Crumb
from pbc.core.paging import paged
from pbc.core.people import forms, history, queries, review, tables
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services import accounts

LINK = "link to choose a password"  # what a session calls it until it is shown


@require_safe
@requires("core.view_people")
def person_list(request):
    form = forms.SearchForm(request.GET)
    words = looked_for(form)
    with snapshot():
        page = paged(queries.found(words), request.GET.get("page"))
        page.object_list = queries.rows(page.object_list, clock.today())
        waiting = [queries.held(one, clock.today()) for one in queries.waiting()]
        vacant = len(review.vacant(clock.today()))
    shown = {"page": page, "words": words, "waiting": waiting, "vacant": vacant}
    return render(request, "people/person_list.html", shown | {"search": form, **rights(request)})


def looked_for(form):
    """The words by which somebody is looked for; none where they are no words."""
    return form.cleaned_data["q"] if form.is_valid() else ""


@require_safe
@requires("core.view_people")
def person_list_table(request):
    words, today = looked_for(forms.SearchForm(request.GET)), clock.today()
    with snapshot():
        table = tables.of_people(queries.rows(queries.found(words), today))
    return take(request, table, tables.facts_of(today, words))


def take(request, table, facts):
    """A list as a file."""
    return exports.answer([table], facts, called=table.name, form=request.GET.get("form"))


@require_safe
@requires("core.view_people")
def person_detail(request, pk):
    with snapshot():
        person = get_object_or_404(queries.everybody(), pk=pk)
        shown = {"person": person, "second": has_second(person), **kept_of(person)}
    shown["binding"] = binding(person)
    shown["history"] = paged(shown["history"], request.GET.get("page"))
    return render(request, "people/person_detail.html", shown | up() | rights(request))


def kept_of(person):
    """What the page of somebody shows of what is written down about them."""
    return {
        "held": queries.of_person(person, clock.today()),
        "history": history.about(person),
        "deeds": history.by(person),
    }


@require_safe
@requires("core.view_people")
def person_detail_table(request, pk):
    with snapshot():
        person = get_object_or_404(queries.everybody(), pk=pk)
        found = tables.of_person(**kept_of(person))
    facts = [exports.Fact("Of", str(person)), *tables.facts_of(clock.today())]
    form = request.GET.get("form")
    return exports.answer(found, facts, called=str(person), form=form)


@require_safe
@requires("core.view_people")
def post_list(request):
    with snapshot():
        posts = review.vacant(clock.today())
    page = paged(posts, request.GET.get("page"))
    return render(request, "people/post_list.html", {"posts": posts, "page": page} | up())


@require_safe
@requires("core.view_people")
def post_list_table(request):
    with snapshot():
        table = tables.of_posts(review.vacant(clock.today()))
    return take(request, table, tables.facts_of(clock.today()))


@require_safe
@requires("core.view_people")
def access_list(request):
    with snapshot():
        held = review.review(today=clock.today(), now=clock.now())
    page = paged(held, request.GET.get("page"))
    unused = sum(one.is_unused for one in held)
    return render(request, "people/access_list.html", {"page": page, "unused": unused} | up())


@require_safe
@requires("core.view_people")
def access_list_table(request):
    with snapshot():
        table = tables.of_access(review.review(today=clock.today(), now=clock.now()))
    return take(request, table, tables.facts_of(clock.today()))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once
def person_new(request):
    form = forms.PersonForm(request.POST or None)
    if form.is_valid():
        person = attempt(form, lambda said: accounts.add_person(**said, by=request.user))
        if person:
            said = f"{person} is added, and may do nothing yet: appoint them"
            return done(request, queries.person_url(person), said)
    shown = {"form": form, "heading": "Add a person"}
    return render(request, "people/person_form.html", shown | up())


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@known_again
@once(again="it sets what it says: twice is as good as once")
def person_edit(request, pk):
    person = get_object_or_404(queries.everybody(), pk=pk)
    names = {name: getattr(person, name) for name in forms.PersonForm.base_fields}
    form = forms.PersonForm(request.POST or None, initial=names)
    if form.is_valid():
        changed = attempt(
            form, lambda said: accounts.change_person(person=person, **said, by=request.user)
        )
        if changed:
            return done(request, queries.person_url(person), "The name and address are changed")
    shown = {"form": form, "heading": f"Change how {person} is called"}
    return render(request, "people/person_form.html", shown | up(person))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@once(again="it sets what it says: twice is as good as once")
def person_door(request, pk):
    """Shut somebody out, or let them in again."""
    person = get_object_or_404(queries.everybody(), pk=pk)
    form = forms.DoorForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda said: _turn(person, request.user, **said)):
        said = "They may not sign in any more" if person.is_active else "They may sign in again"
        return done(request, queries.person_url(person), said)
    return render(request, "people/person_door.html", {"form": form, "person": person} | up(person))


def _turn(person, by, why):
    if person.is_active:
        return accounts.shut_out(person=person, why=why, on=clock.today(), by=by)
    return accounts.let_in(person=person, why=why, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@known_again
@once(again="of several links the last is good")
def person_link(request, pk):
    """Make a link to choose a password. It is shown once: by the page after the button."""
    person = get_object_or_404(queries.everybody(), pk=pk)
    form = forms.LinkForm(request.POST or None, by_mail=mail.reaches(person))
    if request.method == "POST" and form.is_valid():
        by_mail = mail.reaches(person)
        give = accounts.send_link if by_mail else accounts.give_link
        path = attempt(form, lambda said: give(person=person, by=request.user))
        if path and by_mail:
            said = f"A link is on its way to {person.email}"
            return done(request, queries.person_url(person), said)
        if path:
            request.session[LINK] = [person.pk, request.build_absolute_uri(path)]
            return done(request, "people:person-link", pk=pk)
    whose, link = request.session.pop(LINK, None) or (None, "")
    shown = {"form": form, "person": person, "link": link if whose == pk else ""}
    shown["by_mail"] = mail.reaches(person)
    shown["days"] = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return render(request, "people/person_link.html", shown | up(person))


def attempt(form, deed):
    """Do it with what was typed; what is refused stands beside its field, and None is returned."""
    try:
        return deed(form.cleaned_data)
    except NotAppointed as why:
        form.add_error(why.field if why.field in form.fields else None, str(why))
    return None


def up(person=None):
    """The way up: the list of people, and the person."""
    crumbs = [Crumb("People", reverse("people:person-list"))]
    if person:
        crumbs.append(Crumb(str(person), queries.person_url(person)))
    return {"crumbs": crumbs}


def rights(request):
    return {"may_edit": may(request.user, "core.edit_people"), "me": request.user.pk}

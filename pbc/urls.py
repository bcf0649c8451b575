"""Every address of the site."""

from allauth.account import urls as account
from allauth.account.views import reauthenticate as by_password
from django.urls import include, path

from pbc import environment, health
from pbc.core import views as core
from pbc.core.factors import asking
from pbc.core.factors.again import new_key
from pbc.core.kept import views as kept
from pbc.core.people.views.forgotten import forgotten
from pbc.views import about, desk, people_uploads, search, system

handler400 = health.bad_request
handler500 = health.server_error

# Of allauth's pages those that we use. People's addresses are kept by an administrator, and a
# forgotten password has a page of ours: allauth's own would send its mail within the request,
# whose time tells whether an address is known.
ACCOUNTS = {
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_change_password", "account_set_password",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip
accounts = [address for address in account.urlpatterns if address.name in ACCOUNTS]

urlpatterns = [
    path("", desk.home, name="home"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("glossary/", about.words, name="glossary"),
    path("help/", about.help_page, name="help"),
    path("privacy/", about.privacy, name="privacy"),
    path("seals/", include("pbc.core.seals.urls")),
    path("search/", search.search, name="search"),
    path("system/", system.system, name="system"),
    path("healthz", health.healthz, name="healthz"),
    path("errands/<int:pk>/retry/", core.errand_retry, name="errand-retry"),
    path("session/kept/", kept.kept_form, name="kept-form"),
    path("session/stay/", kept.session_stay, name="session-stay"),
    path("accounts/forgotten/", forgotten, name="forgotten"),
    path("accounts/", include(accounts)),
    path("accounts/code/", asking.after_the_password, name="mfa_authenticate"),
    path("accounts/code/again/", new_key(asking.again), name="mfa_reauthenticate"),
    path("accounts/reauthenticate/", new_key(by_password), name="account_reauthenticate"),
    path("accounts/openid/", include("pbc.core.openid.urls")),
    path("accounts/sessions/", include("pbc.core.sign_ins.urls")),
    path("accounts/steps/", include("pbc.core.factors.urls")),
    path("actions/", include("meetings.urls")),
    path("minutes/", include("meetings.records.urls")),
    path("decisions/", include("meetings.decisions.urls")),
    path("meetings/", include("meetings.diary.urls")),
    path("companies/", include("meetings.companies.urls")),
    path("newsletters/", include("meetings.newsletters.urls")),
    path("directory/", include("meetings.posts.urls")),
    path("events/", include("meetings.events.urls")),
    path("support/", include("meetings.support.urls")),
    path("files/", include("activity.urls")),
    path("position/", include("budgets.urls")),
    path("checks/", include("budgets.checks.urls")),
    path("practices/", include("pbc.core.urls")),  # first: it registers a converter of the next
    path("budgets/", include("budgets.plans.urls")),
    path("people/import/", people_uploads.upload_new, name="people-upload-new"),
    path("people/import/template.xlsx", people_uploads.template, name="people-template"),
    path("people/import/<int:pk>/", people_uploads.upload_detail, name="people-upload"),
    path("people/import/<int:pk>/enter/", people_uploads.upload_enter, name="people-upload-enter"),
    path("people/", include("pbc.core.people.urls")),
    path("register/", include("pbc.core.registers.urls")),
]
urlpatterns += [
    path("demonstration/", include(one))
    for one in environment.of_demonstration("pbc.demonstration.urls")
]

"""Every address of the site."""

from django.urls import include, path

from pbc import health, views

handler500 = health.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include("allauth.account.urls")),
    path("files/", include("activity.urls")),
    path("position/", include("budgets.urls")),
    path("practices/", include("pbc.core.urls")),
]

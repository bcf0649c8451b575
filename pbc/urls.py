"""Every address of the site."""

from django.urls import include, path

from pbc import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("accounts/", include("allauth.account.urls")),
    path("files/", include("activity.urls")),
]

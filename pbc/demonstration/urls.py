"""The addresses that a site has besides, while it has a demonstration."""

from django.urls import path

from pbc.demonstration import views

urlpatterns = [
    path("next/", views.next_months, name="demonstration-next"),
    path("corrected/", views.corrected, name="demonstration-corrected"),
]

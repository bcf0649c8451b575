"""Representatives on bodies: they stand below decisions."""

from django.urls import path

from meetings.nominations import views

urlpatterns = [
    path("representatives/", views.representative_list, name="representative-list"),
    path("representatives/<int:pk>/", views.representation, name="representation"),
    path(
        "representatives/<int:pk>/table/", views.representation_table, name="representation-table"
    ),
    path("representatives/<int:pk>/nominate/", views.nominate, name="nominate"),
    path("representatives/terms/<int:pk>/end/", views.nomination_end, name="nomination-end"),
]

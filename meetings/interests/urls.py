"""Interests: they stand below meetings."""

from django.urls import path

from meetings.interests import views

urlpatterns = [
    path("bodies/<int:pk>/interests/", views.interest_list, name="interest-list"),
    path(
        "bodies/<int:pk>/interests/table/",
        views.interest_list_table,
        name="interest-list-table",
    ),
    path("bodies/<int:pk>/interests/new/", views.interest_new, name="interest-new"),
    path("interests/<int:pk>/end/", views.interest_end, name="interest-end"),
    path("interests/<int:pk>/withdraw/", views.interest_withdraw, name="interest-withdraw"),
    path("items/<int:pk>/touches/", views.item_touches, name="item-touches"),
    path("items/<int:pk>/exclusions/", views.item_exclusions, name="item-exclusions"),
]

from django.urls import path

from pbc.core import urls as core  # noqa: F401 it registers the converter of codes
from pbc.core.registers.views import organisations, practices

app_name = "registers"

urlpatterns = [
    path("practices/new/", practices.practice_new, name="practice-new"),
    path("practices/<code:code>/edit/", practices.practice_edit, name="practice-edit"),
    path("practices/<code:code>/move/", practices.practice_move, name="practice-move"),
    path("practices/<code:code>/stand/", practices.practice_stand, name="practice-stand"),
    path("practices/<code:code>/close/", practices.practice_close, name="practice-close"),
    path("practices/<code:code>/reopen/", practices.practice_reopen, name="practice-reopen"),
    path("localities/<code:code>/under/", organisations.locality_move, name="locality-move"),
    path("group/<code:code>/", organisations.group_detail, name="group-detail"),
    path("group/<code:code>/table/", organisations.group_detail_table, name="group-detail-table"),
    path("<slug:kind>/", organisations.organisation_list, name="organisation-list"),
    path(
        "<slug:kind>/table/", organisations.organisation_list_table, name="organisation-list-table"
    ),
    path("<slug:kind>/new/", organisations.organisation_new, name="organisation-new"),
    path(
        "<slug:kind>/<code:code>/edit/", organisations.organisation_edit, name="organisation-edit"
    ),
]

from django.urls import path

import pbc.core.urls  # noqa: F401 it says what a code is in an address
from meetings import views
from meetings.by_mail.views import action_by_mail
from meetings.findings.views import action_check

app_name = "meetings"

urlpatterns = [
    path("", views.action_list, name="action-list"),
    path("table/", views.action_list_table, name="action-list-table"),
    path("mails/", views.mails, name="mails"),
    path("link/<str:token>/", action_by_mail, name="action-by-mail"),
    path("new/", views.action_new, name="action-new"),
    path("of/<slug:kind>/<code:code>/", views.action_of, name="action-of"),
    path("of/<slug:kind>/<code:code>/table/", views.action_of_table, name="action-of-table"),
    path("<int:pk>/", views.action_detail, name="action-detail"),
    path("<int:pk>/check/", action_check, name="action-check"),
    path("<int:pk>/close/", views.action_close, name="action-close"),
    path("<int:pk>/reopen/", views.action_reopen, name="action-reopen"),
    path("<int:pk>/drop/", views.action_drop, name="action-drop"),
    path("<int:pk>/note/", views.action_note, name="action-note"),
    path("<int:pk>/change/", views.action_change, name="action-change"),
]

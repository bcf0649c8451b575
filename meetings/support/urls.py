from django.urls import path

import pbc.core.urls  # noqa: F401 it says what a code is in an address
from meetings.support import views

app_name = "support"

urlpatterns = [
    path("contacts/<int:pk>/", views.contact_detail, name="contact-detail"),
    path("contacts/<int:pk>/correct/", views.contact_correct, name="contact-correct"),
    path("contacts/<int:pk>/outcome/", views.contact_outcome, name="contact-outcome"),
    path("of/<code:code>/", views.contact_list, name="contact-list"),
    path("of/<code:code>/table/", views.contact_list_table, name="contact-list-table"),
    path("of/<code:code>/new/", views.contact_new, name="contact-new"),
]

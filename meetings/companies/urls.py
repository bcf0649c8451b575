from django.urls import path

import pbc.core.urls  # noqa: F401 it says what a code is in an address
from meetings.companies import views

app_name = "companies"

urlpatterns = [
    path("of/<code:code>/new/", views.company_new, name="company-new"),
    path("<int:pk>/", views.company_detail, name="company-detail"),
    path("<int:pk>/change/", views.company_change, name="company-change"),
    path("<int:pk>/bind/", views.company_bind, name="company-bind"),
    path("practices/<int:pk>/end/", views.binding_end, name="binding-end"),
    path("practices/<int:pk>/withdraw/", views.binding_withdraw, name="binding-withdraw"),
]

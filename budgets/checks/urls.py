from django.urls import path

import pbc.core.urls  # noqa: F401 it says what a code is in an address
from budgets.checks import views

app_name = "checks"

urlpatterns = [
    path("agreed/<int:pk>/change/", views.agreed_change, name="agreed-change"),
    path("<code:code>/", views.grid, name="grid"),
    path("<code:code>/table/", views.grid_table, name="grid-table"),
    path("<code:code>/agreed/", views.agreed_list, name="agreed-list"),
    path("<code:code>/agreed/new/", views.agreed_new, name="agreed-new"),
]

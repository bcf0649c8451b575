from django.urls import path

from pbc.core.seals import views

app_name = "seals"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("table/", views.overview_table, name="overview-table"),
    path("heads/", views.heads, name="heads"),
    path("check/", views.check, name="check"),
]

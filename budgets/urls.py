from django.urls import path

from budgets import views

app_name = "budgets"

COUNTY = {"kind": "county", "code": None}
PRACTICE = {"kind": "practice"}

urlpatterns = [
    path("", views.position_own, name="position"),
    path("figure/<str:code>/", views.figure, name="figure"),
    path("county/", views.position, COUNTY, name="position-county"),
    path("county/rows/", views.position_rows, COUNTY, name="position-rows-county"),
    path(
        "county/rows/table/", views.position_rows_table, COUNTY, name="position-rows-table-county"
    ),
    path("county/table/", views.position_table, COUNTY, name="position-table-county"),
    path("county/stated/", views.position_stated, COUNTY, name="position-stated-county"),
    path(
        "county/stated/table/",
        views.position_stated_table,
        COUNTY,
        name="position-stated-table-county",
    ),
    path("practice/<str:code>/statement/", views.statement, PRACTICE, name="statement"),
    path("<slug:kind>/<str:code>/", views.position, name="position-scope"),
    path("<slug:kind>/<str:code>/rows/", views.position_rows, name="position-rows-scope"),
    path(
        "<slug:kind>/<str:code>/rows/table/",
        views.position_rows_table,
        name="position-rows-table-scope",
    ),
    path("<slug:kind>/<str:code>/table/", views.position_table, name="position-table-scope"),
    path("<slug:kind>/<str:code>/stated/", views.position_stated, name="position-stated-scope"),
    path(
        "<slug:kind>/<str:code>/stated/table/",
        views.position_stated_table,
        name="position-stated-table-scope",
    ),
]

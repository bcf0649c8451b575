from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pbc.core import views


class CodeConverter(StringConverter):
    """The code of an organisation as a part of an address. A NUL is in no database."""

    regex = r"[^/\x00]+"


register_converter(CodeConverter, "code")

app_name = "core"

urlpatterns = [
    path("", views.register, name="register"),
    path("table/", views.register_table, name="register-table"),
    path("localities/<code:code>/", views.locality_detail, name="locality-detail"),
    path(
        "localities/<code:code>/table/", views.locality_detail_table, name="locality-detail-table"
    ),
    path("<code:code>/", views.practice_detail, name="practice-detail"),
    path("<code:code>/table/", views.practice_detail_table, name="practice-detail-table"),
]

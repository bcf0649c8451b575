from django.urls import path

from pbc.core.sign_ins import views

app_name = "sign-ins"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("end/", views.end, name="end"),
]

from django.urls import path

from pbc.core.factors import views

app_name = "factors"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("app/", views.app, name="app"),
    path("codes/", views.codes, name="codes"),
    path("remove/", views.remove, name="remove"),
]

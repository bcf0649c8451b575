from django.urls import path

from pbc.core.factors import views

app_name = "factors"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("app/", views.app, name="app"),
    path("passkeys/new/", views.key_new, name="key-new"),
    path("passkeys/<int:pk>/", views.key_edit, name="key-edit"),
    path("passkeys/<int:pk>/remove/", views.key_remove, name="key-remove"),
    path("codes/", views.codes, name="codes"),
    path("remove/", views.remove, name="remove"),
]

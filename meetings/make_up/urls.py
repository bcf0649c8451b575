"""The make-up of bodies: it stands below meetings."""

from django.urls import path

from meetings.make_up import views

urlpatterns = [
    path("bodies/<int:pk>/make-up/", views.body_make_up, name="body-make-up"),
]

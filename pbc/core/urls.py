from django.urls import path

from pbc.core import views

app_name = "core"

urlpatterns = [
    path("", views.register, name="register"),
    path("localities/<str:code>/", views.locality_detail, name="locality-detail"),
    path("<str:code>/", views.practice_detail, name="practice-detail"),
]

from django.urls import path

from meetings.records import views

app_name = "minutes"

urlpatterns = [
    path("read/", views.read, name="read"),
    path("keep/", views.keep, name="keep"),
    path("<int:pk>/", views.detail, name="detail"),
]

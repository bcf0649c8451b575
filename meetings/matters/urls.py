"""Open questions, concerns and mandates: they stand below decisions."""

from django.urls import path

from meetings.matters import views

urlpatterns = [
    path("open/", views.open_list, name="open-list"),
    path("open/new/", views.open_new, name="open-new"),
    path("open/<int:pk>/answer/", views.open_answer, name="open-answer"),
    path("concerns/", views.concern_list, name="concern-list"),
    path("concerns/new/", views.concern_new, name="concern-new"),
    path("concerns/<int:pk>/sent/", views.concern_send, name="concern-send"),
    path("concerns/<int:pk>/reply/", views.concern_reply, name="concern-reply"),
    path("mandates/", views.mandate_list, name="mandate-list"),
    path("mandates/new/", views.mandate_new, name="mandate-new"),
    path("mandates/<int:pk>/end/", views.mandate_end, name="mandate-end"),
]

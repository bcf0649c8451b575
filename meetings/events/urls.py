from django.urls import path

from meetings.events import views

app_name = "events"

urlpatterns = [
    path("", views.event_list, name="event-list"),
    path("new/", views.event_new, name="event-new"),
    path("matrix/", views.matrix, name="matrix"),
    path("matrix/table/", views.matrix_table, name="matrix-table"),
    path("<int:pk>/", views.event_detail, name="event-detail"),
    path("<int:pk>/table/", views.event_detail_table, name="event-detail-table"),
    path("<int:pk>/change/", views.event_change, name="event-change"),
    path("places/<int:pk>/book/", views.place_book, name="place-book"),
    path("places/<int:pk>/give-up/", views.place_give_up, name="place-give-up"),
    path("papers/<int:pk>/", views.paper, name="paper"),
]

from django.urls import path

from meetings.posts import views

app_name = "posts"

urlpatterns = [
    path("", views.post_list, name="post-list"),
    path("table/", views.post_list_table, name="post-list-table"),
    path("new/", views.post_new, name="post-new"),
    path("<int:pk>/", views.post_detail, name="post-detail"),
    path("<int:pk>/change/", views.post_change, name="post-change"),
    path("<int:pk>/fill/", views.post_fill, name="post-fill"),
    path("<int:pk>/abolish/", views.post_abolish, name="post-abolish"),
    path("tenures/<int:pk>/end/", views.tenure_end, name="tenure-end"),
    path("tenures/<int:pk>/withdraw/", views.tenure_withdraw, name="tenure-withdraw"),
]

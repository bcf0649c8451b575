from django.urls import path

from meetings.decisions import views
from meetings.matters.urls import urlpatterns as matters
from meetings.nominations.urls import urlpatterns as nominations

app_name = "decisions"

urlpatterns = [
    *matters,
    *nominations,
    path("", views.decision_list, name="decision-list"),
    path("table/", views.decision_list_table, name="decision-list-table"),
    path("new/", views.decision_new, name="decision-new"),
    path("<int:pk>/", views.decision_detail, name="decision-detail"),
    path("<int:pk>/table/", views.decision_detail_table, name="decision-detail-table"),
    path("<int:pk>/change/", views.decision_change, name="decision-change"),
    path("<int:pk>/chase/", views.decision_chase, name="decision-chase"),
    path("<int:pk>/tell/", views.telling_new, name="telling-new"),
    path("told/<int:pk>/sent/", views.telling_send, name="telling-send"),
    path("told/<int:pk>/heard/", views.telling_acknowledge, name="telling-acknowledge"),
    path("questions/<int:pk>/", views.question_detail, name="question-detail"),
    path("questions/<int:pk>/table/", views.question_detail_table, name="question-detail-table"),
    path("asked/<int:pk>/answer/", views.answer_new, name="answer-new"),
]

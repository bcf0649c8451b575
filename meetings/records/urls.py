from django.urls import path

from meetings.records import views, writing

app_name = "minutes"

urlpatterns = [
    path("read/", views.read, name="read"),
    path("keep/", views.keep, name="keep"),
    path("<int:pk>/", views.detail, name="detail"),
    path("items/<int:pk>/", writing.item, name="item"),
    path("items/<int:pk>/initials/", writing.initials, name="initials"),
    path("texts/<int:pk>/choose/", writing.choose, name="choose"),
    path("<int:pk>/circulate/", views.circulate, name="circulate"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/amend/", views.amend, name="amend"),
    path("<int:pk>/<slug:form>/", views.taken, name="taken"),
    path("copies/<int:pk>/<slug:form>/", views.copy, name="copy"),
]

from django.urls import path

from pbc.core.openid.views import answering, asking, bindings

app_name = "openid"

urlpatterns = [
    path("", asking.begin, name="begin"),
    path("again/", asking.again, name="again"),
    path("answer/", answering.answer, name="answer"),
    path("bind/", asking.bind, name="bind"),
    path("invited/", asking.invited, name="invited"),
    path("signed-out/", bindings.signed_out, name="signed-out"),
    path("unbind/", bindings.unbind, name="unbind"),
]

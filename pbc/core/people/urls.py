from django.urls import path

from pbc.core.factors import views as factors
from pbc.core.openid.views import bindings
from pbc.core.people.views import appointments, people
from pbc.core.sign_ins import views as sign_ins

app_name = "people"

urlpatterns = [
    path("", people.person_list, name="person-list"),
    path("table/", people.person_list_table, name="person-list-table"),
    path("new/", people.person_new, name="person-new"),
    path("vacant/", people.post_list, name="post-list"),
    path("vacant/table/", people.post_list_table, name="post-list-table"),
    path("sign-ins/", sign_ins.sign_in_list, name="sign-in-list"),
    path("sign-ins/table/", sign_ins.sign_in_list_table, name="sign-in-list-table"),
    path("access/", people.access_list, name="access-list"),
    path("access/table/", people.access_list_table, name="access-list-table"),
    path("<int:pk>/", people.person_detail, name="person-detail"),
    path("<int:pk>/table/", people.person_detail_table, name="person-detail-table"),
    path("<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("<int:pk>/appoint/", appointments.person_appoint, name="person-appoint"),
    path("<int:pk>/leave/", appointments.person_leave, name="person-leave"),
    path("<int:pk>/door/", people.person_door, name="person-door"),
    path("<int:pk>/second-step/", factors.reset, name="person-second-step"),
    path("<int:pk>/sign-in-service/", bindings.end_binding, name="person-binding"),
    path("<int:pk>/link/", people.person_link, name="person-link"),
    path("appointments/<int:pk>/end/", appointments.appointment_end, name="appointment-end"),
    path(
        "appointments/<int:pk>/deputy/", appointments.appointment_deputy, name="appointment-deputy"
    ),
    path(
        "appointments/<int:pk>/decide/", appointments.appointment_decide, name="appointment-decide"
    ),
]

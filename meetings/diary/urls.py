from django.urls import path

from meetings.diary.views import agenda, attendance, bodies, calendars, meetings
from meetings.interests.urls import urlpatterns as interests
from meetings.make_up.urls import urlpatterns as make_up

app_name = "diary"

urlpatterns = [
    *interests,
    *make_up,
    path("", bodies.meeting_list, name="meeting-list"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("bodies/new/", bodies.body_new, name="body-new"),
    path("bodies/<int:pk>/", bodies.body_detail, name="body-detail"),
    path("bodies/<int:pk>/table/", bodies.body_detail_table, name="body-detail-table"),
    path("bodies/<int:pk>/change/", bodies.body_change, name="body-change"),
    path("bodies/<int:pk>/seats/new/", bodies.seat_new, name="seat-new"),
    path("bodies/<int:pk>/series/new/", bodies.series_new, name="series-new"),
    path("bodies/<int:pk>/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("seats/<int:pk>/end/", bodies.seat_end, name="seat-end"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("<int:pk>/meeting.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path("<int:pk>/move/", meetings.meeting_move, name="meeting-move"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("<int:pk>/invite/", meetings.meeting_invite, name="meeting-invite"),
    path("<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("<int:pk>/items/new/", agenda.item_new, name="item-new"),
    path("items/<int:pk>/change/", agenda.item_change, name="item-change"),
    path("items/<int:pk>/off/", agenda.item_off, name="item-off"),
    path("items/<int:pk>/reports/", agenda.item_reports, name="item-reports"),
    path("items/<int:pk>/papers/new/", agenda.paper_new, name="paper-new"),
    path("papers/<int:pk>/", agenda.paper, name="paper"),
    path("papers/<int:pk>/off/", agenda.paper_off, name="paper-off"),
]

from django.urls import path

from meetings.newsletters.views import audiences, leaving, newsletters

app_name = "newsletters"

urlpatterns = [
    path("", newsletters.newsletter_list, name="newsletter-list"),
    path("new/", newsletters.newsletter_new, name="newsletter-new"),
    path("<int:pk>/", newsletters.newsletter_detail, name="newsletter-detail"),
    path("<int:pk>/change/", newsletters.newsletter_change, name="newsletter-change"),
    path("<int:pk>/preview/", newsletters.newsletter_preview, name="newsletter-preview"),
    path("<int:pk>/send/", newsletters.newsletter_send, name="newsletter-send"),
    path("<int:pk>/discard/", newsletters.newsletter_discard, name="newsletter-discard"),
    path("audiences/", audiences.audience_list, name="audience-list"),
    path("audiences/new/", audiences.audience_new, name="audience-new"),
    path("audiences/<int:pk>/", audiences.audience_detail, name="audience-detail"),
    path("audiences/<int:pk>/change/", audiences.audience_change, name="audience-change"),
    path("audiences/<int:pk>/name/", audiences.member_new, name="member-new"),
    path("audiences/names/<int:pk>/off/", audiences.member_off, name="member-off"),
    path("mine/", leaving.mine, name="mine"),
    path("mine/<int:pk>/leave/", leaving.leave, name="leave"),
    path("mine/<int:pk>/rejoin/", leaving.rejoin, name="rejoin"),
    path("leave/<str:token>/", leaving.leave_link, name="leave-link"),
]

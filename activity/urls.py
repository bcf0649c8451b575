from django.urls import path

from activity.views import (
    coverage,
    decisions,
    deliveries,
    feeds,
    lines,
    purging,
    submissions,
)

app_name = "activity"

urlpatterns = [
    path("", submissions.submission_list, name="submission-list"),
    path("table/", submissions.submission_list_table, name="submission-list-table"),
    path("new/", deliveries.delivery_new, name="delivery-new"),
    path("feeds/", feeds.feed_list, name="feed-list"),
    path("feeds/new/", feeds.feed_new, name="feed-new"),
    path("feeds/<int:year>/", feeds.feed_count, name="feed-count"),
    path("lines/assign/", lines.line_assign, name="line-assign"),
    path("lines/<str:code>/", lines.line_detail, name="line-detail"),
    path("lines/<str:code>/take-back/", lines.line_take_back, name="line-take-back"),
    path("<int:pk>/", submissions.submission_detail, name="submission-detail"),
    path("<int:pk>/changes/", submissions.submission_changes, name="submission-changes"),
    path(
        "<int:pk>/changes/table/",
        submissions.submission_changes_table,
        name="submission-changes-table",
    ),
    path("<int:pk>/cells/<str:cell>/", lines.source_cell, name="source-cell"),
    path("<int:pk>/coverage/", coverage.submission_coverage, name="submission-coverage"),
    path("<int:pk>/publish/", decisions.submission_publish, name="submission-publish"),
    path("<int:pk>/discard/", decisions.submission_discard, name="submission-discard"),
    path("<int:pk>/undo/", decisions.submission_undo, name="submission-undo"),
    path("<int:pk>/redo/", decisions.submission_redo, name="submission-redo"),
    path("<int:pk>/purge/", purging.submission_purge, name="submission-purge"),
    path(
        "<int:pk>/purge/confirm/", purging.submission_purge_confirm, name="submission-purge-confirm"
    ),
    path("<int:pk>/purge/refuse/", purging.submission_purge_refuse, name="submission-purge-refuse"),
]

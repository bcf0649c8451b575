from django.urls import path

from budgets.plans.views import entries, targets, uploads, years

app_name = "plans"

HOLDER = "<int:year>/<slug:kind>/<code:code>/"

urlpatterns = [
    path("", years.newest, name="newest"),
    path("open/", years.year_new, name="year-new"),
    path("<int:year>/", years.year_detail, name="year-detail"),
    path("<int:year>/table/", years.year_detail_table, name="year-detail-table"),
    path("<int:year>/close/", years.year_close, name="year-close"),
    path("<int:year>/open-again/", years.year_reopen, name="year-reopen"),
    path("<int:year>/template.xlsx", uploads.upload_template, name="upload-template"),
    path("<int:year>/upload/", uploads.upload_new, name="upload-new"),
    path("uploads/<int:pk>/", uploads.upload_detail, name="upload-detail"),
    path("uploads/<int:pk>/enter/", uploads.upload_enter, name="upload-enter"),
    path("entries/<int:pk>/take-back/", entries.entry_reverse, name="entry-reverse"),
    path(HOLDER, entries.ledger, name="ledger"),
    path(f"{HOLDER}table/", entries.ledger_table, name="ledger-table"),
    path(f"{HOLDER}targets/", targets.targets, name="targets"),
    path(f"{HOLDER}targets/table/", targets.targets_table, name="targets-table"),
    path(f"{HOLDER}targets/<slug:what>/", targets.target_new, name="target-new"),
    path(f"{HOLDER}new/", entries.entry_new, name="entry-new"),
]

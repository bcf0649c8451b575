from django.db import migrations

from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        guards.functions(),
        *guards.dated("core_practicelocality"),
        *guards.dated("core_groupmembership"),
        *guards.dated("core_localitycommissioner"),
        guards.recorded_by_the_clock("core_appointment"),
        guards.never_removed("core_appointment"),
        guards.never_removed("core_practicemerger"),
        guards.never_removed("core_financialyear"),
    ]

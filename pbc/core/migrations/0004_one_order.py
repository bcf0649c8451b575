from django.db import migrations

from pbc.core import guards

BACK = guards.ONLY_END + "DROP FUNCTION stamp_what_is_known();"
REGISTER = ("practicelocality", "groupmembership", "localitycommissioner")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_ended_at")]

    operations = [
        migrations.RunSQL(guards.KNOWN, BACK),
        *[guards.known_by_the_clock(f"core_{name}") for name in REGISTER],
    ]

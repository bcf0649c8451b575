from django.db import migrations

from pbc.core import guards

LOCKED = migrations.RunSQL(
    "CREATE TRIGGER locked BEFORE UPDATE ON meetings_newsletter FOR EACH ROW "
    "WHEN (OLD.state = 'SENT') EXECUTE FUNCTION refuse_change()",
    "DROP TRIGGER locked ON meetings_newsletter",
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_newsletters"), ("core", "0002_guards")]

    operations = [
        LOCKED,
        guards.never_removed("meetings_newsletter"),
        guards.insert_only("meetings_newslettercopy"),
        guards.never_removed("meetings_optout"),
    ]

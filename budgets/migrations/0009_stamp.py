from django.db import migrations

from budgets.stamp_sql import FUNCTION, NO_FUNCTION


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0008_checks"),
        ("activity", "0021_the_dearest_first"),
        ("core", "0032_a_passkey_is_one_persons"),
    ]

    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]

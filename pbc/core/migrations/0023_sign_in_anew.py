"""Everybody signs in anew once: sessions from before OpenSession stand in no list, so that neither
a new password nor an administrator would end them."""

from django.db import migrations

END_ALL = """
DELETE FROM core_keptform WHERE session_id IS NOT NULL;
DELETE FROM django_session;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0022_where_people_are_signed_in"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(END_ALL, migrations.RunSQL.noop)]

from django.db import migrations

# What was cut short left an index that is none; it is made anew.
ANEW = "DROP INDEX CONCURRENTLY IF EXISTS a_passkey_is_one_persons"
ONE = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_passkey_is_one_persons
  ON mfa_authenticator ((data ->> 'id')) WHERE type = 'webauthn'
"""


class Migration(migrations.Migration):
    """A passkey is added once, though two people add it in the same moment. The table is
    allauth's, and what is kept of a passkey in it is ours (`passkeys.made`)."""

    # The index is made beside those who write, which no transaction can do.
    atomic = False

    dependencies = [
        ("core", "0031_which_binding"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL(ANEW, migrations.RunSQL.noop),
        migrations.RunSQL(ONE, ANEW),
    ]

from django.db import migrations

from pbc.core import indexes


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("meetings", "0026_mail_links_offered")]

    # What is news on a desk is looked for by its moment.
    operations = indexes.by_moment("meetings_action", "action", "actions_by_moment")

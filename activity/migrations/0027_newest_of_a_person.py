from django.db import migrations, models

from pbc.core import indexes

NEWEST = models.Index(fields=["person", "id"], name="notices_of_a_person")


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("activity", "0026_by_their_moment")]

    # A desk shows the newest that its reader was told.
    operations = indexes.beside("activity_notice", "notice", NEWEST, "person_id, id")

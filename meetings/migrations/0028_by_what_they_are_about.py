from django.db import migrations, models
from django.db.models.functions import Collate

from pbc.core import indexes

ABOUT = models.Index(Collate("about", "C"), name="actions_by_code_they_are_about")


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("meetings", "0027_by_their_moment")]

    # A figure has a code for each day on which it is known: they are looked for as a range.
    operations = indexes.beside("meetings_action", "action", ABOUT, '(about COLLATE "C")')

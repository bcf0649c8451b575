from django.db import migrations

from pbc.core import indexes


class Migration(migrations.Migration):
    # No transaction can make an index beside those who write.
    atomic = False

    dependencies = [("activity", "0025_a_name_goes_after_the_words")]

    # What is news on a desk is looked for by its moment.
    operations = [
        *indexes.by_moment("activity_notice", "notice", "notices_by_moment"),
        *indexes.by_moment("activity_inforce", "inforce", "moves_by_moment"),
    ]

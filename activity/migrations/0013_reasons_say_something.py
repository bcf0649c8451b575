from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activity", "0012_one_order")]

    operations = [
        AddConstraintNotValid(
            model_name="inforce",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("reason__regex", "\\S"), _connector="OR"),
                name="a_reason_of_spaces_says_nothing",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activity", "0019_what_is_discarded_is_not_said")]

    operations = [
        migrations.AddIndex(
            model_name="detailrollup",
            index=models.Index(
                fields=["submission", "practice", "month"], name="detail_of_a_practice"
            ),
        ),
        migrations.RemoveIndex(model_name="detailrollup", name="detail_of_a_submission"),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0027_mail_links_offered"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="sent_to",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
    ]

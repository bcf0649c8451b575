from django.db import migrations


def clear(apps, _):
    """Forms that were kept before they were sealed lie in plain. They live for a day at most."""
    apps.get_model("core", "KeptForm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0023_sign_in_anew"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]

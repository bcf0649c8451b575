from django.db import migrations

MOST = 100_000


def read(apps, schema_editor):
    """Give the plain texts that came before their words, by which they are found."""
    papers = apps.get_model("meetings", "Paper").objects.filter(kind__in=("txt", "csv"))
    for paper in papers.only("content").iterator(chunk_size=20):
        try:
            text = bytes(paper.content).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = bytes(paper.content).decode("cp1252", errors="replace")
        words = text.replace("\0", "")[:MOST]
        papers.model.objects.filter(pk=paper.pk).update(words=words)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0013_words_found")]

    operations = [migrations.RunPython(read, migrations.RunPython.noop)]

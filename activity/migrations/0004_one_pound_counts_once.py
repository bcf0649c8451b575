import django.contrib.postgres.constraints
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0003_guards"),
        ("core", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="countsfor",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="countsfor",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="countsfor",
            name="one_pound_counts_once",
        ),
        migrations.AddField(
            model_name="countsfor",
            name="known_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="countsforevent",
            name="known_until",
            field=models.DateField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countsfor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_countsforevent" ("block", "feed_id", "id", "known_from", "known_until", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."feed_id", NEW."id", NEW."known_from", NEW."known_until", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="d25f4311054c45c96cc1adb70c816b35b34e54a5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd81a",
                    table="activity_countsfor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countsfor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_countsforevent" ("block", "feed_id", "id", "known_from", "known_until", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."feed_id", NEW."id", NEW."known_from", NEW."known_until", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="fb2aac1cc246a3b392046dfa214fde392d512e3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e4b1",
                    table="activity_countsfor",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="countsfor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_until", None),
                    ("known_until__gte", models.F("known_from")),
                    _connector="OR",
                ),
                name="a_feed_counts_for_a_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="countsfor",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("year", "="),
                    ("block", "="),
                    ("months", "&&"),
                    (
                        models.Func(
                            "known_from", "known_until", models.Value("[)"), function="daterange"
                        ),
                        "&&",
                    ),
                ],
                name="one_pound_counts_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="inforce",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("move", "PUBLISHED"), _negated=True),
                    models.Q(("submission", models.F("cause")), ("submission__isnull", False)),
                    _connector="OR",
                ),
                name="a_publication_points_at_what_was_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="inforce",
            constraint=models.UniqueConstraint(
                fields=("submission", "year", "month", "locality"),
                condition=models.Q(("move", "PUBLISHED")),
                name="a_submission_is_published_once_for_a_slice",
            ),
        ),
        guards.only_ended("activity_countsfor"),
        guards.never_removed("activity_countsfor"),
    ]

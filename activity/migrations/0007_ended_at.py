import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0006_notices_are_kept"),
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
        migrations.AddField(
            model_name="countsfor",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="countsforevent",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countsfor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_countsforevent" ("block", "ended_at", "feed_id", "id", "known_from", "known_until", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."ended_at", NEW."feed_id", NEW."id", NEW."known_from", NEW."known_until", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="cb7e168b496ac9404ab07637f947e1bdd2edd711",
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
                    func='INSERT INTO "activity_countsforevent" ("block", "ended_at", "feed_id", "id", "known_from", "known_until", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."ended_at", NEW."feed_id", NEW."id", NEW."known_from", NEW."known_until", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="225fa2bba33215c3ebb45d0b0a39049f1ada3a21",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e4b1",
                    table="activity_countsfor",
                    when="AFTER",
                ),
            ),
        ),
    ]

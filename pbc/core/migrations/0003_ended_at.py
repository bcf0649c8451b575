import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from pbc.core import guards


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_guards"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmembership",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmembership",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="localitycommissioner",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="localitycommissioner",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="practicelocality",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="practicelocality",
            name="update_update",
        ),
        migrations.AddField(
            model_name="groupmembership",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="groupmembershipevent",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="localitycommissioner",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="localitycommissionerevent",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="practicelocality",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        migrations.AddField(
            model_name="practicelocalityevent",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="Set by the database", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_groupmembershipevent" ("ended_at", "from_date", "group_id", "id", "known_from", "known_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "recorded_at", "standing", "to_date") VALUES (NEW."ended_at", NEW."from_date", NEW."group_id", NEW."id", NEW."known_from", NEW."known_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."reason", NEW."recorded_at", NEW."standing", NEW."to_date"); RETURN NULL;',
                    hash="01db154142a23e2f494bb6150d6231f939f1bb30",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d044a",
                    table="core_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_groupmembershipevent" ("ended_at", "from_date", "group_id", "id", "known_from", "known_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "recorded_at", "standing", "to_date") VALUES (NEW."ended_at", NEW."from_date", NEW."group_id", NEW."id", NEW."known_from", NEW."known_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."reason", NEW."recorded_at", NEW."standing", NEW."to_date"); RETURN NULL;',
                    hash="3f0999eee7e2f8ea5a3d9ed99ab53d3d259c4cb6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c8e0f",
                    table="core_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localitycommissioner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_localitycommissionerevent" ("commissioner_id", "ended_at", "from_date", "id", "known_from", "known_until", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "to_date") VALUES (NEW."commissioner_id", NEW."ended_at", NEW."from_date", NEW."id", NEW."known_from", NEW."known_until", NEW."locality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."to_date"); RETURN NULL;',
                    hash="2a5fa0b5d8c8cb8ce4316e86d3cdb44754309eea",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_841e7",
                    table="core_localitycommissioner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localitycommissioner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_localitycommissionerevent" ("commissioner_id", "ended_at", "from_date", "id", "known_from", "known_until", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "to_date") VALUES (NEW."commissioner_id", NEW."ended_at", NEW."from_date", NEW."id", NEW."known_from", NEW."known_until", NEW."locality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."to_date"); RETURN NULL;',
                    hash="ff0468ae1cba3f8576bf2a7ddbaec774a6cae8cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cb10c",
                    table="core_localitycommissioner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practicelocality",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "core_practicelocalityevent" ("ended_at", "from_date", "id", "known_from", "known_until", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_at", "to_date") VALUES (NEW."ended_at", NEW."from_date", NEW."id", NEW."known_from", NEW."known_until", NEW."locality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."recorded_at", NEW."to_date"); RETURN NULL;',
                    hash="0760469ecc9eb9b83d6c5227cc05febc1a67ae2e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_53816",
                    table="core_practicelocality",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practicelocality",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "core_practicelocalityevent" ("ended_at", "from_date", "id", "known_from", "known_until", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_at", "to_date") VALUES (NEW."ended_at", NEW."from_date", NEW."id", NEW."known_from", NEW."known_until", NEW."locality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."recorded_at", NEW."to_date"); RETURN NULL;',
                    hash="29148c1c922de15d9613ab81add4bebe2acff106",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5200",
                    table="core_practicelocality",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(guards.ONLY_END, migrations.RunSQL.noop),
    ]

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("activity", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="Delivery",
            name="same_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sent_again",
                to="activity.submission",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultpracticecode",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_defaultpracticecodeevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="865a7be70077ba418730af9d5b657e782fbc28e8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4716e",
                    table="activity_defaultpracticecode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultpracticecode",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_defaultpracticecodeevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="ef2014c00aa6abf6a9a35ee979db379a85da76bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_adddb",
                    table="activity_defaultpracticecode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_feedevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="5eae0731545c31be4aaa36e4ae1f0b0c490f022e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_42201",
                    table="activity_feed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_feedevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="4b1a12a84fc69f6fd486909643ffebdb2a98f555",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d86c3",
                    table="activity_feed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heading",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_headingevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="5e4b37ee736a35d7215135f4f15f493307b3198d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2a187",
                    table="activity_heading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="heading",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_headingevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="379d5b8b8f870f2852af5c4c08113b6911b6256e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ea90c",
                    table="activity_heading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_specialtyevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="bc94ba7959831182f3cd25d654ade374e1ef87fa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ef63",
                    table="activity_specialty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_specialtyevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="4a72ea7ddc9903b02ab46bddd4aa0c90b01bc181",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d89b2",
                    table="activity_specialty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countsfor",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_countsforevent" ("block", "feed_id", "id", "known_from", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."feed_id", NEW."id", NEW."known_from", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="edaae9014e17e7b68e36dca0d841c40c809f104c",
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
                    func='INSERT INTO "activity_countsforevent" ("block", "feed_id", "id", "known_from", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "reason", "recorded_at", "year") VALUES (NEW."block", NEW."feed_id", NEW."id", NEW."known_from", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."reason", NEW."recorded_at", NEW."year"); RETURN NULL;',
                    hash="87111621b43337d5670b4064af626019e0b9e5b5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e4b1",
                    table="activity_countsfor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listsize",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_listsizeevent" ("counted_on", "id", "known_from", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_at") VALUES (NEW."counted_on", NEW."id", NEW."known_from", NEW."patients", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."recorded_at"); RETURN NULL;',
                    hash="4917fd8b7f93420df869aadf4e4b8483a4d2c0a7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_434e7",
                    table="activity_listsize",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listsize",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_listsizeevent" ("counted_on", "id", "known_from", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "recorded_at") VALUES (NEW."counted_on", NEW."id", NEW."known_from", NEW."patients", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."recorded_at"); RETURN NULL;',
                    hash="7b6eff9400450d44039982ceb4dfb3fd85df24b8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c783",
                    table="activity_listsize",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pointofdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_pointofdeliveryevent" ("aliases", "code", "heading_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aliases", NEW."code", NEW."heading_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="2ee52d38a309403fa9f037beb1787a5ecd7aaf12",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b167d",
                    table="activity_pointofdelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pointofdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "activity_pointofdeliveryevent" ("aliases", "code", "heading_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aliases", NEW."code", NEW."heading_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="f3234136018cbf138db776e3d7c8927acf2674dc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5af93",
                    table="activity_pointofdelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "activity_submissionevent" ("attempts", "basis", "decided_at", "decided_by_id", "delivery_id", "feed_id", "id", "known_from", "layout", "money_parked", "money_read", "money_staged", "money_unassigned", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "reason", "rows_ignored", "rows_parked", "rows_read", "rows_staged", "rows_unassigned", "rules_version", "sentence", "sheets_skipped", "state", "stated_total", "stated_total_difference", "unit", "year") VALUES (NEW."attempts", NEW."basis", NEW."decided_at", NEW."decided_by_id", NEW."delivery_id", NEW."feed_id", NEW."id", NEW."known_from", NEW."layout", NEW."money_parked", NEW."money_read", NEW."money_staged", NEW."money_unassigned", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."read_at", NEW."reason", NEW."rows_ignored", NEW."rows_parked", NEW."rows_read", NEW."rows_staged", NEW."rows_unassigned", NEW."rules_version", NEW."sentence", NEW."sheets_skipped", NEW."state", NEW."stated_total", NEW."stated_total_difference", NEW."unit", NEW."year"); RETURN NULL;',
                    hash="8a30e5d78cd5d31cecbf0fa41d4b773b4a6ee4d4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2a3e1",
                    table="activity_submission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."attempts" IS DISTINCT FROM (NEW."attempts") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."delivery_id" IS DISTINCT FROM (NEW."delivery_id") OR OLD."feed_id" IS DISTINCT FROM (NEW."feed_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known_from" IS DISTINCT FROM (NEW."known_from") OR OLD."layout" IS DISTINCT FROM (NEW."layout") OR OLD."money_parked" IS DISTINCT FROM (NEW."money_parked") OR OLD."money_read" IS DISTINCT FROM (NEW."money_read") OR OLD."money_staged" IS DISTINCT FROM (NEW."money_staged") OR OLD."money_unassigned" IS DISTINCT FROM (NEW."money_unassigned") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."read_at" IS DISTINCT FROM (NEW."read_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."rows_ignored" IS DISTINCT FROM (NEW."rows_ignored") OR OLD."rows_parked" IS DISTINCT FROM (NEW."rows_parked") OR OLD."rows_read" IS DISTINCT FROM (NEW."rows_read") OR OLD."rows_staged" IS DISTINCT FROM (NEW."rows_staged") OR OLD."rows_unassigned" IS DISTINCT FROM (NEW."rows_unassigned") OR OLD."rules_version" IS DISTINCT FROM (NEW."rules_version") OR OLD."sentence" IS DISTINCT FROM (NEW."sentence") OR OLD."sheets_skipped" IS DISTINCT FROM (NEW."sheets_skipped") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stated_total" IS DISTINCT FROM (NEW."stated_total") OR OLD."stated_total_difference" IS DISTINCT FROM (NEW."stated_total_difference") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func='INSERT INTO "activity_submissionevent" ("attempts", "basis", "decided_at", "decided_by_id", "delivery_id", "feed_id", "id", "known_from", "layout", "money_parked", "money_read", "money_staged", "money_unassigned", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "reason", "rows_ignored", "rows_parked", "rows_read", "rows_staged", "rows_unassigned", "rules_version", "sentence", "sheets_skipped", "state", "stated_total", "stated_total_difference", "unit", "year") VALUES (NEW."attempts", NEW."basis", NEW."decided_at", NEW."decided_by_id", NEW."delivery_id", NEW."feed_id", NEW."id", NEW."known_from", NEW."layout", NEW."money_parked", NEW."money_read", NEW."money_staged", NEW."money_unassigned", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_at", NEW."reason", NEW."rows_ignored", NEW."rows_parked", NEW."rows_read", NEW."rows_staged", NEW."rows_unassigned", NEW."rules_version", NEW."sentence", NEW."sheets_skipped", NEW."state", NEW."stated_total", NEW."stated_total_difference", NEW."unit", NEW."year"); RETURN NULL;',
                    hash="e857e1c3d08a65367de72883401ed09c17c44ac7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d86ec",
                    table="activity_submission",
                    when="AFTER",
                ),
            ),
        ),
    ]

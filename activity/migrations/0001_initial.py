import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("core", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityLine",
            fields=[
                ("plan_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("actual_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("budget", models.DecimalField(decimal_places=2, max_digits=14)),
                ("savings_plan", models.DecimalField(decimal_places=2, max_digits=14)),
                ("actual_cost", models.DecimalField(decimal_places=2, max_digits=14)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("submission_id", models.BigIntegerField()),
                ("year", models.SmallIntegerField()),
                ("first_month", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                ("locality_id", models.BigIntegerField()),
                ("practice_id", models.BigIntegerField(null=True)),
                ("practice_given", models.CharField(max_length=40)),
                ("provider_id", models.BigIntegerField(null=True)),
                ("provider_given", models.CharField(max_length=40)),
                ("point_of_delivery_id", models.BigIntegerField()),
                ("specialty_id", models.BigIntegerField(null=True)),
                ("specialty_given", models.CharField(max_length=40)),
                ("sheet", models.CharField(max_length=100)),
                ("row", models.IntegerField()),
                ("cell", models.CharField(max_length=12)),
            ],
            options={
                "db_table": "activity_activityline",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DefaultPracticeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Heading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True)),
                ("name", models.CharField(max_length=100, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="ListSize",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("counted_on", models.DateField()),
                ("patients", models.IntegerField()),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_sizes",
                        to="core.practice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("patients__gte", 0)),
                        name="a_list_has_no_fewer_than_no_patients",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Specialty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="CountsFor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                (
                    "months",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="Months of the year; the upper end is left out"
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        choices=[("ACUTE", "Hospital care")], default="ACUTE", max_length=20
                    ),
                ),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.provider",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts_for",
                        to="activity.feed",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("year", "="),
                            ("block", "="),
                            (django.db.models.functions.comparison.Coalesce("provider", 0), "="),
                            ("months", "&&"),
                        ],
                        name="one_pound_counts_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_feed_counts_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DefaultPracticeCodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.defaultpracticecode",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.feed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HeadingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=100)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.heading",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ListSizeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("counted_on", models.DateField()),
                ("patients", models.IntegerField()),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.listsize",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointOfDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_of_delivery",
                        to="activity.heading",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SpecialtyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.specialty",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountsForEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.SmallIntegerField()),
                (
                    "months",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="Months of the year; the upper end is left out"
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        choices=[("ACUTE", "Hospital care")], default="ACUTE", max_length=20
                    ),
                ),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.countsfor",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.provider",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activity.feed",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointOfDeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), default=list, size=None
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activity.heading",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.pointofdelivery",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.BigIntegerField()),
                ("stored_as", models.CharField(max_length=100)),
                ("expected_year", models.SmallIntegerField(null=True)),
                ("expected_month", models.SmallIntegerField(null=True)),
                ("received_on", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="activity.feed"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rules_version", models.SmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RECEIVED", "Waiting to be read"),
                            ("READ", "Read"),
                            ("CHECKED", "Checked"),
                            ("STAGED", "Ready to publish"),
                            ("PUBLISHED", "Published"),
                            ("MAPPING_NEEDED", "Headings not understood"),
                            ("NEEDS_REASON", "Needs a reason"),
                            ("REFUSED", "Refused"),
                            ("SET_ASIDE", "Set aside"),
                            ("DISCARDED", "Discarded"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        db_index=True,
                        default="RECEIVED",
                        max_length=20,
                    ),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("layout", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("year", models.SmallIntegerField(null=True)),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sheets_skipped",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("headings", models.JSONField(default=dict)),
                ("rows_read", models.IntegerField(default=0)),
                ("rows_staged", models.IntegerField(default=0)),
                ("rows_unassigned", models.IntegerField(default=0)),
                ("rows_parked", models.IntegerField(default=0)),
                ("rows_ignored", models.IntegerField(default=0)),
                ("money_read", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("money_staged", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                (
                    "money_unassigned",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14),
                ),
                ("money_parked", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("stated_total", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "stated_total_difference",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "sentence",
                    models.TextField(blank=True, help_text="Why it was refused, or what it asks"),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was published all the same"),
                ),
                (
                    "basis",
                    models.JSONField(
                        default=list, help_text="The moves in force when it was reviewed"
                    ),
                ),
                ("known_from", models.DateField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("balance_mark", models.BigIntegerField(default=0, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="activity.delivery",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="activity.feed"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("delivery", "rules_version"),
                        name="a_delivery_is_read_once_under_one_version_of_the_rules",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows_read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("rows_staged"), "+", models.F("rows_parked")
                                    ),
                                    "+",
                                    models.F("rows_ignored"),
                                ),
                            )
                        ),
                        name="no_row_is_lost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "money_read",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("money_staged"), "+", models.F("money_parked")
                                ),
                            )
                        ),
                        name="no_penny_is_lost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rows_unassigned__lte", models.F("rows_staged"))),
                        name="unassigned_rows_are_among_the_staged",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "REFUSED"), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "PUBLISHED"), _negated=True),
                            ("stated_total_difference", None),
                            ("stated_total_difference", 0),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="another_total_than_its_rows_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["PUBLISHED", "WITHDRAWN"]), _negated=True),
                            models.Q(("decided_by__isnull", False), ("known_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_is_published_says_since_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoveredSlice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covered",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "year", "month", "locality"),
                        name="a_submission_covers_a_slice_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DetailRollUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("plan_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("actual_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("budget", models.DecimalField(decimal_places=2, max_digits=14)),
                ("savings_plan", models.DecimalField(decimal_places=2, max_digits=14)),
                ("actual_cost", models.DecimalField(decimal_places=2, max_digits=14)),
                ("year", models.SmallIntegerField()),
                ("first_month", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                ("practice_given", models.CharField(max_length=40)),
                ("provider_given", models.CharField(max_length=40)),
                ("specialty_given", models.CharField(max_length=40)),
                ("rows", models.IntegerField()),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.locality",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.practice",
                    ),
                ),
                (
                    "point_of_delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activity.pointofdelivery",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["submission", "month"], name="detail_of_a_submission")
                ],
            },
        ),
        migrations.CreateModel(
            name="InForce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("PUBLISHED", "Published"),
                            ("WITHDRAWN", "Withdrawn"),
                            ("REDONE", "Withdrawal taken back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="activity.feed"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="activity.submission",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_force",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["feed", "year", "month", "locality", "-known_from", "-id"],
                        name="in_force_of_a_slice",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("move", "PUBLISHED"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="taking_back_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField(null=True)),
                ("month", models.SmallIntegerField(null=True)),
                ("practice_given", models.CharField(blank=True, max_length=100)),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("row", models.IntegerField()),
                ("cell", models.CharField(blank=True, max_length=12)),
                ("money", models.DecimalField(decimal_places=2, max_digits=14)),
                ("values", models.JSONField(default=dict)),
                (
                    "locality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.practice"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parked",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["submission", "month"], name="parked_of_a_month")],
            },
        ),
        migrations.CreateModel(
            name="PositionRollUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("plan_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("actual_activity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("budget", models.DecimalField(decimal_places=2, max_digits=14)),
                ("savings_plan", models.DecimalField(decimal_places=2, max_digits=14)),
                ("actual_cost", models.DecimalField(decimal_places=2, max_digits=14)),
                ("year", models.SmallIntegerField()),
                ("first_month", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                ("rows", models.IntegerField()),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.locality",
                    ),
                ),
                (
                    "point_of_delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activity.pointofdelivery",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.practice",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "submission",
                            "year",
                            "month",
                            "first_month",
                            "locality",
                            "practice",
                            "point_of_delivery",
                        ),
                        name="a_roll_up_for_positions_has_a_cell_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month", 0), ("first_month", models.F("month")), _connector="OR"
                        ),
                        name="a_roll_up_is_of_a_month_or_an_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("severity", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=60)),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("row", models.IntegerField(null=True)),
                ("cell", models.CharField(blank=True, max_length=12)),
                ("message", models.TextField()),
                ("fix", models.TextField()),
                ("count", models.IntegerField(default=1)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("severity__in", ["parked", "ignored", "warning", "refused"])
                        ),
                        name="a_problem_has_a_known_severity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("row", None), ("count", 1), _connector="OR"),
                        name="a_problem_of_a_row_counts_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rules_version", models.SmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RECEIVED", "Waiting to be read"),
                            ("READ", "Read"),
                            ("CHECKED", "Checked"),
                            ("STAGED", "Ready to publish"),
                            ("PUBLISHED", "Published"),
                            ("MAPPING_NEEDED", "Headings not understood"),
                            ("NEEDS_REASON", "Needs a reason"),
                            ("REFUSED", "Refused"),
                            ("SET_ASIDE", "Set aside"),
                            ("DISCARDED", "Discarded"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="RECEIVED",
                        max_length=20,
                    ),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("layout", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("year", models.SmallIntegerField(null=True)),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "sheets_skipped",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), default=list, size=None
                    ),
                ),
                ("rows_read", models.IntegerField(default=0)),
                ("rows_staged", models.IntegerField(default=0)),
                ("rows_unassigned", models.IntegerField(default=0)),
                ("rows_parked", models.IntegerField(default=0)),
                ("rows_ignored", models.IntegerField(default=0)),
                ("money_read", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("money_staged", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                (
                    "money_unassigned",
                    models.DecimalField(decimal_places=2, default=0, max_digits=14),
                ),
                ("money_parked", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("stated_total", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "stated_total_difference",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                (
                    "sentence",
                    models.TextField(blank=True, help_text="Why it was refused, or what it asks"),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was published all the same"),
                ),
                (
                    "basis",
                    models.JSONField(
                        default=list, help_text="The moves in force when it was reviewed"
                    ),
                ),
                ("known_from", models.DateField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activity.delivery",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activity.feed",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SubmissionLease",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="activity.submission",
                    ),
                ),
                ("token", models.UUIDField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("progress", models.CharField(blank=True, max_length=200)),
            ],
        ),
    ]

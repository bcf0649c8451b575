import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("activity", "0001_initial"),
        ("core", "0001_initial"),
        ("core", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reason", models.CharField(max_length=200)),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.commissioner",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="allocation_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commissioner__isnull", True), ("locality__isnull", False)),
                            models.Q(("commissioner__isnull", False), ("locality__isnull", True)),
                            _connector="OR",
                        ),
                        name="allocation_has_exactly_one_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("BASELINE", "Baseline"),
                            ("UPLIFT", "Uplift"),
                            ("GIVE_BACK", "Give-back"),
                            ("SAVINGS_PLAN", "Savings plan"),
                            ("TOP_SLICE", "Top-slice"),
                            ("RISK_RESERVE", "Risk reserve"),
                            ("GROWTH", "Growth"),
                            ("MUST_DO", "Must-do"),
                            ("TRANSFER", "Transfer"),
                            ("ADJUSTMENT", "Adjustment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("is_recurrent", models.BooleanField(default=True)),
                ("profile", models.CharField(default="stated", max_length=20)),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=2, max_digits=14), size=12
                    ),
                ),
                ("month_13", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("reason", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.commissioner",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.group"
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="activity.heading"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
                (
                    "point_of_delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="activity.pointofdelivery",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.practice"
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="budgets.budgetentry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["year", "practice"], name="entries_of_a_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="an_entry_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commissioner__isnull", True),
                                ("group__isnull", True),
                                ("locality__isnull", True),
                                ("practice__isnull", False),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("group__isnull", False),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", True),
                                ("group__isnull", True),
                                ("locality__isnull", False),
                                ("practice__isnull", True),
                            ),
                            models.Q(
                                ("commissioner__isnull", False),
                                ("group__isnull", True),
                                ("locality__isnull", True),
                                ("practice__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_has_exactly_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__len", 12)), name="an_entry_has_twelve_months"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ControlTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reason", models.CharField(max_length=200)),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.commissioner",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="controltotal_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commissioner__isnull", True), ("locality__isnull", False)),
                            models.Q(("commissioner__isnull", False), ("locality__isnull", True)),
                            _connector="OR",
                        ),
                        name="controltotal_has_exactly_one_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherSpend",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reason", models.CharField(max_length=200)),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("month", models.SmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="core.commissioner",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="core.locality"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="otherspend_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commissioner__isnull", True), ("locality__isnull", False)),
                            models.Q(("commissioner__isnull", False), ("locality__isnull", True)),
                            _connector="OR",
                        ),
                        name="otherspend_has_exactly_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 13)),
                        name="other_spend_is_of_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatedPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("code", models.CharField(blank=True, max_length=10)),
                ("year", models.SmallIntegerField()),
                ("month", models.SmallIntegerField()),
                ("known_from", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("overspend", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("outturn", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("figures", models.JSONField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stated",
                        to="activity.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "code", "year"], name="stated_of_a_scope")
                ],
            },
        ),
    ]

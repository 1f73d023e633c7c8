import uuid

import django.db.models.deletion
from django.db import migrations, models

import habitue.lib.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("stores", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(default=habitue.lib.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Unindexed",
            fields=[
                ("customer_key", models.IntegerField(primary_key=True, serialize=False)),
                ("stale", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.UUIDField(default=habitue.lib.ids.new_id, primary_key=True, serialize=False)),
                ("search_key", models.IntegerField(unique=True)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("last_name", models.CharField(blank=True, max_length=80)),
                ("company", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=16)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("postcode", models.CharField(blank=True, max_length=12)),
                ("language", models.CharField(choices=[("en", "English"), ("fr", "Français")], max_length=2)),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("created_at", models.DateTimeField()),
                ("last_visit", models.DateTimeField(null=True)),
                ("seen_on", models.DateField()),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.staff",
                    ),
                ),
                (
                    "created_register",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.register",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        default=uuid.UUID("01900000-0000-7000-8000-000000000001"),
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customers",
                        to="customers.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustomerCard",
            fields=[
                ("number", models.CharField(max_length=48, primary_key=True, serialize=False)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="customers.customer"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["-seen_on", "search_key"], name="customer_by_recency"),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("company", ""), ("email", ""), ("first_name", ""), ("last_name", ""), ("phone", ""), _negated=True
                ),
                name="customer_can_be_told_apart",
            ),
        ),
    ]

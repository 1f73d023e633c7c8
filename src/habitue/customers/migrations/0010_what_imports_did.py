"""Imports keep which system their file is from and which groups they made; a customer's batch is found by search key."""

from datetime import UTC, datetime
from itertools import batched
from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AT_ONCE = 500


def say_when_and_whose(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    batches = apps.get_model("customers", "ImportBatch").objects
    customers = apps.get_model("customers", "Customer").objects
    for imported, entry in batches.values_list("imported_id", "entry"):
        batch = batches.filter(imported_id=imported, entry=entry)
        keys: list[int] = []
        for some in batched(batch.values_list("made", flat=True).get().split(), AT_ONCE, strict=False):
            found = customers.filter(id__in=[UUID(id) for id in some])
            told = found.aggregate(lowest=models.Min("search_key"), highest=models.Max("search_key"))
            keys += [key for key in told.values() if key is not None]
        # The entry's id begins with the milliseconds at which it was made.
        at = datetime.fromtimestamp((entry.int >> 80) / 1000, UTC)
        batch.update(at=at, lowest_key=min(keys, default=None), highest_key=max(keys, default=None))


class Migration(migrations.Migration):
    dependencies = (("customers", "0009_held_in_own_fields"),)
    operations = (
        migrations.AddField("import", "system", models.CharField(blank=True, db_default="", default="", max_length=60)),
        migrations.AddField("import", "brings_back", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("import", "undone", models.JSONField(default=dict)),
        migrations.AddField("importbatch", "at", models.DateTimeField(null=True)),
        migrations.AddField("importbatch", "lowest_key", models.IntegerField(null=True)),
        migrations.AddField("importbatch", "highest_key", models.IntegerField(null=True)),
        migrations.AddField("importbatch", "groups", models.JSONField(default=list)),
        migrations.AddIndex("importbatch", models.Index(fields=["lowest_key", "highest_key"], name="batch_by_key")),
        migrations.RunPython(say_when_and_whose, migrations.RunPython.noop),
    )

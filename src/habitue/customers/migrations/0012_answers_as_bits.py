"""Which answers somebody's record holds in the shop's own fields stands in the list as bits."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INDEXES = {
    "listed_by_name": ("name", "-customer", "facets", "elsewhere", "own", "visited"),
    "listed_by_created": ("created", "-customer", "facets", "elsewhere", "own", "visited"),
    "listed_by_visit": ("visited", "-customer", "facets", "elsewhere", "own"),
    "listed_by_spent": ("spent", "-customer", "facets", "elsewhere", "own", "visited"),
}


def file_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("customers", "FieldValue").objects.exists():
        apps.get_model("customers", "Filed").objects.update(seq=0)


class Migration(migrations.Migration):
    dependencies = (("customers", "0011_joining_loyalty"),)
    operations = (
        *(migrations.RemoveIndex("listed", name) for name in INDEXES),
        migrations.AddField("listed", "own", models.BigIntegerField(db_default=0, default=0)),
        *(migrations.AddIndex("listed", models.Index(fields=fields, name=name)) for name, fields in INDEXES.items()),
        migrations.RunPython(file_anew, migrations.RunPython.noop),
    )

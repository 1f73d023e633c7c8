from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALL_CUSTOMERS = "01900000-0000-7000-8000-000000000001"


def create_the_first_group(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("customers", "Group").objects.get_or_create(id=ALL_CUSTOMERS, defaults={"name": "All customers"})


class Migration(migrations.Migration):
    dependencies = (("customers", "0001_initial"),)
    operations = (migrations.RunPython(create_the_first_group, migrations.RunPython.noop),)

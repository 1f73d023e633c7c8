"""What records hold in the shop's own fields becomes quick to look up, and the groups know how many are in them."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As with the search's tables: on SQLite the key is the table, on PostgreSQL bytes are compared as bytes.
SQLITE = """CREATE TABLE customers_held (field integer NOT NULL, word text NOT NULL, key integer NOT NULL,
    PRIMARY KEY (field, word, key)) WITHOUT ROWID"""
POSTGRESQL = """CREATE TABLE customers_held (field integer NOT NULL, word varchar(40) COLLATE "C" NOT NULL,
    key integer NOT NULL, PRIMARY KEY (field, word, key))"""


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)
    schema_editor.execute("CREATE INDEX held_by_customer ON customers_held (key, field, word)")


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE customers_held")


def count(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(
        "UPDATE customers_numbered SET members = (SELECT COUNT(*) FROM customers_listed "
        "WHERE ((facets >> 8) & 1023) = number) WHERE kind = 'group'"
    )
    # What is held already is filed with everybody, anew.
    if apps.get_model("customers", "FieldValue").objects.exists():
        apps.get_model("customers", "Filed").objects.update(seq=0)


class Migration(migrations.Migration):
    dependencies = (("customers", "0008_imports"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="Held",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "field",
                                "word",
                                "customer_key",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("field", models.IntegerField()),
                        ("word", models.CharField(max_length=40)),
                        ("customer_key", models.IntegerField(db_column="key")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["customer_key", "field", "word"], name="held_by_customer")]
                    },
                ),
            ],
        ),
        migrations.AddField("numbered", "members", models.IntegerField(db_default=0, default=0)),
        migrations.RunPython(count, migrations.RunPython.noop),
    )

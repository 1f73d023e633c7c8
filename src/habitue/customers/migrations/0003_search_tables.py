"""The two tables of the search: each is nothing but its key, and each engine has its own way to say so."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Without a rowid the key is the table; bytes are compared as bytes, which SQLite does anyway.
SQLITE = (
    """CREATE TABLE customers_token (token text NOT NULL, recency integer NOT NULL, customer_key integer NOT NULL,
    PRIMARY KEY (token, recency, customer_key)) WITHOUT ROWID""",
    "CREATE TABLE customers_spelling (rest text NOT NULL, word text NOT NULL, PRIMARY KEY (rest, word)) WITHOUT ROWID",
)
# Collation "C", so that what starts with a text is a range of the key whatever the server's language.
POSTGRESQL = (
    """CREATE TABLE customers_token (token varchar(260) COLLATE "C" NOT NULL, recency integer NOT NULL,
    customer_key integer NOT NULL, PRIMARY KEY (token, recency, customer_key))""",
    """CREATE TABLE customers_spelling (rest varchar(40) COLLATE "C" NOT NULL, word varchar(40) COLLATE "C" NOT NULL,
    PRIMARY KEY (rest, word))""",
    # The index is the table here too: it must never have to look up a row to see whether it is there.
    "ALTER TABLE customers_token SET (autovacuum_vacuum_insert_scale_factor = 0.02)",
    "CREATE SEQUENCE customers_search_key AS integer INCREMENT -1 MAXVALUE -1 MINVALUE -2147483648 START -1",
)


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE customers_token")
    schema_editor.execute("DROP TABLE customers_spelling")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP SEQUENCE customers_search_key")


class Migration(migrations.Migration):
    dependencies = (("customers", "0002_all_customers"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="Token",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "token",
                                "recency",
                                "customer_key",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("token", models.CharField(max_length=260)),
                        ("recency", models.IntegerField()),
                        ("customer_key", models.IntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Spelling",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "rest", "word", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("rest", models.CharField(max_length=40)),
                        ("word", models.CharField(max_length=40)),
                    ],
                ),
            ],
        ),
    )

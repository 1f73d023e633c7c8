"""What an import kept aside is read as a whole, and it is known what was taken over of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("customers", "0012_answers_as_bits"),)
    operations = (
        migrations.AddField("import", "taken_over", models.JSONField(default=dict, db_default={})),
        migrations.AddIndex("keptaside", models.Index(fields=("imported", "customer", "name"), name="aside_of_import")),
    )

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="taxrate",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pricing", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="promotionuse",
            index=models.Index(fields=["sale"], name="use_of_sale"),
        ),
    ]

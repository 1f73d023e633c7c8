from django.db import migrations, models

# A sale that was tracked, or whose customer was merged, had left the uses of its promotions where they were.
FOLLOW = """
UPDATE pricing_promotionuse
SET customer_id = (SELECT customer_id FROM sales_sale WHERE sales_sale.id = pricing_promotionuse.sale)
WHERE EXISTS (SELECT 1 FROM sales_sale WHERE sales_sale.id = pricing_promotionuse.sale)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pricing", "0001_initial"),
        ("sales", "0005_units_that_pay"),
    ]

    operations = [
        migrations.AddField(
            model_name="sale",
            name="codes",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]

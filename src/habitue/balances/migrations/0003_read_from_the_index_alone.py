"""What expires next of a customer's loyalty is read from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("balances", "0002_what_was_voided"),)
    operations = (
        migrations.RemoveIndex("loyaltyentry", "loyalty_statement"),
        migrations.AddIndex(
            "loyaltyentry",
            models.Index(fields=("customer", "at", "amount", "id", "refers", "expires_on"), name="loyalty_statement"),
        ),
    )

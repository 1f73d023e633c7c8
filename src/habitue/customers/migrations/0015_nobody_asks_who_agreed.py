from django.db import migrations


class Migration(migrations.Migration):
    """Whom one may write to is asked of the list's own rows; this index was only written."""

    dependencies = (("customers", "0014_balances_on_the_timeline"),)
    operations = (migrations.RemoveIndex("customer", "customer_agreed"),)

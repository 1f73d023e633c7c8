from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("customers", "0013_balances_of_a_whole_import"),)
    operations = (
        migrations.AlterField(
            "customerevent",
            "kind",
            models.CharField(
                choices=[
                    ("changed", "changed"),
                    ("card_added", "card added"),
                    ("card_blocked", "card blocked"),
                    ("card_unblocked", "card in use again"),
                    ("card_removed", "card removed"),
                    ("group", "put in a group"),
                    ("merged", "merged"),
                    ("unmerged", "merge undone"),
                    ("imported", "imported"),
                    ("loyalty_joined", "joined the loyalty programme"),
                    ("loyalty_left", "left the loyalty programme"),
                    ("loyalty_by_hand", "loyalty changed by hand"),
                    ("credit_by_hand", "store credit changed by hand"),
                    ("account_opened", "account opened"),
                    ("account_changed", "terms of the account changed"),
                    ("account_closed", "account closed"),
                ],
                max_length=16,
            ),
        ),
    )

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("customers", "0004_the_customer_whole"),)
    operations = (
        migrations.AddField(
            model_name="customer",
            name="agreed",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(condition=models.Q(("agreed__gt", 0)), fields=["agreed"], name="customer_agreed"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", ""), ("purpose", "keep")),
                    models.Q(("purpose", "write"), models.Q(("channel", ""), _negated=True)),
                    _connector="OR",
                ),
                name="consent_channel_is_for_writing",
            ),
        ),
    )

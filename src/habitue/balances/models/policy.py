"""What the shop has decided about balances in general."""

from django.db import models


class BalancePolicy(models.Model):
    """Which balances a receipt shows, and after how many months a gift card expires, if at all."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    receipt_shows_loyalty = models.BooleanField(default=True)
    receipt_shows_credit = models.BooleanField(default=False)
    receipt_shows_account = models.BooleanField(default=False)
    gift_card_months = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_balance_policy"),)

"""Whether a price book or a promotion is planned, live, over or retired."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from habitue.lib.clock import now
from habitue.pricing.models import PriceBook, Promotion
from habitue.stores.models import Outlet


class Standing(TextChoices):
    LIVE = "live", _("Live")
    PLANNED = "planned", _("Planned")
    OVER = "over", _("Over")
    RETIRED = "retired", _("Retired")


def standing_of(rule: PriceBook | Promotion) -> Standing:
    """Today, by the calendar of the shop's first outlet."""
    if rule.retired_at:
        return Standing.RETIRED
    moment = now()
    if isinstance(rule, Promotion):
        if rule.starts_at and moment < rule.starts_at:
            return Standing.PLANNED
        return Standing.OVER if rule.ends_at and moment >= rule.ends_at else Standing.LIVE
    today = moment.astimezone(Outlet.objects.earliest("id").zone).date()
    if rule.starts_on and today < rule.starts_on:
        return Standing.PLANNED
    return Standing.OVER if rule.ends_on and rule.ends_on < today else Standing.LIVE

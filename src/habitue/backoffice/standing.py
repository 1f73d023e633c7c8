"""Whether a price book or a promotion is planned, live, closed at this hour, over or retired."""

from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from habitue.backoffice.home import home_zone, today_at_home
from habitue.lib.clock import now
from habitue.pricing.hours import Hours
from habitue.pricing.models import PriceBook, Promotion


class Standing(TextChoices):
    LIVE = "live", _("Live")
    CLOSED = "closed", _("Not now")
    PLANNED = "planned", _("Planned")
    OVER = "over", _("Over")
    RETIRED = "retired", _("Retired")


def standing_of(rule: PriceBook | Promotion) -> Standing:
    """Now, by the calendar and the clock of the first outlet where it counts."""
    if rule.retired_at:
        return Standing.RETIRED
    if isinstance(rule, Promotion):
        return _of_promotion(rule)
    today = today_at_home()
    if rule.starts_on and today < rule.starts_on:
        return Standing.PLANNED
    return Standing.OVER if rule.ends_on and rule.ends_on < today else Standing.LIVE


def opens_next(promotion: Promotion) -> datetime | None:
    """When its weekdays and hours come again, before it ends."""
    opens = _hours(promotion).next_after(_there(promotion))
    return None if opens and promotion.ends_at and opens >= promotion.ends_at else opens


def _of_promotion(promotion: Promotion) -> Standing:
    moment = _there(promotion)
    if promotion.starts_at and moment < promotion.starts_at:
        return Standing.PLANNED
    if promotion.ends_at and moment >= promotion.ends_at:
        return Standing.OVER
    if _hours(promotion).include(moment):
        return Standing.LIVE
    return Standing.CLOSED if opens_next(promotion) else Standing.OVER


def _hours(promotion: Promotion) -> Hours:
    return Hours(promotion.days, promotion.from_time, promotion.until_time)


def _there(promotion: Promotion) -> datetime:
    first = min(promotion.outlets.all(), key=lambda outlet: outlet.id, default=None)
    return now().astimezone(first.zone if first else home_zone())

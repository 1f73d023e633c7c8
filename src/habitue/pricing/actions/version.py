from django.db.models import F

from habitue.pricing.models import PricingPolicy


def rules_have_changed() -> None:
    """Whoever keeps the rules in memory reads them anew. Every action on books and promotions ends with this."""
    policy, _new = PricingPolicy.objects.get_or_create(id=1)
    PricingPolicy.objects.filter(id=policy.id).update(version=F("version") + 1)

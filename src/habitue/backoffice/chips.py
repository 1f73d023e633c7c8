"""What a promotion is on, as the chips of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from habitue.backoffice.forms.promotions import read_targets, written_target
from habitue.catalogue.models import Category, Product, Variant
from habitue.lib.ids import new_id
from habitue.pricing.given import GivenPromotion, GivenTarget
from habitue.pricing.models import Part
from habitue.pricing.sentences import names_in

MOST = 500


@dataclass(frozen=True, slots=True)
class Chip:
    part: str
    value: str
    name: str


def known_targets(typed: Iterable[str]) -> list[GivenTarget]:
    """The chips that name something that there is."""
    targets = read_targets(list(typed)[:MOST], (new_id() for _place in range(MOST)))
    variants = set(Variant.objects.filter(id__in={each.variant for each in targets}).values_list("id", flat=True))
    products = set(Product.objects.filter(id__in={each.product for each in targets}).values_list("id", flat=True))
    categories = set(Category.objects.filter(id__in={each.category for each in targets}).values_list("id", flat=True))
    return [
        each
        for each in targets
        if each.brand or each.variant in variants or each.product in products or each.category in categories
    ]


def chips_of(targets: Iterable[GivenTarget]) -> list[Chip]:
    targets = list(targets)
    names = names_in([_only(targets)])
    return [
        Chip(each.part, written_target(each), "".join(names.of_targets([each], Part(each.part)))) for each in targets
    ]


def _only(targets: list[GivenTarget]) -> GivenPromotion:
    return GivenPromotion(name="", takes="percent", value=Decimal(), targets=targets)

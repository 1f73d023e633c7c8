from habitue.catalogue.built_in import build_in
from habitue.catalogue.models import Kind, Variant
from habitue.journal.action import Doing, action


@action
def sell_gift_cards(doing: Doing, *, name: str, tax_name: str) -> Variant:
    """Gift cards can be sold from now on; `tax_name` is what a rate of nothing is called if there is none yet."""
    return build_in(doing, Kind.GIFT_CARD, name, tax_name)

from habitue.catalogue.built_in import build_in
from habitue.catalogue.models import Kind, Variant
from habitue.journal.action import Doing, action


@action
def take_account_payments(doing: Doing, *, name: str, tax_name: str) -> Variant:
    """Customers can pay what they owe from now on; `tax_name` is what a rate of nothing is called if there is none."""
    return build_in(doing, Kind.ACCOUNT_PAYMENT, name, tax_name)

"""What must always hold of customers."""

from collections.abc import Iterator
from itertools import batched

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from habitue.customers.consents import agreed_by, answers_of
from habitue.customers.models import Consent, Customer, Merge, Token, Unindexed
from habitue.lib.invariants import Finding, invariant
from habitue.lib.text import fold

_AT_ONCE = 1000


@invariant(_("what a customer has agreed to is what the ledger's latest answers say"))
def agreements_follow_the_ledger() -> Iterator[Finding]:
    asked = Consent.objects.values_list("customer", flat=True).distinct()
    for some in batched(asked.iterator(), _AT_ONCE, strict=False):
        for customer in Customer.objects.filter(id__in=some, merged_into=None).only("id", "agreed"):
            ledger = agreed_by(answers_of(customer.id))
            if customer.agreed != ledger:
                yield f"customer {customer.id}: {customer.agreed}, ledger {ledger}"
    silent = Customer.objects.filter(agreed__gt=0).exclude(Exists(Consent.objects.filter(customer=OuterRef("id"))))
    yield from (f"customer {id}: no answer" for id in silent.values_list("id", flat=True))


@invariant(_("a merged record leads to one that is not merged, and its merge is written down"))
def merged_records_lead_somewhere() -> Iterator[Finding]:
    gone = Customer.objects.filter(merged_into__isnull=False)
    written = Merge.objects.filter(gone=OuterRef("id"), undone_at=None)
    yield from (f"customer {id}: no merge" for id in gone.exclude(Exists(written)).values_list("id", flat=True))
    yield from (f"customer {id}" for id in gone.filter(merged_into=F("id")).values_list("id", flat=True))


@invariant(_("everybody can be found by the one box"))
def everybody_can_be_found() -> Iterator[Finding]:
    # Everybody has a code, and the index has a row for it. Those whom an import has just written down wait for theirs.
    waiting = Unindexed.objects.filter(customer_key=OuterRef("search_key"))
    everybody = Customer.objects.filter(merged_into=None).exclude(Exists(waiting))
    for some in batched(everybody.values_list("id", "search_key", "code").iterator(), _AT_ONCE, strict=False):
        tokens = [f"!{fold(code)}" for _id, _key, code in some]
        known = set(Token.objects.filter(token__in=tokens).values_list("customer_key", flat=True))
        yield from (f"customer {id}" for id, key, _code in some if key not in known)

"""What expires: taken off once a day, and told beforehand to whom may be written to."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import batched
from uuid import uuid5

from django.db.models import Sum

from habitue.balances.actions import expire_loyalty
from habitue.balances.lots import expiring
from habitue.balances.loyalty import entries_of, the_plan
from habitue.balances.models import LoyaltyEntry, LoyaltyMember
from habitue.balances.next_expiry import expiring_soon
from habitue.customers.consents import may
from habitue.customers.models import Channel, Customer, Purpose
from habitue.journal.action import Stamp
from habitue.journal.perform import perform
from habitue.messaging.models import Mail
from habitue.messaging.outbox import ask_for_expiry_notice
from habitue.stores.shop import the_node

AT_ONCE = 100

type Progress = Callable[[int, int], None]


def expire(today: date, progress: Progress) -> int:
    """What nobody has used until its last day, which is before `today`, expires. Returns the units."""
    some_left = LoyaltyEntry.objects.order_by().values("customer").annotate(sum=Sum("amount")).filter(sum__gt=0)
    dated = LoyaltyEntry.objects.filter(expires_on__lt=today, amount__gt=0)
    candidates = list(
        dated.filter(customer__in=some_left.values("customer")).order_by().values_list("customer", flat=True).distinct()
    )
    node, gone = the_node(), 0
    for number, some in enumerate(batched(candidates, AT_ONCE, strict=False)):
        progress(number * AT_ONCE, len(candidates))
        lapsed = [each for each in some if expiring(entries_of(each), today)]
        if lapsed:
            gone += perform(expire_loyalty, Stamp(node), day=today, customers=lapsed)
    return gone


def give_notice(today: date, progress: Progress) -> int:
    """A mail to each member whose loyalty expires within the plan's days, once for each day of expiry."""
    plan = the_plan()
    if not (plan.active and plan.notice_days):
        return 0
    until = today + timedelta(days=plan.notice_days)
    dated = LoyaltyEntry.objects.filter(expires_on__range=(today, until), amount__gt=0)
    members = LoyaltyMember.objects.filter(left_at=None, customer__merged_into=None).exclude(customer__email="")
    candidates = list(members.filter(customer__in=dated.values("customer")).values_list("customer", flat=True))
    told = 0
    for number, id in enumerate(candidates):
        progress(number, len(candidates))
        soon = expiring_soon(id, plan, today)
        if soon is None or not may(id, Purpose.WRITE, Channel.EMAIL):
            continue
        # Always the same for a customer and a day, so that nobody is told twice.
        notice = uuid5(id, soon.expires_on.isoformat())
        if not Mail.objects.filter(id=notice).exists():
            ask_for_expiry_notice(Customer.objects.get(id=id), soon.expires_on, id=notice)
            told += 1
    return told

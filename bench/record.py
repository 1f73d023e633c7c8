"""Somebody who has bought two thousand times: their page in the back office, and their card on the sale."""

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import fresh_data, show, timed
from habitue.config.waste import look_for_waste_in_pauses

if TYPE_CHECKING:
    from django.test import Client

    from habitue.customers.models import Customer

PURCHASES = 2000
CHANGES = 500
OPENINGS = 100
AIM = (0.99, 100)
AT_THE_TILL = (0.99, 15)


def main() -> None:
    with fresh_data():
        from django.conf import settings
        from django.test import Client

        from habitue.config.static import collect_stale

        settings.ALLOWED_HOSTS = ["*"]
        collect_stale(Path(settings.STATIC_ROOT))
        customer = a_regular()
        office = Client()
        office.post("/office/sign-in/", {"name": "Hélène Orsel", "password": "correct horse"})
        page = f"/office/customers/{customer.id}/"
        assert "What happened" in office.get(page).text
        look_for_waste_in_pauses()
        times = [timed(lambda: office.get(page)) for _opening in range(OPENINGS)]
        show(f"customer page, {PURCHASES:,} purchases, {CHANGES} changes", times, AIM)
        found = re.search(r'hx-get="([^"]+)"', office.get(f"{page}timeline/").text)
        assert found
        further_back = found[1]
        times = [timed(lambda: office.get(further_back)) for _page in range(OPENINGS)]
        show("a page of the timeline further back", times, AIM)
        till = at_the_till()
        attach = {"customer": str(customer.id), "where": "sell"}
        assert "Loafer" in till.post("/till/basket/customer/", attach).text
        times = [timed(lambda: till.post("/till/basket/customer/", attach)) for _time in range(OPENINGS)]
        show("attaching them, with their card", times, AT_THE_TILL)


def at_the_till() -> "Client":
    """A browser in which the cashier has signed in."""
    from django.test import Client

    from habitue.stores.access import TILL_MARK, TILL_REGISTER, TILL_SEEN, TILL_STAFF
    from habitue.stores.models import Register, Staff

    till = Client(headers={"HX-Request": "true"})
    session = till.session
    session[TILL_REGISTER] = str(Register.objects.get().id)
    cashier = Staff.objects.get(role="cashier")
    session[TILL_STAFF], session[TILL_MARK] = str(cashier.id), cashier.secrets_mark
    session[TILL_SEEN] = int(time.time())
    session.save()
    return till


def a_regular() -> "Customer":
    from habitue.customers.models import CustomerEvent
    from habitue.journal.action import Stamp
    from habitue.lib.ids import new_id
    from habitue.sales import baskets, checkout
    from habitue.sales.models import Sale, SaleLine, Tender
    from tests.shop import SmallShop

    shop = SmallShop()
    customer, variant = shop.welcome(), shop.stock()
    baskets.put_in(shop.register, shop.cashier, variant)
    basket = baskets.basket_at(shop.register)
    assert basket
    baskets.attach_customer(shop.register, shop.cashier, customer)
    checkout.take_payment(shop.register, Tender.CASH, variant.price)
    first = checkout.complete(shop.register, basket.id, Stamp(shop.register.id, shop.cashier.id))
    line = first.lines.get()
    sales, lines = [], []
    for number in range(2, PURCHASES + 1):
        sale = Sale.objects.get(id=first.id)
        sale.id, sale.number, sale.receipt_number = new_id(), number, f"1-{number:06}"
        sale.completed_at = first.completed_at - timedelta(hours=number)
        sales.append(sale)
        values = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
        lines.append(SaleLine(**values | {"id": None, "sale_id": sale.id}))
    Sale.objects.bulk_create(sales)
    SaleLine.objects.bulk_create(lines)
    CustomerEvent.objects.bulk_create(
        CustomerEvent(
            customer=customer,
            kind="changed",
            at=first.completed_at - timedelta(hours=3 * number),
            by=shop.cashier,
            facts=[["phone", "", "+33612345678"], ["first_name", "Maria", "Marie"]],
        )
        for number in range(CHANGES)
    )
    return customer


if __name__ == "__main__":
    main()

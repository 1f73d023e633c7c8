"""Baskets as a shop may have them."""

from decimal import Decimal

from hypothesis import strategies as st

from habitue.pricing.basket import Discount, Wanted

rates = st.sampled_from(["0", "0.021", "0.055", "0.10", "0.20", "0.255", "0.08875"]).map(Decimal)
discounts = st.one_of(
    st.just(Discount()),
    st.decimals(0, 100, places=2).map(lambda percent: Discount(percent=percent)),
    st.integers(0, 10_000_000).map(lambda amount: Discount(amount=amount)),
)
lines = st.builds(
    Wanted,
    quantity=st.integers(1, 9999),
    unit_price=st.integers(0, 10**7) | st.sampled_from([1, 99, 8900]),
    tax_rate=rates,
    discount=discounts,
)
baskets = st.lists(lines, max_size=12)

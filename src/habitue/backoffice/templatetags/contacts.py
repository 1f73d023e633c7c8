from django import template

from habitue.customers.consents import channels_of
from habitue.customers.models import ALL_CUSTOMERS, Customer

register = template.Library()


@register.simple_tag
def written_to_by(customer: Customer) -> str:
    """`{% written_to_by customer %}`: "E-mail, SMS", the ways that the customer has agreed to."""
    return ", ".join(str(channel.label) for channel in channels_of(customer.agreed))


@register.filter
def own_group(customer: Customer) -> str:
    """`{{ customer|own_group }}`: the group's name, unless it is the one in which everybody starts."""
    return "" if customer.group_id == ALL_CUSTOMERS else str(customer.group)


@register.simple_tag
def order_of(orders: dict[str, str], column: str) -> str:
    """`{% order_of orders column as arrow %}`: in which direction the list is sorted by this column, if it is."""
    return orders.get(column, "")

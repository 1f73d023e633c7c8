from django import template
from django.template import Context
from django.utils.safestring import SafeString

from habitue.backoffice.contact_rows import drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_rows(context: Context) -> SafeString:
    """`{% contact_rows %}`: the `rows` of the list with its `columns`."""
    columns = [column for column, _label, _sorted in context["columns"]]
    return drawn(context["rows"], columns, context["outlet"], context["shop"].currency)


@register.simple_tag
def order_of(orders: dict[str, str], column: str) -> str:
    """`{% order_of orders column as arrow %}`: in which direction the list is sorted by this column, if it is."""
    return orders.get(column, "")

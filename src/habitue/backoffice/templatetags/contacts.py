from django import template
from django.template import Context
from django.utils.safestring import SafeString

from habitue.backoffice.contact_rows import drawn
from habitue.backoffice.forms.contacts import ContactsForm
from habitue.backoffice.own_filters import drawn_filters

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_rows(context: Context) -> SafeString:
    """`{% contact_rows %}`: the `rows` of the list with its `columns`."""
    columns = [column for column, _label, _sorted in context["columns"]]
    return drawn(context["rows"], columns, context["outlet"], context["shop"].currency)


@register.simple_tag
def own_filters(form: ContactsForm) -> SafeString:
    """`{% own_filters form %}`: what is asked of each of the shop's own fields."""
    return drawn_filters(form)


@register.simple_tag
def order_of(orders: dict[str, str], column: str) -> str:
    """`{% order_of orders column as arrow %}`: in which direction the list is sorted by this column, if it is."""
    return orders.get(column, "")

"""How the counter names a customer without showing a whole phone number or e-mail to whoever stands behind."""

from django import template

from habitue.counter.customer_rows import contact_of, shown_name
from habitue.customers.search import own_group

register = template.Library()
register.simple_tag(shown_name)
register.filter("contact", contact_of)
register.filter(own_group)


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word: "Marie-Louise Curie" is "MC"."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

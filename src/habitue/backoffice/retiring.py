"""Taking out of use what products that are still on sale may need."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from habitue.catalogue.models import Category, TaxRate
from habitue.catalogue.using import StillUsed
from habitue.journal.action import Action
from habitue.journal.perform import perform
from habitue.stores.access import StaffRequest, office_stamp


def retire(
    request: StaffRequest, verb: Action[..., Any], it: Category | TaxRate, refusal: Callable[[int], str]
) -> None:
    """`refusal` says what to do first with so many (`%(count)d`) products that need it (`%(name)s`)."""
    try:
        perform(verb, office_stamp(request), id=it.id)
    except StillUsed as refused:
        messages.error(request, refusal(refused.count) % {"count": refused.count, "name": it.name})
    else:
        messages.success(request, _("%(name)s is retired.") % {"name": it.name})

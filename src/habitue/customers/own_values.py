"""Writing down what a record holds in the shop's own fields. Only actions call this."""

from collections.abc import Mapping, Sequence

from habitue.customers.models import Customer, CustomField, FieldValue, Kind


def keep_field_values(customer: Customer, given: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The fields that are named hold these values from now on; others stay. Returns what is new, as facts."""
    fields = {
        str(field.id): field for field in CustomField.objects.filter(id__in=list(given)).prefetch_related("options")
    }
    had: dict[str, list[str]] = {}
    for value in FieldValue.objects.filter(customer=customer, field__in=list(fields)).order_by("value"):
        had.setdefault(str(value.field_id), []).append(value.value)
    facts = []
    for id, field in fields.items():
        was, now = had.get(id, []), sorted(set(filter(None, given[id])))
        if was == now:
            continue
        FieldValue.objects.filter(customer=customer, field=field).delete()
        FieldValue.objects.bulk_create([FieldValue(customer=customer, field=field, value=value) for value in now])
        facts.append([f"fields.{id}", _written(field, was), _written(field, now)])
    return facts


def _written(field: CustomField, values: Sequence[str]) -> str:
    """In a line that is the same for every reader."""
    if field.kind in {Kind.ONE_OF, Kind.SEVERAL_OF}:
        return ", ".join(option.label_en for option in field.options.all() if str(option.id) in values)
    return ", ".join(values)

"""What the list of customers is sorted and filtered by: one narrow row for each who is listed.

A copy, filled from the feed by `habitue.customers.listing.filing`; `facets` is explained in `listing/facets.py`. Each
order has an index which holds all that is filtered by, so that a page is found by reading one index only.
"""

from uuid import UUID

from django.db import models

from habitue.customers.models.customer import Customer


class Listed(models.Model):
    """`visited` is the day of the last visit, counted from 1970, or 0; `created` is in seconds since 1970; `own` is
    explained in `listing/held.py`.
    """

    customer = models.OneToOneField(
        Customer, models.CASCADE, to_field="search_key", primary_key=True, db_column="key", db_constraint=False,
        related_name="listed",
    )  # fmt: skip
    name = models.CharField(max_length=60)
    created = models.BigIntegerField()
    visited = models.IntegerField()
    spent = models.BigIntegerField()
    facets = models.BigIntegerField()
    elsewhere = models.BigIntegerField()
    own = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (
            models.Index(fields=("name", "-customer", "facets", "elsewhere", "own", "visited"), name="listed_by_name"),
            models.Index(
                fields=("created", "-customer", "facets", "elsewhere", "own", "visited"), name="listed_by_created"
            ),
            models.Index(fields=("visited", "-customer", "facets", "elsewhere", "own"), name="listed_by_visit"),
            models.Index(
                fields=("spent", "-customer", "facets", "elsewhere", "own", "visited"), name="listed_by_spent"
            ),
        )


class Held(models.Model):
    """What somebody holds in a field of the shop's own; `listing/held.py` says what stands in `word`.

    `field` is the field's small number. The row is nothing but its key, in which a filter is a range; an index the
    other way round answers whether one customer has it.
    """

    pk = models.CompositePrimaryKey("field", "word", "customer_key")
    field = models.IntegerField()
    word = models.CharField(max_length=40)
    customer_key = models.IntegerField(db_column="key")

    class Meta:
        indexes = (models.Index(fields=("customer_key", "field", "word"), name="held_by_customer"),)


class Numbered(models.Model):
    """The small number that stands for a group, an outlet or a field of the shop's own where customers are listed.

    `members` says how many of the list are in the group.
    """

    of = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    members = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "number"), name="numbered_once"),)


class Filed(models.Model):
    """How far of the feed the list knows. There is one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField(default=UUID(int=0))
    seq = models.BigIntegerField(default=0)

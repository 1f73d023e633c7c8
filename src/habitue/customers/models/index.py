"""The index behind the one box."""

from django.db import models


class Token(models.Model):
    """One way to find a customer: a piece of text that the search looks for, most recently seen customers first.

    The whole row is its key, in the order in which the search reads: `recency` is the day of `Customer.seen_on`
    counted backwards. What the first character of a token says is written in `search/tokens.py`.
    """

    pk = models.CompositePrimaryKey("token", "recency", "customer_key")
    token = models.CharField(max_length=260)
    recency = models.IntegerField()
    customer_key = models.IntegerField()


class Spelling(models.Model):
    """A word that occurs in names, under itself and under each text that is left of it without one letter."""

    pk = models.CompositePrimaryKey("rest", "word")
    rest = models.CharField(max_length=40)
    word = models.CharField(max_length=40)


class Unindexed(models.Model):
    """A customer whom an import has written down and whom the search will know at the end of it.

    `stale` holds the tokens of versions that were changed meanwhile, one a line.
    """

    customer_key = models.IntegerField(primary_key=True)
    stale = models.TextField(blank=True)

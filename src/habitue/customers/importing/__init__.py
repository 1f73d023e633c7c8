"""Customers from a CSV file. A blank cell leaves what is there, and cards are added to those that somebody has.

A line is known again by its code, then by a card, then by being the same person word for word: the same file brought
in twice makes nobody twice.
"""

from habitue.customers.importing.run import import_file

__all__ = ["import_file"]

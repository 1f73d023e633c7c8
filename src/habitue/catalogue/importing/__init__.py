"""Products from a CSV file. A line is one variant; lines of one name and brand are one product.

A line is known again by its SKU, so that the same file brought in twice changes nothing. A blank cell leaves what is
there, and barcodes are added to those that a variant has: an import never takes anything away.
"""

from habitue.catalogue.importing.run import import_file

__all__ = ["import_file"]

"""Baskets, sales, payments, receipts."""

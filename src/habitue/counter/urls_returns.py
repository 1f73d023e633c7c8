"""What is brought back, refunded and undone."""

from django.urls import path

from habitue.counter.views import refunding, returning, unknown_returns, voiding

return_urls = [
    path("pay/refunds/", refunding.refund, name="refunds"),
    path("returns/", returning.find, name="return_find"),
    path("returns/<uuid:sale_id>/", returning.lines, name="return_lines"),
    path("returns/without-receipt/", unknown_returns.unknown, name="return_unknown"),
    path("returns/without-receipt/<uuid:line_id>/undo/", unknown_returns.undo, name="return_undo"),
    path("returns/products/", unknown_returns.products, name="return_products"),
    path("returns/products/<uuid:variant_id>/", unknown_returns.product, name="return_product"),
    path("receipts/<uuid:sale_id>/void/", voiding.void, name="void"),
]

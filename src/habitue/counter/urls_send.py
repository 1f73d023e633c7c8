"""The receipt by e-mail and as a QR code."""

from django.urls import path

from habitue.counter.views import send

send_urls = [
    path("receipts/<uuid:sale_id>/send/", send.send, name="receipt_send"),
    path("receipts/<uuid:sale_id>/sent/", send.sent, name="receipt_sent"),
    path("receipts/<uuid:sale_id>/qr/", send.qr, name="receipt_qr"),
]

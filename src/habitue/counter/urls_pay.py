"""The counter's pages from the choice of the register to the receipt, the sell screen excepted."""

from django.urls import path

from habitue.counter.views import balance_payments, lock, parked, payment, receipts, registers, sign_in

pay_urls = [
    path("registers/", registers.registers, name="registers"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/<uuid:staff_id>/", sign_in.pin, name="pin"),
    path("lock/", lock.lock, name="lock"),
    path("here/", lock.here, name="here"),
    path("basket/park/", parked.park, name="park"),
    path("parked/", parked.parked, name="parked"),
    path("parked/<uuid:basket_id>/take-up/", parked.take_up, name="take_up"),
    path("pay/", payment.pay, name="pay"),
    path("pay/payments/", payment.payments, name="payments"),
    path("pay/payments/<uuid:payment_id>/remove/", payment.payment_remove, name="payment_remove"),
    path("pay/gift-card/look/", balance_payments.gift_card_look, name="pay_gift_card_look"),
    path("pay/gift-card/", balance_payments.gift_card, name="pay_gift_card"),
    path("pay/credit/", balance_payments.credit, name="pay_credit"),
    path("pay/account/", balance_payments.account, name="pay_account"),
    path("pay/complete/", payment.complete, name="complete"),
    path("receipts/<uuid:sale_id>/", receipts.receipt, name="receipt"),
    path("receipts/<uuid:sale_id>/print/", receipts.print_it, name="receipt_print"),
    path("receipts/<uuid:sale_id>/again/", receipts.again, name="receipt_again"),
    path("receipts/<uuid:sale_id>/reprint/", receipts.reprint, name="receipt_reprint"),
]

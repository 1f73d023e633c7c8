"""The sell screen: what is sold, and to whom."""

from django.urls import path

from habitue.counter.views import (
    basket,
    cards,
    codes,
    consents,
    customers,
    discounts,
    gift_cards,
    history,
    joining,
    products,
    scan,
    sell,
)

sell_urls = [
    path("", sell.sell, name="sell"),
    path("products/", products.products, name="products"),
    path("products/<uuid:product_id>/", products.product, name="product"),
    path("scan/", scan.scan, name="scan"),
    path("basket/lines/", basket.put_in, name="lines"),
    path("basket/lines/<uuid:line_id>/quantity/", basket.quantity, name="line_quantity"),
    path("basket/lines/<uuid:line_id>/discount/", discounts.discount, name="line_discount"),
    path("basket/lines/<uuid:line_id>/why/", basket.why, name="line_why"),
    path("basket/lines/<uuid:line_id>/remove/", basket.remove, name="line_remove"),
    path("basket/lines/<uuid:line_id>/put-back/", basket.put_back, name="line_put_back"),
    path("basket/gift-card/", gift_cards.sell_card, name="gift_card"),
    path("basket/discount/", discounts.sale_discount, name="sale_discount"),
    path("basket/code/", codes.code, name="code"),
    path("basket/code/remove/", codes.remove, name="code_remove"),
    path("basket/empty/", basket.empty, name="empty"),
    path("basket/customer/", customers.attach, name="attach"),
    path("basket/customer/detach/", customers.detach, name="detach"),
    path("basket/customer/history/", history.history, name="history"),
    path("customers/", customers.find, name="customers"),
    path("customers/new/", customers.new, name="customer_new"),
    path("customers/create/", customers.create, name="customer_create"),
    path("customers/alike/", customers.alike, name="customer_alike"),
    path("customers/not-kept/", consents.not_kept, name="not_kept"),
    path("customers/<uuid:customer_id>/", customers.change, name="customer"),
    path("customers/<uuid:customer_id>/cards/block/", cards.block, name="card_block"),
    path("customers/<uuid:customer_id>/loyalty/", joining.joining, name="join"),
    path("customers/<uuid:customer_id>/consents/", consents.consents, name="consents"),
]

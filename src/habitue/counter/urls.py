from django.urls import URLPattern, URLResolver

from habitue.counter.urls_pay import pay_urls
from habitue.counter.urls_returns import return_urls
from habitue.counter.urls_sell import sell_urls
from habitue.counter.urls_send import send_urls

app_name = "counter"
urlpatterns: list[URLPattern | URLResolver] = [*sell_urls, *pay_urls, *return_urls, *send_urls]

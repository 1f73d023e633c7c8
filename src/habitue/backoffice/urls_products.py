from django.urls import URLPattern, path

from habitue.backoffice.views import categories, products, tax_rates

product_urls: list[URLPattern] = [
    path("products/", products.products, name="products"),
    path("products/new/", products.product_new, name="product_new"),
    path("products/sku/", products.product_sku, name="product_sku"),
    path("products/<uuid:product_id>/", products.product, name="product"),
    path("products/<uuid:product_id>/retire/", products.product_retire, name="product_retire"),
    path("products/<uuid:product_id>/bring-back/", products.product_bring_back, name="product_bring_back"),
    path("categories/", categories.categories, name="categories"),
    path("categories/new/", categories.category_new, name="category_new"),
    path("categories/<uuid:category_id>/", categories.category, name="category"),
    path("categories/<uuid:category_id>/retire/", categories.category_retire, name="category_retire"),
    path("categories/<uuid:category_id>/bring-back/", categories.category_bring_back, name="category_bring_back"),
    path("tax-rates/", tax_rates.tax_rates, name="tax_rates"),
    path("tax-rates/new/", tax_rates.tax_rate_new, name="tax_rate_new"),
    path("tax-rates/<uuid:tax_rate_id>/", tax_rates.tax_rate, name="tax_rate"),
    path("tax-rates/<uuid:tax_rate_id>/retire/", tax_rates.tax_rate_retire, name="tax_rate_retire"),
    path("tax-rates/<uuid:tax_rate_id>/bring-back/", tax_rates.tax_rate_bring_back, name="tax_rate_bring_back"),
]

from django.urls import URLPattern, path

from habitue.backoffice.views import consent_texts, consents

consent_urls: list[URLPattern] = [
    path("consent-texts/", consent_texts.consent_texts, name="consent_texts"),
    path("consent-texts/months/", consent_texts.consent_months, name="consent_months"),
    path("consent-texts/<str:purpose>/", consent_texts.consent_text, name="consent_text"),
    path("customers/<uuid:customer_id>/consents/", consents.customer_consents, name="customer_consents"),
    path("customers/<uuid:customer_id>/consents/new/", consents.customer_consent_new, name="customer_consent_new"),
]

from django.urls import URLPattern, path

from habitue.portal import views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("<str:secret>/", views.receipt, name="receipt"),
]

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/till/")),
    path("till/", include("habitue.counter.urls")),
    path("office/", include("habitue.backoffice.urls")),
]

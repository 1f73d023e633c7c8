from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/till/")),
    path("till/", include("habitue.counter.urls")),
    path("office/", include("habitue.backoffice.urls")),
    path("r/", include("habitue.portal.urls")),
    path("welcome/", include("habitue.backoffice.urls_welcome")),
]

handler400 = "habitue.config.trouble.unreadable"
handler403 = "habitue.config.trouble.forbidden"
handler404 = "habitue.config.trouble.not_found"
handler500 = "habitue.config.trouble.failed"

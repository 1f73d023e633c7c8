from django.urls import path

from habitue.backoffice.views import welcome

urlpatterns = [
    path("", welcome.welcome, name="welcome"),
    path("proposals/", welcome.propose, name="welcome_proposals"),
]

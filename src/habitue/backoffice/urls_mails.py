from django.urls import URLPattern, path

from habitue.backoffice.views import mails

mail_urls: list[URLPattern] = [
    path("mails/", mails.mails, name="mails"),
    path("mails/<uuid:mail_id>/", mails.mail, name="mail"),
    path("mails/<uuid:mail_id>/page/", mails.mail_page, name="mail_page"),
    path("mails/<uuid:mail_id>/paper/", mails.mail_paper, name="mail_paper"),
    path("mails/<uuid:mail_id>/again/", mails.mail_again, name="mail_again"),
    path("settings/mail/", mails.settings_mail, name="settings_mail"),
]

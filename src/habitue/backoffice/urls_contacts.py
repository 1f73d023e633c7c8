from django.urls import URLPattern, path

from habitue.backoffice.views import groups

contact_urls: list[URLPattern] = [
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/file/", groups.group_file, name="group_file"),
    path("groups/<uuid:group_id>/", groups.group, name="group"),
    path("groups/<uuid:group_id>/retire/", groups.group_retire, name="group_retire"),
    path("groups/<uuid:group_id>/bring-back/", groups.group_bring_back, name="group_bring_back"),
]

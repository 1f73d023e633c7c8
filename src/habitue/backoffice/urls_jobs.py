from django.urls import URLPattern, path

from habitue.backoffice.views import jobs

job_urls: list[URLPattern] = [
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/stop/", jobs.job_stop, name="job_stop"),
    path("jobs/<uuid:job_id>/file/", jobs.job_file, name="job_file"),
]

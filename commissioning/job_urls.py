"""Addresses of long work."""

from __future__ import annotations

from django.urls import path

from commissioning.views import jobs

urlpatterns = [
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:pk>/", jobs.job, name="job"),
    path("jobs/<uuid:pk>/file/", jobs.job_file, name="job_file"),
    path("jobs/<uuid:pk>/again/", jobs.job_again, name="job_again"),
]

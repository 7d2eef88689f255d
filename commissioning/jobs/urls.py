"""Addresses of long work."""

from __future__ import annotations

from django.urls import path

from commissioning.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("jobs/<uuid:pk>/file/", views.job_file, name="job_file"),
    path("jobs/<uuid:pk>/again/", views.job_again, name="job_again"),
]

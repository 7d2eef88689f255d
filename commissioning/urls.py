"""Every address of the site. The apps above are named as strings, never imported."""

from django.urls import include, path

from commissioning.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
]

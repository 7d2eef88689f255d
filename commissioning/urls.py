"""Every address of the site. The apps above are named as strings, never imported."""

from django.urls import include, path

from commissioning.views import attachments, health, site

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("commissioning.account_urls")),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
    path("contact/", site.contact, name="contact"),
    path("", include("commissioning.people_urls")),
    path("", include("commissioning.task_urls")),
    path("", include("commissioning.job_urls")),
    path("files/<uuid:key>/", attachments.attachment, name="attachment"),
    path("", include("practices.urls")),
    path("", include("carehomes.urls")),
    path("", include("payments.urls")),
    path("", include("reporting.urls")),
    path("", include("commissioning.specification_urls")),
]

handler500 = "commissioning.views.errors.server_error"

"""Every address of the site. The apps above are named as strings, never imported."""

from django.urls import include, path

from commissioning.site import attachment_views, health_views, views

urlpatterns = [
    path("healthz", health_views.healthz, name="healthz"),
    path("readyz", health_views.readyz, name="readyz"),
    path("accounts/", include("commissioning.accounts.account_urls")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("", include("commissioning.accounts.people_urls")),
    path("", include("commissioning.commissioner_tasks.urls")),
    path("", include("commissioning.jobs.urls")),
    path("files/<uuid:key>/", attachment_views.attachment, name="attachment"),
    path("", include("practices.urls")),
    path("", include("carehomes.urls")),
    path("", include("payments.urls")),
    path("", include("reporting.urls")),
    path("", include("commissioning.specifications.publishing.urls")),
]

handler500 = "commissioning.web.error_views.server_error"

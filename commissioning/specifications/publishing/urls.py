"""Addresses of specifications. They come after the fixed ones that other apps have below them."""

from __future__ import annotations

from django.urls import path

from commissioning.specifications.publishing import views
from commissioning.specifications.publishing.converters import VERSION

urlpatterns = [
    path("specifications/", views.specifications, name="specifications"),
    path("specifications/<slug:code>/", views.specification, name="specification"),
    path(f"{VERSION}/", views.specification_version, name="specification_version"),
    path(f"{VERSION}/agree/", views.specification_agree, name="specification_agree"),
]

"""Addresses of specifications. They come after the fixed ones that other apps have below them."""

from __future__ import annotations

from django.urls import path

from commissioning.version_names import VERSION
from commissioning.views import specifications

urlpatterns = [
    path("specifications/", specifications.specifications, name="specifications"),
    path("specifications/<slug:code>/", specifications.specification, name="specification"),
    path(f"{VERSION}/", specifications.specification_version, name="specification_version"),
    path(f"{VERSION}/agree/", specifications.specification_agree, name="specification_agree"),
]

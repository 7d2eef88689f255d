"""Addresses of care homes."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "carehomes"

urlpatterns: list[URLPattern] = []

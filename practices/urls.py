"""Addresses of practices, networks and what they answer and send."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "practices"

urlpatterns: list[URLPattern] = []

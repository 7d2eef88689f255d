"""Addresses of what people are told."""

from django.urls import URLPattern

app_name = "reporting"

urlpatterns: list[URLPattern] = []

"""Addresses of payment runs, payees' years and payment lines."""

from django.urls import URLPattern

app_name = "payments"

urlpatterns: list[URLPattern] = []

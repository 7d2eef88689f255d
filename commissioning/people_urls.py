"""Addresses of people, and of what they are here for."""

from django.urls import path

from commissioning.views import acting

urlpatterns = [path("acting-for/", acting.acting_for, name="acting_for")]

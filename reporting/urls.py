"""Addresses of what people are told, and of what concerns every app."""

from django.urls import path

from reporting.views import home, search, uploads

app_name = "reporting"

urlpatterns = [
    path("", home.home, name="home"),
    path("register/", uploads.register, name="register"),
    path("register/<slug:kind>/", uploads.upload_new, name="upload_new"),
    path("register/uploads/<uuid:key>/", uploads.upload, name="upload"),
    path("register/uploads/<uuid:key>/cancel/", uploads.upload_cancel, name="upload_cancel"),
    path("search/", search.search, name="search"),
]

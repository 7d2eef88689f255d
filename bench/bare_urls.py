"""The product's addresses, and the bare page that they are measured beside."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from commissioning.models import Organisation


@login_required
def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Somebody is signed in, one question is asked, and a word is said."""
    return HttpResponse(str(Organisation.objects.filter(code="02X").first()))


urlpatterns = [path("bare/", bare, name="bare"), path("", include("commissioning.site.urls"))]
handler500 = "commissioning.web.error_views.server_error"

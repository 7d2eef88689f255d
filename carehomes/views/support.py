"""What support a home can use, and what it has for video."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from carehomes.actions.support import SupportSaid, check_support
from carehomes.forms.answers import SupportForm
from carehomes.pages.words import home_href
from carehomes.policy import acts_on_homes, is_ccg, speaks_for
from carehomes.views.asked import home_or_404
from commissioning.models import Organisation, User
from commissioning.specifications.publishing.site import commissioner
from commissioning.web.addresses import address
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed


def _for_whom(user: User) -> Organisation:
    """The practice or network that a person checks for; for the CCG the commissioner."""
    mine = speaks_for(user)
    organisation = mine[0] if mine else commissioner() if is_ccg(user) else None
    if organisation is None:
        raise PermissionDenied("Practices, networks and the CCG check what support a home can use")
    return organisation


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(acts_on_homes)
def home_support(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = home_or_404(request, location_id)
    organisation = _for_whom(request.user)
    form = SupportForm(*typed(request))
    place = home_href(location_id)
    if request.method == "POST" and form.is_valid():
        answers = SupportSaid(**form.said)
        done = form.carry_out(
            lambda: check_support(
                home=home, organisation=organisation, answers=answers, by=request.user
            )
        )
        if done:
            messages.success(request, "The check is kept")
            return redirect(place)
    context = {
        "form": form,
        "title": "Universal support and digital",
        "caption": home.name,
        "button": "Save",
        "cancel_href": place,
        "breadcrumbs": [("Care homes", address("carehomes:homes")), (home.name, place)],
    }
    return render(request, "form_page.html", context)

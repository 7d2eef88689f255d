"""What support a home can use, and what it has for video."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from carehomes.actions.support import SupportSaid, check_support
from carehomes.forms.answers import SupportForm
from carehomes.pages.words import home_href
from carehomes.policy import acts_on_homes, is_ccg, organisations_of
from carehomes.selectors.visible import visible_home
from commissioning.models import Organisation, User
from commissioning.specifications.publishing.site import commissioner
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed


def _for_whom(user: User) -> Organisation:
    """The practice or network that a person checks for; for the CCG the commissioner."""
    mine = organisations_of(user)
    organisation = mine[0] if mine else commissioner() if is_ccg(user) else None
    if organisation is None:
        raise PermissionDenied("Practices, networks and the CCG check what support a home can use")
    return organisation


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(acts_on_homes)
def home_support(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    organisation = _for_whom(request.user)
    form = SupportForm(*typed(request))
    place = home_href(location_id)
    return answer_form(
        request,
        form,
        lambda: check_support(
            home=home, organisation=organisation, answers=SupportSaid(**form.said), by=request.user
        ),
        message="The check is kept",
        redirect_to=place,
        context={
            "title": "Universal support and digital",
            "caption": home.name,
            "button": "Save",
            "cancel_href": place,
            "breadcrumbs": [("Care homes", address("carehomes:homes")), (home.name, place)],
        },
    )

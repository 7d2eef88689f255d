"""Choosing an offer where few of a practice's patients live in care homes, as they were counted."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from carehomes.pages.words import lives_in_words
from carehomes.selectors.residents import lives_of
from commissioning.clock import today
from commissioning.policy.decision import require
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.offers import choose_offer
from practices.forms.deviations import OfferForm
from practices.pages.boards import sign_up_href
from practices.pages.requests import asked_href
from practices.policy.sign_ups import answers_sign_ups, can_ask_commissioner
from practices.rules.offers import needed
from practices.selectors.list_sizes import list_size_on
from practices.views.sign_ups import asked_of_practice, trail_to


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def offer_choose(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    spec, organisation = asked_of_practice(request, specification, practice)
    require(can_ask_commissioner(request.user, organisation))
    offers = or_404(spec.sign_up.offers)
    size = list_size_on(organisation, offers.list.on, offers.list.kind)
    reach = needed(size.patients, offers.percent) if size else None
    lives = lives_of(organisation, today())
    form = OfferForm(
        *typed(request),
        offers=offers,
        reach=reach,
        on_record=lives_in_words(lives),
        initial={"residents": lives.residents if lives else None},
    )
    return answer_form(
        request,
        form,
        lambda: choose_offer(
            by=request.user,
            **form.cleaned_data | {"practice": organisation, "specification": spec.code},
        ),
        message="Sent to the network's director and the CCG",
        redirect_to=asked_href,
        context={
            "title": f"Choose an offer: {spec.title}",
            "caption": organisation.name,
            "lede": "If few of your patients live in care homes, you can offer something else."
            " Discuss it with your network's clinical director before you send this. You"
            " still sign up.",
            "button": "Send the offer",
            "cancel_href": sign_up_href(spec.code, organisation.code),
            "breadcrumbs": trail_to(spec, organisation),
        },
    )

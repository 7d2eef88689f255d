"""The forms with which a practice asks: a deviation, a register."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from commissioning.policy.decision import require
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.agreed_registers import propose_register
from practices.actions.deviations import ask_for_deviation
from practices.forms.coordinated_care import RegisterForm
from practices.forms.deviations import DeviationForm
from practices.pages.boards import sign_up_href
from practices.pages.requests import asked_href
from practices.policy.sign_ups import answers_sign_ups, can_ask_commissioner
from practices.views.sign_ups import asked_of_practice, trail_to

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@allowed_to(answers_sign_ups)
def deviation_ask(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    require(can_ask_commissioner(request.user, organisation))
    form = DeviationForm(*typed(request), specification=current_specification)
    return answer_form(
        request,
        form,
        lambda: ask_for_deviation(
            by=request.user,
            **form.cleaned_data
            | {"practice": organisation, "specification": current_specification.code},
        ),
        message="Sent to the network's director and the CCG",
        redirect_to=asked_href,
        context={
            "title": f"Ask for a deviation: {current_specification.title}",
            "caption": organisation.name,
            "lede": "Discuss it with your network first. The clinical director comments, and the"
            " CCG agrees or refuses. What is not agreed before the service starts becomes a"
            " decision about payment.",
            "button": "Send the request",
            "cancel_href": sign_up_href(current_specification.code, organisation.code),
            "breadcrumbs": trail_to(current_specification, organisation),
        },
    )


@require_http_methods(METHODS)
@allowed_to(answers_sign_ups)
def register_propose(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    require(can_ask_commissioner(request.user, organisation))
    rule = or_404(current_specification.sign_up.agreed_register)
    form = RegisterForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: propose_register(
            by=request.user,
            **form.cleaned_data
            | {"practice": organisation, "specification": current_specification.code},
        ),
        message="Sent to the CCG, which goes through it with you",
        redirect_to=asked_href,
        context={
            "title": f"Propose your register: {current_specification.title}",
            "caption": organisation.name,
            "lede": f"At least {rule.percent}% of your list is expected. A smaller register can be"
            " sent: it informs the decision about the final payment, never the monthly amount.",
            "button": "Send the register",
            "cancel_href": sign_up_href(current_specification.code, organisation.code),
            "breadcrumbs": trail_to(current_specification, organisation),
        },
    )

"""Partner practices, and how funding was used."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.funding_questions import answer_about_funding, ask_about_funding
from practices.actions.partnerships import end_partnership, name_partner
from practices.forms.coordinated_care import (
    CollaborationEndForm,
    FundingAnswerForm,
    FundingQuestionForm,
    PartnerForm,
)
from practices.pages.boards import sign_up_href
from practices.pages.coordinated_care import FundingPage, PartnersPage
from practices.policy.sign_ups import (
    answers_sign_ups,
    can_answer_about_funding,
    can_ask_about_funding,
    can_ask_commissioner,
    reads_sign_ups,
)
from practices.selectors.answering import asking_specification
from practices.selectors.organisations import practices_commissioned_by
from practices.selectors.partnerships import partnerships_of
from practices.selectors.requests import funding_visible_to, visible_partnership
from practices.views.sign_ups import asked_of_practice, trail_to

METHODS = ["GET", "HEAD", "POST"]


def _with_register(
    request: SignedInRequest, specification: str, practice: str
) -> tuple[Specification, Organisation]:
    """The specifications under which practices agree registers and may deliver jointly."""
    current_specification, organisation = asked_of_practice(request, specification, practice)
    or_404(current_specification.sign_up.agreed_register)
    return current_specification, organisation


@require_http_methods(METHODS)
@allowed_to(answers_sign_ups)
def partners(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = _with_register(request, specification, practice)
    require(can_ask_commissioner(request.user, organisation))
    others = practices_commissioned_by(
        current_specification.commissioner, current_specification.period.start
    )
    form = PartnerForm(*typed(request), others=list(others.exclude(pk=organisation.pk)))
    page = PartnersPage.of(
        organisation,
        current_specification,
        list(partnerships_of(organisation, current_specification.code)),
        today(),
    )
    return answer_form(
        request,
        form,
        lambda: name_partner(
            practice=organisation,
            partner=form.chosen,
            specification=current_specification.code,
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
        ),
        message=lambda named: f"{named.partner} is named as your partner",
        redirect_to=f"{sign_up_href(current_specification.code, organisation.code)}partners/",
        template="practices/partners.html",
        context={"page": page, "breadcrumbs": trail_to(current_specification, organisation)},
    )


@require_http_methods(METHODS)
@allowed_to(answers_sign_ups)
def partnership_end(request: SignedInRequest, pk: int) -> HttpResponse:
    partnership = or_404(visible_partnership(request.user, pk))
    form = CollaborationEndForm(*typed(request))
    back = f"{sign_up_href(partnership.specification, partnership.practice.code)}partners/"
    return answer_form(
        request,
        form,
        lambda: end_partnership(
            partnership=partnership, ends_on=form.cleaned_data["ends_on"], by=request.user
        ),
        message="The last day of working together is saved",
        redirect_to=sign_up_href(partnership.specification, partnership.practice.code),
        context={
            "title": "Stop working together",
            "caption": f"{partnership.practice.name} and {partnership.partner.name}",
            "button": "Save",
            "cancel_href": back,
            "breadcrumbs": [("Sign-ups", address("practices:sign_ups"))],
        },
    )


@require_http_methods(METHODS)
@allowed_to(can_ask_about_funding)
def funding_ask(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = _with_register(request, specification, practice)
    form = FundingQuestionForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: ask_about_funding(
            by=request.user,
            **form.cleaned_data
            | {"practice": organisation, "specification": current_specification.code},
        ),
        message="The practice is asked, and reads it on its home page",
        redirect_to=lambda sent: address("practices:funding", pk=sent.pk),
        context={
            "title": f"Ask how funding was used: {current_specification.title}",
            "caption": organisation.name,
            "button": "Ask the practice",
            "cancel_href": sign_up_href(current_specification.code, organisation.code),
            "breadcrumbs": trail_to(current_specification, organisation),
        },
    )


@require_safe
@allowed_to(reads_sign_ups)
def funding(request: SignedInRequest, pk: int) -> HttpResponse:
    question = or_404(funding_visible_to(request.user).filter(pk=pk).first())
    page = FundingPage.of(
        question,
        list(question.uses.all()),
        answers=bool(can_answer_about_funding(request.user, question)),
    )
    context = {"page": page, "breadcrumbs": [("Sign-ups", address("practices:sign_ups"))]}
    return render(request, "practices/funding.html", context)


@require_http_methods(METHODS)
@allowed_to(answers_sign_ups)
def funding_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    question = or_404(funding_visible_to(request.user).filter(pk=pk).first())
    require(can_answer_about_funding(request.user, question))
    before = {use.category: use.amount for use in question.uses.all()} | {"note": question.note}
    form = FundingAnswerForm(*typed(request), initial=before)
    specification = asking_specification(question.specification)
    return answer_form(
        request,
        form,
        lambda: answer_about_funding(
            question=question,
            uses=form.uses(form.cleaned_data),
            note=form.cleaned_data["note"],
            by=request.user,
        ),
        message="Your answer is sent to the CCG",
        redirect_to=address("practices:funding", pk=question.pk),
        context={
            "title": "Say how the funding was used",
            "caption": f"{question.practice.name}: "
            f"{specification.title if specification else question.specification}",
            "lede": "Enter what you spent on each. Leave what you spent nothing on empty.",
            "button": "Send the answer",
            "cancel_href": address("practices:funding", pk=question.pk),
            "breadcrumbs": [("Sign-ups", address("practices:sign_ups"))],
        },
    )

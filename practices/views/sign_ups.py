"""Answering a specification: the page of a practice, the form, the check, the receipt, the ask."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.specifications.schema import Silence, Specification
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from practices.actions.answers import answer_specification, ask_to_change_answer
from practices.exports.receipts import answer_receipt_name, receipt_pdf
from practices.forms.answers import AskForm, SignUpAnswerForm
from practices.pages.answer_check import AnswerReceiptPage, CheckPage
from practices.pages.boards import sign_up_href
from practices.pages.requests import asked_href
from practices.pages.sign_up import SignUpPage
from practices.pages.sign_up_actions import actions_for
from practices.policy.answers import can_chase
from practices.policy.sign_ups import (
    answers_sign_ups,
    can_answer_in_time,
    can_ask_late,
    reads_sign_ups,
)
from practices.selectors.answering import asking_specification, visible_practice
from practices.selectors.boards import answers_of, chases_of
from practices.selectors.requests import asked_of
from practices.views.printed import printed

Trail = list[tuple[str, str]]
SIGN_UPS = ("Sign-ups", address_later("practices:sign_ups"))


def asked_of_practice(
    request: SignedInRequest, specification: str, practice: str
) -> tuple[Specification, Organisation]:
    """What an address names, where the person may see it; else there is no such page."""
    return (
        or_404(asking_specification(specification)),
        or_404(visible_practice(request.user, practice)),
    )


def trail_to(specification: Specification, practice: Organisation) -> Trail:
    """The way here from the page of a practice and specification."""
    return [SIGN_UPS, (specification.title, sign_up_href(specification.code, practice.code))]


@require_safe
@allowed_to(reads_sign_ups)
def sign_up(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    if current_specification.sign_up.silence is Silence.IN:
        return redirect(
            address(
                "payments:opt_out",
                specification=current_specification.code,
                practice=organisation.code,
            )
        )
    answers = answers_of([organisation], current_specification.code).get(organisation.pk, {})
    page = SignUpPage.of(
        organisation,
        current_specification,
        answers=answers,
        requests=asked_of(request.user, organisation, current_specification.code),
        chases=chases_of(organisation, current_specification.code),
        actions=actions_for(request.user, organisation, current_specification, answers, today()),
        can_chase=bool(can_chase(request.user)),
        on=today(),
    )
    trail = [
        SIGN_UPS,
        (
            current_specification.title,
            address("practices:sign_up_board", specification=current_specification.code),
        ),
    ]
    return render(request, "practices/sign_up.html", {"page": page, "breadcrumbs": trail})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def sign_up_answer(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    require(can_answer_in_time(request.user, organisation, current_specification.sign_up, today()))
    form = SignUpAnswerForm(*typed(request), specification=current_specification)
    trail = trail_to(current_specification, organisation)

    def check() -> HttpResponse:
        page = CheckPage.of(
            organisation,
            current_specification,
            responses=form.responses,
            signatory=form.signatory,
            register=form.register_words,
            hidden_fields=form.kept,
        )
        context = {"page": page, "breadcrumbs": trail}
        return render(request, "practices/sign_up_check.html", context)

    here = sign_up_href(current_specification.code, organisation.code)
    return answer_form(
        request,
        form,
        lambda: answer_specification(
            practice=organisation,
            specification=current_specification.code,
            responses=form.responses,
            signatory=form.signatory,
            register=form.cleaned_data.get("register"),
            by=request.user,
        ),
        check=check,
        redirect_to=address(
            "practices:sign_up_receipt",
            specification=current_specification.code,
            practice=organisation.code,
        ),
        context={
            "title": f"Sign up, or decline: {current_specification.title}",
            "caption": organisation.name,
            "button": "Check your answers",
            "cancel_href": here,
            "breadcrumbs": trail,
        },
    )


@require_safe
@allowed_to(reads_sign_ups)
def sign_up_receipt(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    context = {
        "page": _receipt(current_specification, organisation),
        "breadcrumbs": trail_to(current_specification, organisation),
    }
    return render(request, "practices/sign_up_receipt.html", context)


@require_safe
@allowed_to(reads_sign_ups)
def sign_up_receipt_pdf(
    request: SignedInRequest, specification: str, practice: str
) -> HttpResponse:
    """The receipt as a PDF."""
    page = _receipt(*asked_of_practice(request, specification, practice))
    return printed(request, answer_receipt_name(page), lambda: receipt_pdf(page))


def _receipt(specification: Specification, practice: Organisation) -> AnswerReceiptPage:
    answers = or_404(answers_of([practice], specification.code).get(practice.pk) or None)
    return AnswerReceiptPage.of(practice, specification, answers, today())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def sign_up_ask(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    current_specification, organisation = asked_of_practice(request, specification, practice)
    require(can_ask_late(request.user, organisation, current_specification.sign_up, today()))
    form = AskForm(*typed(request), specification=current_specification)
    return answer_form(
        request,
        form,
        lambda: ask_to_change_answer(
            practice=organisation,
            specification=current_specification.code,
            by=request.user,
            **form.wanted,
        ),
        message="Your request is sent. The CCG decides, and you can read it here",
        redirect_to=asked_href,
        context={
            "title": f"Ask to change your answer: {current_specification.title}",
            "caption": organisation.name,
            "lede": "The date to answer has passed. What you ask for counts once the CCG has"
            " agreed, from the day it says. Until then your answer stands as it is.",
            "button": "Send the request",
            "cancel_href": sign_up_href(current_specification.code, organisation.code),
            "breadcrumbs": trail_to(current_specification, organisation),
        },
    )

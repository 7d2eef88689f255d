"""Answering a specification: the page of a practice, the form, the check, the receipt, the ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.policy import SignedInRequest, allowed_to, require
from commissioning.specifications.types import Silence, Specification
from commissioning.typed import typed
from practices.actions.answers import answer_specification, ask_to_change_answer
from practices.exports.receipts import answer_receipt_name, receipt_pdf
from practices.forms.answers import AnswerForm, AskForm
from practices.pages.answer_check import AnswerReceiptPage, CheckPage
from practices.pages.asked import asked_href
from practices.pages.boards import sign_up_href
from practices.pages.sign_up import SignUpPage
from practices.pages.sign_up_actions import actions_for
from practices.policy import can_chase
from practices.policy.sign_ups import (
    answers_sign_ups,
    can_answer_in_time,
    can_ask_late,
    reads_sign_ups,
)
from practices.selectors.answering import asking_specification, visible_practice
from practices.selectors.asked import asked_of
from practices.selectors.boards import answers_of, chases_of
from practices.views.printed import printed

Trail = list[tuple[str, str]]
SIGN_UPS = ("Sign-ups", "/sign-ups/")


def asked_of_practice(
    request: SignedInRequest, specification: str, practice: str
) -> tuple[Specification, Organisation]:
    """What an address names, where the person may see it; else there is no such page."""
    asked, found = asking_specification(specification), visible_practice(request.user, practice)
    if asked is None or found is None:
        raise Http404
    return asked, found


def trail_to(asked: Specification, practice: Organisation) -> Trail:
    """The way here from the page of a practice and specification."""
    return [SIGN_UPS, (asked.title, sign_up_href(asked.code, practice.code))]


@require_safe
@allowed_to(reads_sign_ups)
def sign_up(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = asked_of_practice(request, specification, practice)
    if asked.sign_up.silence is Silence.IN:
        return redirect(f"/opt-outs/{asked.code}/{found.code}/")
    answers = answers_of([found], asked.code).get(found.pk, {})
    page = SignUpPage.of(
        found,
        asked,
        answers=answers,
        requests=asked_of(request.user, found, asked.code),
        chases=chases_of(found, asked.code),
        actions=actions_for(request.user, found, asked, answers, today()),
        can_chase=bool(can_chase(request.user)),
        on=today(),
    )
    trail = [SIGN_UPS, (asked.title, f"/sign-ups/{asked.code}/")]
    return render(request, "practices/sign_up.html", {"page": page, "breadcrumbs": trail})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def sign_up_answer(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = asked_of_practice(request, specification, practice)
    require(can_answer_in_time(request.user, found, asked.sign_up, today()))
    form = AnswerForm(*typed(request), asked=asked)
    trail = trail_to(asked, found)
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        responses, signatory = form.responses, form.signatory
        if "confirm" not in request.POST:
            page = CheckPage.of(
                found,
                asked,
                responses=responses,
                signatory=signatory,
                register=form.register_words,
                kept=form.kept,
            )
            context = {"page": page, "breadcrumbs": trail}
            return render(request, "practices/sign_up_check.html", context)
        done = form.carry_out(
            lambda: answer_specification(
                practice=found,
                specification=asked.code,
                responses=responses,
                signatory=signatory,
                register=form.cleaned_data.get("register"),
                by=request.user,
            )
        )
        if done:
            return redirect(f"{sign_up_href(asked.code, found.code)}receipt/")
    context = {
        "form": form,
        "title": f"Sign up, or decline: {asked.title}",
        "caption": found.name,
        "button": "Check your answers",
        "cancel_href": sign_up_href(asked.code, found.code),
        "breadcrumbs": trail,
    }
    return render(request, "form_page.html", context)


@require_safe
@allowed_to(reads_sign_ups)
def sign_up_receipt(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = asked_of_practice(request, specification, practice)
    context = {"page": _receipt_or_404(asked, found), "breadcrumbs": trail_to(asked, found)}
    return render(request, "practices/sign_up_receipt.html", context)


@require_safe
@allowed_to(reads_sign_ups)
def sign_up_receipt_pdf(
    request: SignedInRequest, specification: str, practice: str
) -> HttpResponse:
    """The receipt as a PDF."""
    page = _receipt_or_404(*asked_of_practice(request, specification, practice))
    return printed(request, answer_receipt_name(page), lambda: receipt_pdf(page))


def _receipt_or_404(asked: Specification, found: Organisation) -> AnswerReceiptPage:
    answers = answers_of([found], asked.code).get(found.pk, {})
    if not answers:
        raise Http404
    return AnswerReceiptPage.of(found, asked, answers, today())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(answers_sign_ups)
def sign_up_ask(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = asked_of_practice(request, specification, practice)
    require(can_ask_late(request.user, found, asked.sign_up, today()))
    form = AskForm(*typed(request), asked=asked)
    if request.method == "POST" and form.is_valid():
        sent = form.carry_out(
            lambda: ask_to_change_answer(
                practice=found, specification=asked.code, by=request.user, **form.wanted
            )
        )
        if sent:
            messages.success(
                request, "Your request is sent. The CCG decides, and you can read it here"
            )
            return redirect(asked_href(sent))
    context = {
        "form": form,
        "title": f"Ask to change your answer: {asked.title}",
        "caption": found.name,
        "lede": (
            "The date to answer has passed. What you ask for counts once the CCG has agreed, from"
            " the day it says. Until then your answer stands as it is."
        ),
        "button": "Send the request",
        "cancel_href": sign_up_href(asked.code, found.code),
        "breadcrumbs": trail_to(asked, found),
    }
    return render(request, "form_page.html", context)

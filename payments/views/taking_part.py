"""Opting out, deciding a late one, and deciding what is paid for a deviation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role
from commissioning.policy import SignedInRequest, allowed_to, holds, require
from commissioning.selectors.specifications import parsed
from commissioning.specifications.types import Silence, Specification
from commissioning.typed import typed
from payments.actions import taking_part as actions
from payments.forms.taking_part import DeviationPaymentForm, OptOutDecisionForm, OptOutForm
from payments.pages.taking_part import DeviationPaymentPage, OptOutPage
from payments.policy import can_decide
from payments.policy.taking_part import (
    can_decide_deviation_payment,
    can_decide_opt_out,
    can_opt_out,
    can_stay_in,
)
from payments.selectors.taking_part import (
    opt_out_decision,
    opt_out_effects,
    payment_of,
    standing_answer,
    terms_of,
)
from practices.models import Deviation
from practices.policy.sign_ups import answers_sign_ups, reads_sign_ups
from practices.selectors.answering import asking_specification, visible_practice
from practices.selectors.asked import visible_asked
from practices.terms import Signatory

METHODS = ["GET", "HEAD", "POST"]
SIGN_UPS = ("Sign-ups", "/sign-ups/")


def _opting(
    request: SignedInRequest, specification: str, practice: str
) -> tuple[Specification, Organisation]:
    asked, found = asking_specification(specification), visible_practice(request.user, practice)
    if asked is None or found is None or asked.sign_up.silence is not Silence.IN:
        raise Http404
    return asked, found


def _page(request: SignedInRequest, asked: Specification, found: Organisation) -> OptOutPage:
    answer, decision = standing_answer(found, asked.code), opt_out_decision(found, asked.code)
    rule, decided = asked.sign_up, decision is not None
    return OptOutPage.of(
        found,
        asked,
        opt_out_effects(found, asked, today()),
        answer=answer,
        decision=decision,
        opts_out=bool(can_opt_out(request.user, found, answer)),
        stays=bool(can_stay_in(request.user, found, answer, rule, decided=decided, on=today())),
        decides=bool(can_decide_opt_out(request.user, found, answer, rule, decided=decided)),
        on=today(),
    )


def _trail(asked: Specification) -> list[tuple[str, str]]:
    return [SIGN_UPS, (asked.title, f"/sign-ups/{asked.code}/")]


@require_http_methods(METHODS)
@allowed_to(reads_sign_ups)
def opt_out(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = _opting(request, specification, practice)
    page = _page(request, asked, found)
    form: Any = None
    if page.opts_out or page.stays or request.method == "POST":
        require(answers_sign_ups(request.user))
        asks_day = page.opts_out and holds(request.user, Role.PRIMARY_CARE)
        form = OptOutForm(*typed(request), on=today(), asks_day=asks_day, staying=page.stays)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        signatory = Signatory(said["signatory_name"].strip(), said["signatory_role"].strip())
        about: dict[str, Any] = {"practice": found, "specification": asked.code}
        about |= {"signatory": signatory, "by": request.user}
        if page.stays:
            done = form.carry_out(lambda: actions.stay_in(**about))
        else:
            told_on = said.get("told_on") or today()
            done = form.carry_out(lambda: actions.opt_out(told_on=told_on, **about))
        if done:
            words = "The practice stays in" if page.stays else "The CCG is told: it is on record"
            messages.success(request, words)
            return redirect(page.href)
    context = {"page": page, "form": form, "breadcrumbs": _trail(asked)}
    return render(request, "payments/opt_out.html", context)


@require_http_methods(METHODS)
@allowed_to(can_decide)
def opt_out_decide(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    asked, found = _opting(request, specification, practice)
    page = _page(request, asked, found)
    decided = opt_out_decision(found, asked.code) is not None
    answer = standing_answer(found, asked.code)
    require(can_decide_opt_out(request.user, found, answer, asked.sign_up, decided=decided))
    form = OptOutDecisionForm(*typed(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = form.carry_out(
            lambda: actions.decide_opt_out(
                practice=found,
                specification=asked.code,
                agreed=said["agreed"] == "yes",
                reason=said["reason"].strip(),
                by=request.user,
            )
        )
        if done:
            messages.success(request, "Your decision is saved. The practice can read it")
            return redirect(page.href)
    context = {"page": page, "form": form, "breadcrumbs": [*_trail(asked), (found.name, page.href)]}
    return render(request, "payments/opt_out_decide.html", context)


@require_http_methods(METHODS)
@allowed_to(reads_sign_ups)
def deviation_payment(request: SignedInRequest, pk: int) -> HttpResponse:
    found = visible_asked(request.user, "deviations", pk)
    if not isinstance(found, Deviation) or not found.asks_about_payment(today()):
        raise Http404
    asked, payment = parsed(found.version), payment_of(found)
    allowed = can_decide_deviation_payment(request.user, found, payment, today())
    form = _payment_form(request, found, asked) if allowed else None
    if request.method == "POST":
        require(allowed)
    if request.method == "POST" and form is not None and form.is_valid():
        reason, taken = form.cleaned_data["reason"].strip(), form.taken
        if form.carry_out(
            lambda: actions.decide_deviation_payment(
                deviation=found, reason=reason, by=request.user, taken=taken
            )
        ):
            messages.success(request, "Your decision about payment is saved")
            return redirect(f"/deviations/{found.pk}/payment/")
    page = DeviationPaymentPage.of(found, payment, asked.title, today())
    trail = [("Deviations", "/deviations/"), ("Deviation", f"/deviations/{found.pk}/")]
    context = {"page": page, "form": form, "breadcrumbs": trail}
    return render(request, "payments/deviation_payment.html", context)


def _payment_form(
    request: SignedInRequest, deviation: Deviation, asked: Specification
) -> DeviationPaymentForm:
    last = deviation.ends_on or asked.period.end
    return DeviationPaymentForm(
        *typed(request),
        terms=terms_of(asked, deviation.element),
        months=list(Month.of(deviation.starts_on).through(Month.of(last))),
    )

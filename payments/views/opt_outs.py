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
from commissioning.policy.decision import require
from commissioning.policy.roles import holds
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.types import Silence, Specification
from commissioning.web.addresses import address, address_later
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions import opt_outs as actions
from payments.forms.opt_outs import DeviationPaymentForm, OptOutDecisionForm, OptOutForm
from payments.pages.opt_outs import DeviationPaymentPage, OptOutPage
from payments.policy.opt_outs import (
    can_decide_deviation_payment,
    can_decide_opt_out,
    can_opt_out,
    can_stay_in,
)
from payments.policy.runs import can_decide
from payments.selectors.opt_outs import (
    opt_out_decision,
    opt_out_effects,
    payment_of,
    standing_answer,
    terms_of,
)
from practices.models import Deviation
from practices.policy.sign_ups import answers_sign_ups, reads_sign_ups
from practices.rules.signatory import Signatory
from practices.selectors.answering import asking_specification, visible_practice
from practices.selectors.requests import visible_asked

METHODS = ["GET", "HEAD", "POST"]
SIGN_UPS = ("Sign-ups", address_later("practices:sign_ups"))


def _opting(
    request: SignedInRequest, specification: str, practice: str
) -> tuple[Specification, Organisation]:
    spec, organisation = (
        asking_specification(specification),
        visible_practice(request.user, practice),
    )
    if spec is None or organisation is None or spec.sign_up.silence is not Silence.IN:
        raise Http404
    return spec, organisation


def _page(
    request: SignedInRequest, specification: Specification, practice: Organisation
) -> OptOutPage:
    answer, decision = (
        standing_answer(practice, specification.code),
        opt_out_decision(practice, specification.code),
    )
    rule, decided = specification.sign_up, decision is not None
    return OptOutPage.of(
        practice,
        specification,
        opt_out_effects(practice, specification, today()),
        answer=answer,
        decision=decision,
        opts_out=bool(can_opt_out(request.user, practice, answer)),
        stays=bool(can_stay_in(request.user, practice, answer, rule, decided=decided, on=today())),
        decides=bool(can_decide_opt_out(request.user, practice, answer, rule, decided=decided)),
        on=today(),
    )


def _trail(specification: Specification) -> list[tuple[str, str]]:
    return [
        SIGN_UPS,
        (specification.title, address("practices:sign_up_board", specification=specification.code)),
    ]


@require_http_methods(METHODS)
@allowed_to(reads_sign_ups)
def opt_out(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    spec, organisation = _opting(request, specification, practice)
    page = _page(request, spec, organisation)
    form: Any = None
    if page.opts_out or page.stays or request.method == "POST":
        require(answers_sign_ups(request.user))
        asks_day = page.opts_out and holds(request.user, Role.PRIMARY_CARE)
        form = OptOutForm(*typed(request), on=today(), asks_day=asks_day, staying=page.stays)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        signatory = Signatory(values["signatory_name"].strip(), values["signatory_role"].strip())
        about: dict[str, Any] = {"practice": organisation, "specification": spec.code}
        about |= {"signatory": signatory, "by": request.user}
        if page.stays:
            done = form.carry_out(lambda: actions.stay_in(**about))
        else:
            told_on = values.get("told_on") or today()
            done = form.carry_out(lambda: actions.opt_out(told_on=told_on, **about))
        if done:
            words = "The practice stays in" if page.stays else "The CCG is told: it is on record"
            messages.success(request, words)
            return redirect(page.href)
    context = {"page": page, "form": form, "breadcrumbs": _trail(spec)}
    return render(request, "payments/opt_out.html", context)


@require_http_methods(METHODS)
@allowed_to(can_decide)
def opt_out_decide(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    spec, organisation = _opting(request, specification, practice)
    page = _page(request, spec, organisation)
    decided = opt_out_decision(organisation, spec.code) is not None
    answer = standing_answer(organisation, spec.code)
    require(can_decide_opt_out(request.user, organisation, answer, spec.sign_up, decided=decided))
    form = OptOutDecisionForm(*typed(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        done = form.carry_out(
            lambda: actions.decide_opt_out(
                practice=organisation,
                specification=spec.code,
                agreed=values["agreed"] == "yes",
                reason=values["reason"].strip(),
                by=request.user,
            )
        )
        if done:
            messages.success(request, "Your decision is saved. The practice can read it")
            return redirect(page.href)
    context = {
        "page": page,
        "form": form,
        "breadcrumbs": [*_trail(spec), (organisation.name, page.href)],
    }
    return render(request, "payments/opt_out_decide.html", context)


@require_http_methods(METHODS)
@allowed_to(reads_sign_ups)
def deviation_payment(request: SignedInRequest, pk: int) -> HttpResponse:
    deviation = visible_asked(request.user, "deviations", pk)
    if not isinstance(deviation, Deviation) or not deviation.asks_about_payment(today()):
        raise Http404
    specification, payment = parsed(deviation.version), payment_of(deviation)
    allowed = can_decide_deviation_payment(request.user, deviation, payment, today())
    form = _payment_form(request, deviation, specification) if allowed else None
    if request.method == "POST":
        require(allowed)
    if request.method == "POST" and form is not None and form.is_valid():
        reason, taken = form.cleaned_data["reason"].strip(), form.taken
        if form.carry_out(
            lambda: actions.decide_deviation_payment(
                deviation=deviation, reason=reason, by=request.user, taken=taken
            )
        ):
            messages.success(request, "Your decision about payment is saved")
            return redirect(address("payments:deviation_payment", pk=deviation.pk))
    page = DeviationPaymentPage.of(deviation, payment, specification.title, today())
    trail = [
        ("Deviations", address("practices:deviations")),
        ("Deviation", address("practices:asked", kind="deviations", pk=deviation.pk)),
    ]
    context = {"page": page, "form": form, "breadcrumbs": trail}
    return render(request, "payments/deviation_payment.html", context)


def _payment_form(
    request: SignedInRequest, deviation: Deviation, specification: Specification
) -> DeviationPaymentForm:
    last = deviation.ends_on or specification.period.end
    return DeviationPaymentForm(
        *typed(request),
        terms=terms_of(specification, deviation.element),
        months=list(Month.of(deviation.starts_on).through(Month.of(last))),
    )

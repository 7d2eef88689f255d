"""Opting out, deciding a late one, and deciding what is paid for a deviation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role
from commissioning.policy.decision import require
from commissioning.policy.roles import holds
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Silence, Specification
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
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
    spec = or_404(asking_specification(specification))
    organisation = or_404(visible_practice(request.user, practice))
    if spec.sign_up.silence is not Silence.IN:
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
    context = {"page": page, "breadcrumbs": _trail(spec)}
    if not (page.opts_out or page.stays or request.method == "POST"):
        return render(request, "payments/opt_out.html", context | {"form": None})
    require(answers_sign_ups(request.user))
    asks_day = page.opts_out and holds(request.user, Role.PRIMARY_CARE)
    form = OptOutForm(*typed(request), on=today(), asks_day=asks_day, staying=page.stays)
    return answer_form(
        request,
        form,
        lambda: _tell(request, spec, organisation, form, stays=page.stays),
        message="The practice stays in" if page.stays else "The CCG is told: it is on record",
        redirect_to=page.href,
        template="payments/opt_out.html",
        context=context,
    )


def _tell(
    request: SignedInRequest,
    specification: Specification,
    practice: Organisation,
    form: OptOutForm,
    *,
    stays: bool,
) -> object:
    """Opt out, or take it back and stay in."""
    values = form.cleaned_data
    about: dict[str, Any] = {
        "practice": practice,
        "specification": specification.code,
        "signatory": Signatory(values["signatory_name"].strip(), values["signatory_role"].strip()),
        "by": request.user,
    }
    if stays:
        return actions.stay_in(**about)
    return actions.opt_out(told_on=values.get("told_on") or today(), **about)


@require_http_methods(METHODS)
@allowed_to(can_decide)
def opt_out_decide(request: SignedInRequest, specification: str, practice: str) -> HttpResponse:
    spec, organisation = _opting(request, specification, practice)
    page = _page(request, spec, organisation)
    decided = opt_out_decision(organisation, spec.code) is not None
    answer = standing_answer(organisation, spec.code)
    require(can_decide_opt_out(request.user, organisation, answer, spec.sign_up, decided=decided))
    form = OptOutDecisionForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: actions.decide_opt_out(
            practice=organisation,
            specification=spec.code,
            agreed=form.cleaned_data["agreed"] == "yes",
            reason=form.cleaned_data["reason"].strip(),
            by=request.user,
        ),
        message="Your decision is saved. The practice can read it",
        redirect_to=page.href,
        template="payments/opt_out_decide.html",
        context={"page": page, "breadcrumbs": [*_trail(spec), (organisation.name, page.href)]},
    )


@require_http_methods(METHODS)
@allowed_to(reads_sign_ups)
def deviation_payment(request: SignedInRequest, pk: int) -> HttpResponse:
    deviation = visible_asked(request.user, "deviations", pk)
    if not isinstance(deviation, Deviation) or not deviation.asks_about_payment(today()):
        raise Http404
    specification, payment = parsed(deviation.version), payment_of(deviation)
    allowed = can_decide_deviation_payment(request.user, deviation, payment, today())
    if request.method == "POST":
        require(allowed)
    page = DeviationPaymentPage.of(deviation, payment, specification.title, today())
    trail = [
        ("Deviations", address("practices:deviations")),
        ("Deviation", address("practices:asked", kind="deviations", pk=deviation.pk)),
    ]
    context = {"page": page, "breadcrumbs": trail}
    if not allowed:
        return render(request, "payments/deviation_payment.html", context | {"form": None})
    form = _payment_form(request, deviation, specification)
    return answer_form(
        request,
        form,
        lambda: actions.decide_deviation_payment(
            deviation=deviation,
            reason=form.cleaned_data["reason"].strip(),
            by=request.user,
            taken=form.taken,
        ),
        message="Your decision about payment is saved",
        redirect_to=address("payments:deviation_payment", pk=deviation.pk),
        template="payments/deviation_payment.html",
        context=context,
    )


def _payment_form(
    request: SignedInRequest, deviation: Deviation, specification: Specification
) -> DeviationPaymentForm:
    last = deviation.ends_on or specification.period.end
    return DeviationPaymentForm(
        *typed(request),
        terms=terms_of(specification, deviation.element),
        months=list(Month.of(deviation.starts_on).through(Month.of(last))),
    )

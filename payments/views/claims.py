"""One claim: its page, correcting and withdrawing it, adding evidence, deciding it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from commissioning.clock import today
from commissioning.domain.counts import counted
from commissioning.imports import FileRefusedError
from commissioning.policy.decision import require
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions import claim_changes as actions
from payments.actions.claim_decisions import decide_claims
from payments.forms.claim_decisions import ClaimDecisionForm
from payments.forms.claim_sending import EvidenceForm, WithdrawalForm
from payments.forms.claim_typing import as_initial, as_typed
from payments.forms.claims import CostsForm
from payments.models import Claim
from payments.pages.claim import ClaimPage, buttons_for, claim_href
from payments.pages.claim_form import ClaimFormPage
from payments.policy.claims import (
    can_add_evidence,
    can_change_claim,
    can_decide_claim,
    reads_claims,
)
from payments.policy.runs import can_claim, can_decide
from payments.rules.claim_checks import CostLine
from payments.selectors.claim_samples import drawing_of
from payments.selectors.claims import (
    WAITING,
    category_of,
    check_claims,
    claims_visible_to,
    decision_about,
    events_about,
    lines_that_paid,
    outcome_of,
    sent_together,
    state_of,
    term_for_claims,
    twins_of,
    visible_claim,
)
from payments.views.claim_forms import CLAIMS, checked_form

Trail = list[tuple[str, str]]


def _trail(claim: Claim) -> Trail:
    return [CLAIMS, (claim.reference, claim_href(claim.reference))]


def page_of(request: SignedInRequest, claim: Claim) -> ClaimPage:
    """The claim as this person sees it."""
    user, decision = request.user, decision_about(claim)
    return ClaimPage.of(
        claim,
        category=category_of(claim),
        checked=check_claims([claim]).get(claim.reference),
        twins=twins_of(claim),
        decision=decision,
        lines=lines_that_paid(claim) if decision else [],
        files=list(claim.files.all()),
        together=sent_together(claim),
        drawn=drawing_of(claim),
        events=events_about(claim, decision),
        buttons=buttons_for(
            claim,
            change=can_change_claim(user, claim, outcome_of(claim)),
            decide=can_decide_claim(user, claim),
            is_own=bool(can_claim(user, claim.practice)),
            may_decide=bool(can_decide(user)) and not claim.withdrawn_on,
        ),
        adds_evidence=bool(can_add_evidence(user, claim)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_claims)
def claim(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about a claim; evidence is added here too."""
    claim = or_404(visible_claim(request.user, reference))
    form = EvidenceForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    return answer_form(
        request,
        form,
        lambda: actions.add_evidence(
            claim=claim, uploads=form.cleaned_data["evidence"], by=request.user
        ),
        message=lambda added: f"{counted(len(added), 'file')} added",
        redirect_to=f"{claim_href(reference)}#evidence",
        template="payments/claims/claim.html",
        context=lambda: {"page": page_of(request, claim), "breadcrumbs": [CLAIMS]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_claims)
def claim_correct(request: SignedInRequest, reference: str) -> HttpResponse:
    claim = or_404(visible_claim(request.user, reference))
    require(can_change_claim(request.user, claim, outcome_of(claim)))
    term = or_404(term_for_claims(today(), claim.specification))
    about: dict[str, Any] = {"term": term.term, "today": today(), "reference": claim.reference}
    form = CostsForm(*typed(request), **about)
    if not form.is_bound:
        form = CostsForm(initial=as_initial([as_typed(_as_line(claim))]), **about)

    def context() -> dict[str, Any]:
        checked, _ = checked_form(form, claim.practice, term) if form.is_bound else (None, [])
        heading = f"Correct claim {claim.reference}"
        page = ClaimFormPage.of(
            claim.practice, term.term, late="", checked=checked, heading=heading
        )
        return {"page": page, "breadcrumbs": _trail(claim)}

    if request.method == "POST" and request.POST.get("do") != "correct":  # only checked so far
        return render(request, "payments/claims/form.html", {"form": form, **context()})
    return answer_form(
        request,
        form,
        lambda: actions.correct_claim(claim=claim, line=next(form.complete())[1], by=request.user),
        message=lambda done: f"{done} is corrected",
        redirect_to=claim_href(reference),
        template="payments/claims/form.html",
        refusals=(FileRefusedError,),
        context=context,
    )


def _as_line(claim: Claim) -> CostLine:
    return CostLine(
        claim.category,
        claim.incurred_on,
        claim.quantity,
        claim.unit_cost,
        claim.other_funding,
        claim.description,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_claims)
def claim_withdraw(request: SignedInRequest, reference: str) -> HttpResponse:
    claim = or_404(visible_claim(request.user, reference))
    require(can_change_claim(request.user, claim, outcome_of(claim)))
    form = WithdrawalForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: actions.withdraw_claim(
            claim=claim, reason=form.cleaned_data["reason"], by=request.user
        ),
        message=lambda done: f"{done} is withdrawn",
        redirect_to=claim_href(reference),
        template="payments/claims/withdraw.html",
        context=lambda: {"page": page_of(request, claim), "breadcrumbs": _trail(claim)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_decide)
def claim_decide(request: SignedInRequest, reference: str) -> HttpResponse:
    """Pay or refuse one claim; then on to the next of the same form that waits."""
    claim = or_404(visible_claim(request.user, reference))
    require(can_decide_claim(request.user, claim))
    checked = check_claims([claim]).get(reference)
    form = ClaimDecisionForm(
        *typed(request),
        allowed=checked.allowed if checked else Decimal(0),
        decided=state_of(claim) != WAITING,
        initial={"decided_by": f"{request.user}, CCG primary care team"},
    )

    def decide() -> object:
        outcome, figure = form.decided
        return decide_claims(
            claims=[claim],
            outcome=outcome,
            figure=figure,
            reason=form.cleaned_data["reason"],
            decided_by=form.cleaned_data["decided_by"],
            by=request.user,
        )

    return answer_form(
        request,
        form,
        decide,
        message=f"The decision about {claim} is recorded",
        redirect_to=lambda _: claim_href(_next_to_decide(request, claim)),
        template="payments/claims/decide.html",
        refusals=(FileRefusedError,),
        context=lambda: {"page": page_of(request, claim), "breadcrumbs": _trail(claim)},
    )


def _next_to_decide(request: SignedInRequest, done: Claim) -> str:
    """The next claim of the same form that waits, or the one just decided."""
    waiting = claims_visible_to(request.user).filter(sheet=done.sheet_id, state=WAITING)
    following = waiting.order_by("reference").first() if done.sheet_id else None
    return following.reference if following else done.reference

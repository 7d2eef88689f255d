"""Deciding several claims at once, and samples of paid claims."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.domain.counts import counted
from commissioning.imports import FileRefusedError
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions.claim_decisions import decide_claims
from payments.actions.claim_samples import draw_sample, verify_claim
from payments.forms.claim_decisions import SampleForm, SeveralClaimsForm, VerificationForm
from payments.models import Claim
from payments.pages.claim_samples import SamplePage, SamplesPage, several_choices
from payments.policy.claims import can_decide_claim, can_draw_sample, can_verify, reads_every_claim
from payments.policy.runs import can_decide
from payments.selectors.claim_decisions import claims_to_decide
from payments.selectors.claim_samples import claims_to_draw_from, drawn_in, sample_of, samples
from payments.selectors.claims import check_claims, visible_claim
from payments.views.claim_forms import CLAIMS
from payments.views.claims import page_of

SAMPLES = ("Samples", address_later("payments:claim_samples"))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_decide)
def claims_decide(request: SignedInRequest) -> HttpResponse:
    """Decide several claims alike, in one go: all of them or none."""
    waiting = [claim for claim in claims_to_decide() if can_decide_claim(request.user, claim)]
    choices, hints = several_choices(waiting, check_claims(waiting))
    form = SeveralClaimsForm(
        *typed(request),
        choices=choices,
        hints=hints,
        initial={"decided_by": f"{request.user}, CCG primary care team"},
    )

    def chosen() -> list[Claim]:
        return [claim for claim in waiting if claim.reference in form.cleaned_data["claims"]]

    return answer_form(
        request,
        form,
        lambda: decide_claims(
            claims=chosen(),
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            decided_by=form.cleaned_data["decided_by"],
            by=request.user,
        ),
        message=lambda _: f"{counted(len(chosen()), 'claim')} decided",
        redirect_to=address("payments:claims"),
        template="payments/claims/decide_several.html",
        refusals=(FileRefusedError,),
        context={"waiting": waiting, "breadcrumbs": [CLAIMS]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_every_claim)
def claim_samples(request: SignedInRequest) -> HttpResponse:
    """The samples drawn so far, and drawing another."""
    left, may_draw = claims_to_draw_from(), can_draw_sample(request.user)
    form = SampleForm(request.POST if request.method == "POST" else None, most=len(left))
    if request.method == "POST":
        require(may_draw)
    page = SamplesPage.of(samples(), len(left), may_draw=bool(may_draw))
    return answer_form(
        request,
        form,
        lambda: draw_sample(size=form.cleaned_data["size"], by=request.user),
        message=lambda sample: f"{counted(sample.size, 'claim')} drawn at random",
        redirect_to=lambda sample: address("payments:claim_sample", pk=sample.pk),
        template="payments/claims/samples.html",
        context={"page": page, "breadcrumbs": [CLAIMS]},
    )


@require_safe
@allowed_to(reads_every_claim)
def claim_sample(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = or_404(sample_of(pk))
    page = SamplePage.of(sample, drawn_in(sample), request.user)
    context = {"page": page, "breadcrumbs": [CLAIMS, SAMPLES]}
    return render(request, "payments/claims/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_draw_sample)
def claim_verify(request: SignedInRequest, pk: int, reference: str) -> HttpResponse:
    sample = or_404(sample_of(pk))
    drawn = or_404(
        next((drawn for drawn in drawn_in(sample) if drawn.claim.reference == reference), None)
    )
    claim = or_404(visible_claim(request.user, reference))
    require(can_verify(request.user, drawn))
    form = VerificationForm(*typed(request))
    back = address("payments:claim_sample", pk=pk)
    return answer_form(
        request,
        form,
        lambda: verify_claim(
            drawn=drawn,
            verified=form.verifies,
            note=form.cleaned_data["note"],
            by=request.user,
        ),
        message=lambda _: (
            f"{drawn.claim} is verified"
            if form.verifies
            else f"{drawn.claim} is not verified. Decide now whether to take it back"
        ),
        redirect_to=lambda _: (
            back if form.verifies else address("payments:claim_decide", reference=reference)
        ),
        template="payments/claims/verify.html",
        context=lambda: {
            "page": page_of(request, claim),
            "breadcrumbs": [CLAIMS, SAMPLES, (str(sample), back)],
        },
    )

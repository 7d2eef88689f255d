"""Deciding several claims at once, and samples of paid claims."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.imports import FileRefusedError
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions.claim_decisions import decide_claims
from payments.actions.claim_samples import draw_sample, verify_claim
from payments.forms.claim_decisions import SampleForm, SeveralClaimsForm, VerificationForm
from payments.models import ClaimSample
from payments.pages.claim_samples import SamplePage, SamplesPage, several_choices
from payments.pages.words import counted
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
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        chosen = [claim for claim in waiting if claim.reference in values["claims"]]
        done = form.carry_out(
            lambda: decide_claims(
                claims=chosen,
                outcome=values["outcome"],
                reason=values["reason"],
                decided_by=values["decided_by"],
                by=request.user,
            ),
            FileRefusedError,
        )
        if done:
            messages.success(request, f"{counted(len(chosen), 'claim')} decided")
            return redirect(address("payments:claims"))
    context = {"form": form, "waiting": waiting, "breadcrumbs": [CLAIMS]}
    return render(request, "payments/claims/decide_several.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_every_claim)
def claim_samples(request: SignedInRequest) -> HttpResponse:
    """The samples drawn so far, and drawing another."""
    left, may_draw = claims_to_draw_from(), can_draw_sample(request.user)
    form = SampleForm(request.POST if request.method == "POST" else None, most=len(left))
    if request.method == "POST":
        require(may_draw)
    if form.is_valid():
        size = form.cleaned_data["size"]
        made = form.carry_out(lambda: draw_sample(size=size, by=request.user))
        if made:
            messages.success(request, f"{counted(made.size, 'claim')} drawn at random")
            return redirect(address("payments:claim_sample", pk=made.pk))
    page = SamplesPage.of(samples(), len(left), may_draw=bool(may_draw))
    return render(
        request,
        "payments/claims/samples.html",
        {"form": form, "page": page, "breadcrumbs": [CLAIMS]},
    )


def _sample_or_404(pk: int) -> ClaimSample:
    sample = sample_of(pk)
    if sample is None:
        raise Http404
    return sample


@require_safe
@allowed_to(reads_every_claim)
def claim_sample(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = _sample_or_404(pk)
    page = SamplePage.of(sample, drawn_in(sample), request.user)
    context = {"page": page, "breadcrumbs": [CLAIMS, SAMPLES]}
    return render(request, "payments/claims/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_draw_sample)
def claim_verify(request: SignedInRequest, pk: int, reference: str) -> HttpResponse:
    sample = _sample_or_404(pk)
    drawn = next(
        (
            sampled_claim
            for sampled_claim in drawn_in(sample)
            if sampled_claim.claim.reference == reference
        ),
        None,
    )
    claim = visible_claim(request.user, reference)
    if drawn is None or claim is None:
        raise Http404
    require(can_verify(request.user, drawn))
    form = VerificationForm(*typed(request))
    if request.method == "POST" and form.is_valid():
        verified, note = form.cleaned_data["outcome"] == "verified", form.cleaned_data["note"]
        done = form.carry_out(
            lambda: verify_claim(drawn=drawn, verified=verified, note=note, by=request.user)
        )
        if done and verified:
            messages.success(request, f"{drawn.claim} is verified")
            return redirect(address("payments:claim_sample", pk=pk))
        if done:
            messages.success(
                request, f"{drawn.claim} is not verified. Decide now whether to take it back"
            )
            return redirect(address("payments:claim_decide", reference=reference))
    context = {
        "form": form,
        "page": page_of(request, claim),
        "breadcrumbs": [CLAIMS, SAMPLES, (str(sample), address("payments:claim_sample", pk=pk))],
    }
    return render(request, "payments/claims/verify.html", context)

"""Sharing out what declines set free: one person proposes, another approves."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.periods import Month
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions import reallocations as actions
from payments.actions.trial_changes import rehearse_reallocation
from payments.forms.reallocations import ProposalForm
from payments.forms.recoveries import RecoveryReasonForm, SecondPersonForm
from payments.pages import reallocations as pages
from payments.pages.words import sterling
from payments.policy.recoveries import reads_recoveries
from payments.policy.runs import (
    can_approve_reallocation,
    can_propose_reallocation,
    can_propose_shares,
    can_withdraw_reallocation,
)
from payments.selectors.pots import Pot, pots
from payments.selectors.reallocations import (
    may_have_covered,
    names_by_code,
    organisations_called,
    parties_to,
    reallocation_of,
    reallocations_visible_to,
    shares_of,
)
from payments.views.checking import answers

TRAIL = ("Money set free", address_later("payments:reallocations"))


class ReallocationFilters(ListFilters):
    search_fields = ("freed_by__code", "freed_by__name", "term", "element", "reason")
    search_label = "Practice or payment"
    waits = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=(("yes", "Waits for approval"), ("no", "Approved")),
    )

    def in_state(self, reallocations, _, waits):
        return reallocations.filter(approved_by__isnull=waits == "yes")


REALLOCATIONS = Listing(
    name="reallocations",
    title="Reallocations",
    columns=(
        Column("Set free by", sort="freed_by__code"),
        Column("Payment", sort="term"),
        Column("Up to", sort="last_month", descending=True),
        Column("Amount", sort="amount", numeric=True, descending=True),
        Column("State"),
        Column("Proposed by", sort="proposed_on", descending=True),
    ),
    order="last_month",
    filters=ReallocationFilters,
    none="Nobody has proposed a reallocation yet.",
)


def _pot(key: tuple[str, str, str, str]) -> Pot:
    for pot in pots(Month.of(today())):
        if (pot.specification, pot.term, pot.element, pot.practice) == key:
            return pot
    raise Http404


@require_safe
@allowed_to(reads_recoveries)
def reallocations(request: SignedInRequest) -> HttpResponse:
    listing = REALLOCATIONS.answer(
        request, reallocations_visible_to(request.user), rows=pages.listed_rows
    )
    if listing.download:
        return listing.download
    free = pots(Month.of(today()))
    names = names_by_code({pot.practice for pot in free})
    page = pages.overview(free, names, request.user)
    context = {"list": listing, "page": page, "list_heading": "Proposals"}
    return render(request, "payments/recoveries.html", context)


@require_safe
@allowed_to(reads_recoveries)
def reallocation(request: SignedInRequest, number: int) -> HttpResponse:
    proposal = or_404(reallocation_of(request.user, number))
    page = pages.proposal_page(proposal, shares_of(proposal), request.user)
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": [TRAIL]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_propose_reallocation)
def reallocation_propose(
    request: SignedInRequest, specification: str, term: str, element: str, practice: str
) -> HttpResponse:
    pot = _pot((specification, term, element, practice))
    require(can_propose_shares(request.user, organisations_called([practice])))
    months = sorted(pot.months, reverse=True)
    covering = may_have_covered(practice, pot.months)
    form = ProposalForm(*typed(request), months=months, covering=covering)
    values: dict[str, Any] = {"specification": specification, "term": term, "element": element}
    values |= {"freed_by": practice, "by": request.user}
    context: dict[str, Any] = {
        "cancel_href": address("payments:reallocations"),
        "breadcrumbs": [TRAIL],
    }

    def check() -> HttpResponse | None:
        trial = form.carry_out(lambda: rehearse_reallocation(**values, **form.asked))
        if trial is None:
            return None
        proposal, shares = trial
        about = context | {
            "form": form,
            "title": "Check the shares before you propose them",
            "rows": pages.summary(proposal),
            "blocks": [
                pages.shares_block(shares, proposal.amount, proposal.get_basis_display()),
                pages.months_block(pot, form.asked["until"]),
            ],
            "answers": answers(request),
            "button": "Propose these shares",
        }
        return render(request, "payments/check.html", about)

    return answer_form(
        request,
        form,
        lambda: actions.propose_reallocation(**values, **form.asked),
        check=check,
        message="Proposed: a second person approves it",
        redirect_to=lambda made: address("payments:reallocation", number=made.pk),
        context=lambda: {
            **context,
            "title": f"Share out {sterling(pot.left)}",
            "caption": f"Set free by {names_by_code({practice}).get(practice, practice)}",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_recoveries)
def reallocation_approve(request: SignedInRequest, number: int) -> HttpResponse:
    proposal = or_404(reallocation_of(request.user, number))
    require(can_approve_reallocation(request.user, proposal, parties_to(proposal)))
    form = SecondPersonForm(*typed(request), label="I have checked the amount and the shares")
    here = address("payments:reallocation", number=number)
    block = pages.shares_block(shares_of(proposal), proposal.amount, proposal.get_basis_display())
    return answer_form(
        request,
        form,
        lambda: actions.approve_reallocation(proposal=proposal, by=request.user),
        message="Approved: the next run pays the shares",
        redirect_to=here,
        template="payments/second_person.html",
        context={
            "title": "Approve a reallocation",
            "button": "Approve the shares",
            "rows": pages.summary(proposal),
            "block": block,
            "cancel_href": here,
            "breadcrumbs": [TRAIL],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_propose_reallocation)
def reallocation_withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    proposal = or_404(reallocation_of(request.user, number))
    require(can_withdraw_reallocation(request.user, proposal, parties_to(proposal)))
    form = RecoveryReasonForm(
        *typed(request), label="Why is it withdrawn?", missing="Enter why it is withdrawn"
    )
    return answer_form(
        request,
        form,
        lambda: actions.withdraw_reallocation(
            proposal=proposal, by=request.user, reason=form.cleaned_data["reason"]
        ),
        message="The proposal is withdrawn",
        redirect_to=address("payments:reallocations"),
        context={
            "title": "Withdraw a proposal",
            "button": "Withdraw it",
            "cancel_href": address("payments:reallocation", number=number),
            "breadcrumbs": [TRAIL],
        },
    )

"""What payees owe back: who, how much, and the plans by which they pay it."""

from __future__ import annotations

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions import recoveries as actions
from payments.forms.recoveries import PlanForm, RecoveryReasonForm, SecondPersonForm
from payments.pages import recoveries as pages
from payments.policy.recoveries import (
    can_approve_plan,
    can_end_plan,
    can_propose_plan,
    plans_recoveries,
    reads_recoveries,
)
from payments.selectors.recoveries import (
    debt_lines_of,
    month_to_start,
    owed_back_by,
    owing_visible_to,
    plan_of,
    plans_visible_to,
)
from payments.selectors.visible import visible_payee

TRAIL = ("Money owed back", address_later("payments:recoveries"))


class PlanFilters(ListFilters):
    search_fields = ("payee__code", "payee__name", "agreed_with")
    search_label = "Payee"
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=(("waits", "Waits for approval"), ("approved", "Approved"), ("ended", "Ended")),
    )

    def in_state(self, plans, _, state):
        if state == "ended":
            return plans.filter(ended_on__isnull=False)
        waits = state == "waits"
        return plans.filter(ended_on__isnull=True, approved_by__isnull=waits)


PLANS = Listing(
    name="recovery-plans",
    title="Plans to pay back",
    columns=(
        Column("Payee", sort="payee__code"),
        Column("Amount", sort="amount", numeric=True, descending=True),
        Column("Months", sort="starts_on", descending=True),
        Column("State"),
        Column("Agreed with", sort="agreed_with"),
    ),
    order="starts_on",
    filters=PlanFilters,
    none="No plan was agreed yet: everything is taken back at once.",
)


@require_safe
@allowed_to(reads_recoveries)
def recoveries(request: SignedInRequest) -> HttpResponse:
    on = today()
    listing = PLANS.answer(
        request,
        plans_visible_to(request.user),
        rows=lambda plans: [pages.listed_row(plan, on) for plan in plans],
    )
    page = pages.overview(owing_visible_to(request.user, on), request.user, on)
    context = {"list": listing, "page": page, "list_heading": "Plans"}
    return listing.download or render(request, "payments/recoveries.html", context)


@require_safe
@allowed_to(reads_recoveries)
def recovery(request: SignedInRequest, code: str) -> HttpResponse:
    payee = or_404(visible_payee(request.user, code))
    plans = plans_visible_to(request.user).filter(payee=payee)
    page = pages.payee_page(payee, debt_lines_of(payee), list(plans), request.user, today())
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": [TRAIL]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(plans_recoveries)
def plan_propose(request: SignedInRequest, code: str) -> HttpResponse:
    payee = or_404(visible_payee(request.user, code))
    require(can_propose_plan(request.user, payee))
    form = PlanForm(
        *typed(request), following=month_to_start(today()), owed=owed_back_by(payee, today())
    )
    here = address("payments:recovery", code=code)
    name = in_words(payee.name)
    return answer_form(
        request,
        form,
        lambda: actions.propose_plan(payee=payee, by=request.user, **form.asked),
        message="The plan is proposed: a second person approves it",
        redirect_to=lambda plan: address("payments:plan", number=plan.pk),
        context={
            "title": "Agree a plan to pay back",
            "caption": name,
            "button": "Propose the plan",
            "cancel_href": here,
            "lede": pages.LEDE,
            "breadcrumbs": [TRAIL, (name, here)],
        },
    )


@require_safe
@allowed_to(reads_recoveries)
def plan(request: SignedInRequest, number: int) -> HttpResponse:
    plan = or_404(plan_of(request.user, number))
    page = pages.plan_page(plan, request.user, today())
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": [TRAIL]})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(plans_recoveries)
def plan_approve(request: SignedInRequest, number: int) -> HttpResponse:
    plan = or_404(plan_of(request.user, number))
    require(can_approve_plan(request.user, plan))
    form = SecondPersonForm(
        *typed(request), label="I have checked the sum, the parts and the reason"
    )
    here = address("payments:plan", number=number)
    return answer_form(
        request,
        form,
        lambda: actions.approve_plan(plan=plan, by=request.user),
        message="The plan is approved: the runs of its months keep to it",
        redirect_to=here,
        template="payments/second_person.html",
        context={
            "title": "Approve a plan to pay back",
            "button": "Approve the plan",
            "rows": pages.plan_rows(plan),
            "block": pages.parts_of(plan),
            "cancel_href": here,
            "breadcrumbs": [TRAIL, (str(plan.payee), here)],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(plans_recoveries)
def plan_end(request: SignedInRequest, number: int) -> HttpResponse:
    plan = or_404(plan_of(request.user, number))
    require(can_end_plan(request.user, plan))
    form = RecoveryReasonForm(
        *typed(request), label="Why does it end?", missing="Enter why the plan ends"
    )
    here = address("payments:plan", number=number)
    return answer_form(
        request,
        form,
        lambda: actions.end_plan(plan=plan, reason=form.cleaned_data["reason"], by=request.user),
        message="The plan is ended: what is left is taken back at once",
        redirect_to=here,
        context={
            "title": "End a plan to pay back",
            "button": "End the plan",
            "lede": "What is left is then taken back at once, by the next run.",
            "cancel_href": here,
            "breadcrumbs": [TRAIL, (str(plan.payee), here)],
        },
    )

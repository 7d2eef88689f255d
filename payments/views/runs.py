"""Payment runs: the list, a run, its schedule, preparing and approving."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe

from commissioning.domain.periods import Month
from commissioning.jobs.run import do_now
from commissioning.jobs.views import led_on
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.web.addresses import address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.page_cache import kept, seen_by
from commissioning.web.unsent_input import typed
from payments.actions import runs as actions
from payments.forms.runs import PreparationForm, RunApprovalForm
from payments.models import PaymentRun
from payments.pages.payment_lists import run_row, total_row
from payments.pages.run import RunPage
from payments.pages.runs import RunsPage
from payments.pages.words import run_href
from payments.policy.runs import (
    approves_payments,
    can_approve,
    prepares_payments,
    reads_every_payment,
    reads_runs,
)
from payments.selectors.changes import largest_changes
from payments.selectors.listing import totals_in
from payments.selectors.next_runs import runs_to_prepare
from payments.selectors.payees import gaps_in, held_in, titles_of
from payments.selectors.sent_payments import sending_of
from payments.selectors.visible import runs_visible_to, visible_run
from payments.views.unchanged import run_as_shown

RUNS = ("Payment runs", address_later("payments:runs"))
ALL = "All"
MOST_CHANGES = 5  # the largest stand on a run's own page


class RunFilters(ListFilters):
    status = django_filters.ChoiceFilter(
        label="State", choices=PaymentRun.Status.choices, empty_label=ALL
    )


RUNS_LIST = Listing(
    name="runs",
    title="Payment runs, the newest first",
    columns=(
        Column("Month", sort="month", descending=True),
        Column("State", sort="status"),
        Column("Total", sort="total", numeric=True, descending=True),
        Column("Payees", numeric=True),
        Column("Facts missing", sort="gaps_count", numeric=True, descending=True),
        Column("Lines held", numeric=True),
        Column("Prepared"),
        Column("Approved"),
    ),
    order="month",
    filters=RunFilters,
    none="There is no payment run yet.",
)


class RunPayeeFilters(ListFilters):
    search_fields = ("payee_code", "payee_name")
    search_label = "Payee's name or code"
    look = django_filters.ChoiceFilter(
        label="To look at",
        choices=[("missing", "A fact is missing"), ("held", "A line is held")],
        empty_label=ALL,
        method="to_look_at",
    )

    def to_look_at(self, rows: QuerySet[Any], _: str, chosen: str) -> QuerySet[Any]:
        """Those for whom a fact is missing, or of whom a line is held."""
        return rows.filter(**{"gaps_count__gt" if chosen == "missing" else "held_count__gt": 0})


RUN_PAYEES = Listing(
    name="run-payees",
    title="What the run comes to for each payee",
    columns=(
        Column("Payee", sort="payee_name"),
        Column("Code", sort="payee_code"),
        Column("Lines", sort="lines_count", numeric=True, descending=True),
        Column("To look at"),
        Column("Amount", sort="amount", numeric=True, descending=True),
    ),
    order="payee_code",
    filters=RunPayeeFilters,
    anchor="payees",
)


def _titles(run: PaymentRun) -> dict[str, str]:
    return titles_of(set(run.summary.get("specifications", {})))


def _to_look_at(run: PaymentRun) -> dict[str, Any]:
    """What somebody who reads every payment is shown of a run above its payees."""
    return {
        "gaps": gaps_in(run),
        "held": held_in(run),
        "changes": largest_changes(run, MOST_CHANGES),
    }


def _page(run: PaymentRun, user: User) -> RunPage:
    details = _to_look_at(run) if reads_every_payment(user) else {}
    return RunPage.of(run, user, titles=_titles(run), sending=sending_of(run), **details)


@require_safe
@allowed_to(reads_runs)
def runs(request: SignedInRequest) -> HttpResponse:
    visible = runs_visible_to(request.user)
    listing = RUNS_LIST.answer(
        request,
        visible,
        rows=lambda page: [run_row(run) for run in page],
    )
    if listing.download:
        return listing.download
    page = RunsPage.of(visible.first(), request.user)
    return render(request, "payments/runs.html", {"list": listing, "page": page})


@require_safe
@allowed_to(reads_runs)
@condition(etag_func=run_as_shown)
def run(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    totals = None
    if reads_every_payment(request.user):
        totals = RUN_PAYEES.answer(
            request,
            totals_in(run),
            rows=lambda page: [total_row(run, total) for total in page],
        )
        if totals.download:
            return totals.download
    page = kept(lambda: _page(run, request.user), "run", run.code, *seen_by(request.user))
    context = {"page": page, "list": totals, "breadcrumbs": [RUNS]}
    return render(request, "payments/run.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(prepares_payments)
def run_prepare(request: SignedInRequest) -> HttpResponse:
    choices = runs_to_prepare(request.user)
    form = PreparationForm(*typed(request), choices=choices)
    return answer_form(
        request,
        form,
        lambda: do_now(actions.ask_for_run(**form.asked | {"by": request.user})),
        redirect_to=lambda job: led_on(request, job),
        template="payments/run_prepare.html",
        context={"choices": choices, "breadcrumbs": [RUNS]},
    )


@require_POST
@allowed_to(prepares_payments)
def run_prepare_again(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    job = actions.ask_for_run(
        month=Month.of(run.month),
        by=request.user,
        supplementary=bool(run.supplement),
        reason=run.reason,
    )
    try:
        return led_on(request, do_now(job))
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
        return redirect(run_href(code))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(approves_payments)
def run_approve(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    require(can_approve(request.user, run))
    form = RunApprovalForm(request.POST if request.method == "POST" else None)
    return answer_form(
        request,
        form,
        lambda: do_now(actions.ask_for_approval(run=run, by=request.user)),
        redirect_to=lambda job: led_on(request, job),
        template="payments/run_approve.html",
        context=lambda: {
            "page": RunPage.of(run, request.user, titles=_titles(run), **_to_look_at(run)),
            "breadcrumbs": [RUNS, (str(run), run_href(code))],
        },
    )

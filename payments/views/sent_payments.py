"""An approved run on its way: sent to the payer, confirmed, and what was not paid."""

from __future__ import annotations

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions import sent_payments as actions
from payments.forms.sent_payments import ReissueForm, SendingForm
from payments.pages import sent_payments as pages
from payments.pages.words import run_href
from payments.policy.sent_payments import (
    can_reissue,
    can_send,
    keeps_confirmations,
    reads_confirmations,
    sends_payments,
)
from payments.selectors.sent_payments import (
    answers_about,
    approved_and_not_sent,
    confirmation_files,
    exports_of,
    is_rejected,
    not_paid,
    not_paid_line,
    progress_of,
    reissues_of,
    runs_sent,
    sending_of,
)
from payments.selectors.visible import visible_run

RUNS = ("Payment runs", address_later("payments:runs"))
SENT_TRAIL = ("Sent to the payer", address_later("payments:confirmations"))


class SentFilters(ListFilters):
    search_fields = ("payer", "sent_by__name", "sha256")
    search_label = "Payer, person or hash"


class FileFilters(ListFilters):
    search_fields = ("name", "sha256")
    search_label = "File name or hash"


class NotPaidFilters(ListFilters):
    search_fields = ("calculation__payee_code", "calculation__payee_name", "calculation__title")
    search_label = "Payee or payment"
    state = django_filters.ChoiceFilter(
        label="State", choices=(("rejected", "Rejected"), ("waiting", "No answer yet"))
    )
    run = django_filters.CharFilter(label="Run, for example 2020-06", method="in_run")

    def in_run(self, lines, _, code):
        """The lines of one run; a code that is no run's has none."""
        run = visible_run(self.request.user, code.strip())
        return lines.filter(calculation__run=run) if run else lines.none()


SENT = Listing(
    name="sent-runs",
    title="Runs that were sent to the payer",
    columns=(
        Column("Run", sort="run__month", descending=True),
        Column("Sent", sort="sent_on", descending=True),
        Column("Total", sort="run__total", numeric=True, descending=True),
        Column("Paid"),
        Column("Rejected"),
        Column("No answer yet"),
    ),
    order="run__month",
    filters=SentFilters,
    none="No run was sent to the payer yet.",
)
FILES = Listing(
    name="payer-files",
    title="Files of the payer that were kept",
    columns=(
        Column("File", sort="name"),
        Column("Kept on", sort="uploaded_on", descending=True),
        Column("By", sort="uploaded_by__name"),
        Column("Lines paid", sort="paid_count", numeric=True, descending=True),
        Column("Pounds paid", sort="amount", numeric=True, descending=True),
        Column("Lines rejected", sort="rejected_count", numeric=True, descending=True),
    ),
    order="uploaded_on",
    filters=FileFilters,
    none="No file of the payer was kept yet.",
)
NOT_PAID = Listing(
    name="not-paid",
    title="Lines that were sent and not confirmed as paid",
    columns=(
        Column("Payee", sort="calculation__payee_code"),
        Column("Payment", sort="calculation__run__month"),
        Column("Amount", sort="amount", numeric=True, descending=True),
        Column("State", sort="state"),
        Column("What the payer said"),
        Column("What follows"),
    ),
    order="calculation__payee_code",
    filters=NotPaidFilters,
    none="Everything that was sent is confirmed as paid.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sends_payments)
def run_send(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    require(can_send(request.user, run, sending=sending_of(run)))
    exports = exports_of(run)
    form = SendingForm(*typed(request), exports=exports)
    return answer_form(
        request,
        form,
        lambda: actions.send_run(
            run=run,
            sha256=form.cleaned_data["file"],
            payer=form.cleaned_data["payer"],
            by=request.user,
        ),
        message=f"{run} is marked as sent",
        redirect_to=run_href(code),
        template="payments/run_send.html",
        context={
            "exports": exports,
            "run": run,
            "title": f"Send {run} to the payer",
            "breadcrumbs": [RUNS, (str(run), run_href(code))],
            "cancel_href": run_href(code),
            "downloads": pages.files_to_send(run),
            "button": "Mark as sent",
        },
    )


@require_safe
@allowed_to(reads_confirmations)
def confirmations(request: SignedInRequest) -> HttpResponse:
    listing = SENT.answer(
        request,
        runs_sent(request.user),
        rows=lambda sendings: pages.sent_rows(progress_of(sendings)),
    )
    page = pages.sent_page(request.user, list(approved_and_not_sent()))
    return listing.download or render(
        request, "payments/sent.html", {"list": listing, "page": page}
    )


@require_safe
@allowed_to(reads_confirmations)
def confirmation_files_kept(request: SignedInRequest) -> HttpResponse:
    listing = FILES.answer(request, confirmation_files(request.user), rows=pages.file_rows)
    context = {"list": listing, "page": pages.files_page(request.user), "breadcrumbs": [SENT_TRAIL]}
    return listing.download or render(request, "payments/records.html", context)


@require_safe
@allowed_to(reads_confirmations)
def lines_not_paid(request: SignedInRequest) -> HttpResponse:
    listing = NOT_PAID.answer(
        request,
        not_paid(request.user),
        rows=lambda lines: pages.not_paid_rows(lines, request.user),
    )
    context = {"list": listing, "page": pages.NOT_PAID_PAGE, "breadcrumbs": [SENT_TRAIL]}
    return listing.download or render(request, "payments/records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(keeps_confirmations)
def reissue(request: SignedInRequest, number: int) -> HttpResponse:
    line = or_404(not_paid_line(request.user, number))
    require(can_reissue(request.user, rejected=is_rejected(line)))
    form = ReissueForm(*typed(request))
    trail = [SENT_TRAIL, ("Not paid", address("payments:not_paid"))]
    return answer_form(
        request,
        form,
        lambda: actions.reissue_line(
            line=line, reason=form.cleaned_data["reason"], by=request.user
        ),
        message="The line is marked as sent again: the payer answers anew",
        redirect_to=address("payments:not_paid"),
        template="payments/reissue.html",
        context={
            "title": "Send a rejected line again",
            "button": "Send again",
            **pages.rejected_line(line, answers_about(line), reissues_of(line)),
            "breadcrumbs": trail,
        },
    )

"""Local funding that is kept, one amount at a time, and the table of ledger codes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.imports import FileRefusedError
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.unsent_input import typed
from payments.actions.protected_funding import ProtectedRow, protect_amounts
from payments.forms.protected_funding import ProtectedAmountForm
from payments.pages import protected_funding as pages
from payments.policy.runs import can_protect_funding, reads_every_payment
from payments.selectors.protected_funding import (
    kept_amount,
    ledger_codes_visible_to,
    practices_named,
    protected_sums_visible_to,
)

TRAIL = ("Protected local funding", address_later("payments:protected_amounts"))


class AmountFilters(ListFilters):
    search_fields = ("practice__code", "practice__name", "service")
    search_label = "Practice or service"


class CodeFilters(ListFilters):
    search_fields = ("specification", "term", "cost_centre", "account", "description")
    search_label = "Specification, payment or code"


AMOUNTS = Listing(
    name="protected-amounts",
    title="Protected amounts",
    columns=(
        Column("Practice", sort="practice__code"),
        Column("Service", sort="service"),
        Column("A year", sort="annual_amount", numeric=True, descending=True),
        Column("Covers"),
        Column("Kept from", sort="starts_on"),
        Column("Change"),
    ),
    order="practice__code",
    filters=AmountFilters,
    none="No local funding is protected.",
)
CODES = Listing(
    name="ledger-codes",
    title="Ledger codes",
    columns=(
        Column("Specification", sort="specification"),
        Column("Payment", sort="term"),
        Column("Entity"),
        Column("Cost centre", sort="cost_centre"),
        Column("Expenditure", sort="account"),
        Column("Payables"),
        Column("Accruals"),
        Column("Receivables"),
    ),
    order="specification",
    filters=CodeFilters,
    none="There is no ledger code: no payment can be posted.",
)


@require_safe
@allowed_to(reads_every_payment)
def protected_amounts(request: SignedInRequest) -> HttpResponse:
    listing = AMOUNTS.answer(
        request,
        protected_sums_visible_to(request.user),
        rows=lambda amounts: pages.amount_rows(amounts, request.user),
    )
    context = {"list": listing, "page": pages.amounts_page(request.user)}
    return listing.download or render(request, "payments/records.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_protect_funding)
def protected_amount_keep(request: SignedInRequest) -> HttpResponse:
    query_values = [request.GET.get(name, "") for name in ("practice", "service", "starts_on")]
    form = ProtectedAmountForm(
        *typed(request), practices=practices_named(), initial=kept_amount(*query_values)
    )

    def row() -> ProtectedRow:
        values = dict(form.cleaned_data)
        practice, covers = values.pop("practice"), tuple(values.pop("covers"))
        return ProtectedRow(line=None, practice_code=practice, covers=covers, **values)

    return answer_form(
        request,
        form,
        lambda: protect_amounts(
            rows=[row()],
            by=request.user,
        ),
        message="The amount is kept, and counts from the next run",
        redirect_to=address("payments:protected_amounts"),
        refusals=(FileRefusedError,),
        context={
            "title": "Keep a practice’s local funding",
            "button": "Keep it",
            "cancel_href": address("payments:protected_amounts"),
            "breadcrumbs": [TRAIL],
        },
    )


@require_safe
@allowed_to(reads_every_payment)
def ledger_codes(request: SignedInRequest) -> HttpResponse:
    listing = CODES.answer(request, ledger_codes_visible_to(request.user), rows=pages.code_rows)
    context = {"list": listing, "page": pages.codes_page(request.user)}
    return listing.download or render(request, "payments/records.html", context)

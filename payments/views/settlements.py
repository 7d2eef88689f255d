"""The end of a year: conditions, decisions, accrual and settlement."""

from __future__ import annotations

import django_filters
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning.clock import today
from commissioning.domain.periods import FinancialYear, Month
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from payments.exports.accruals import accruals
from payments.exports.errors import ExportError
from payments.exports.year_end import KINDS, year_end_file
from payments.pages import settlements as pages
from payments.policy.runs import can_export, reads_every_payment
from payments.rules.accruals import Accrual
from payments.rules.conditions import State
from payments.selectors.settlements import practices_at_year_end, settled
from payments.selectors.visible import visible_payee


class YearEndFilters(ListFilters):
    search_fields = ("code", "name")
    state = django_filters.ChoiceFilter(
        label="Conditions and decision",
        method="in_state",
        choices=(
            ("unmet", "A condition is not met"),
            ("met", "Every condition is met"),
            ("undecided", "Not decided yet"),
        ),
    )

    def in_state(self, practices, _, state):
        year = self.request.resolver_match.kwargs["year"]
        positions = [accrual.stand for accrual in _accruals(year)]
        chosen = {
            "unmet": lambda position: any(one.state is State.UNMET for one in position.findings),
            "met": lambda position: position.all_met,
            "undecided": lambda position: position.decision is None,
        }[state]
        return practices.filter(
            code__in={position.practice.code for position in positions if chosen(position)}
        )


YEAR_END = Listing(
    name="year-end",
    title="Practices and their year-end payments",
    columns=(
        Column("Practice", sort="code"),
        Column("Payment"),
        Column("At stake", numeric=True),
        Column("Conditions"),
        Column("To accrue", numeric=True),
        Column("Decision"),
    ),
    order="code",
    filters=YearEndFilters,
    none="There is no practice.",
)


def _accruals(year: FinancialYear) -> list[Accrual]:
    """Where every practice stands; nobody where the year has no year-end payment."""
    try:
        return accruals(year, today())
    except ExportError:
        return []


@require_safe
@allowed_to(reads_every_payment)
def year_ends(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001  (Django passes it)
    return redirect(address("payments:year_end", year=Month.of(today()).financial_year))


@require_safe
@allowed_to(reads_every_payment)
def year_end(request: SignedInRequest, year: FinancialYear) -> HttpResponse:
    standing = _accruals(year)
    listing = YEAR_END.answer(
        request,
        practices_at_year_end(request.user),
        rows=lambda practices: pages.listed_rows(practices, standing, year, request.user),
    )
    page = pages.year_page(year, settled(year), request.user)
    context = {"list": listing, "page": page}
    return listing.download or render(request, "payments/records.html", context)


@require_safe
@allowed_to(reads_every_payment)
def year_end_practice(request: SignedInRequest, year: FinancialYear, code: str) -> HttpResponse:
    practice = or_404(visible_payee(request.user, code))
    own = [accrual for accrual in _accruals(year) if accrual.stand.practice.code == code]
    page = pages.practice_page(practice, own, year, request.user)
    trail = [(f"Year end {year}", address("payments:year_end", year=year))]
    return render(request, "payments/item.html", {"page": page, "breadcrumbs": trail})


@require_safe
@allowed_to(can_export)
def year_end_export(request: SignedInRequest, year: FinancialYear, kind: str) -> HttpResponse:
    try:
        file = year_end_file(year, kind, request.user)
    except ExportError as refused:
        return render(request, "payments/export_refused.html", {"reason": refused}, status=503)
    named = f'attachment; filename="{KINDS[kind]}-{year}.csv"'
    return HttpResponse(
        file, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named}
    )

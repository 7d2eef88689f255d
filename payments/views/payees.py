"""What is paid to whom: the list of payees, a year, a month, a run's part, and a single line."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, Role
from commissioning.policy import SignedInRequest, acts_for, allowed_to
from payments.expected import outlook
from payments.models import PaymentLine
from payments.pages.line import LinePage
from payments.pages.lines import MonthPage, RunPayeePage
from payments.pages.payees import PayeesPage
from payments.pages.words import payee_href, run_href
from payments.pages.year import YearPage
from payments.policy import reads_every_payment, reads_payments, reads_runs
from payments.selectors.line_pages import (
    corrected_lines,
    correcting_lines,
    names_of,
    specification_of,
    visible_line,
)
from payments.selectors.lines import sentence, unfolded
from payments.selectors.listing import latest_run_for, payees_listed
from payments.selectors.payees import (
    held_in_runs,
    last_regular_run,
    lines_for,
    lines_in_year,
    lines_of_month,
    titles_of,
    totals_of,
    years_of,
)
from payments.selectors.taking_part import deviations_on
from payments.selectors.visible import own_part_of, visible_payee
from payments.views.asked import listed

Trail = list[tuple[str, str]]  # breadcrumbs: text and address


def _from_payees(request: SignedInRequest) -> Trail:
    """The way here from the list of payees, for those who may see more than one."""
    several = reads_every_payment(request.user) or acts_for(request.user, Role.PCN_DIRECTOR)
    return [("Payees", "/payees/")] if several else []


def _payee_or_404(request: SignedInRequest, code: str) -> Organisation:
    payee = visible_payee(request.user, code)
    if payee is None:
        raise Http404
    return payee


def _explained(lines: Sequence[PaymentLine]) -> list[tuple[PaymentLine, str]]:
    return [(line, sentence(line)) for line in lines]


@require_safe
@allowed_to(reads_payments)
def payees(request: SignedInRequest) -> HttpResponse:
    asked = listed(request)
    run = latest_run_for(request.user)
    found = payees_listed(request.user, run, **asked)
    page = PayeesPage.of(found, run, asked["search"])
    return render(request, "payments/payees.html", {"page": page})


@require_safe
@allowed_to(reads_payments)
def payee(request: SignedInRequest, code: str) -> HttpResponse:
    found = _payee_or_404(request, code)
    return redirect(payee_href(found.code, Month.of(today()).financial_year))


@require_safe
@allowed_to(reads_payments)
def payee_year(request: SignedInRequest, code: str, year: FinancialYear) -> HttpResponse:
    found = _payee_or_404(request, code)
    lines = lines_in_year(found, year)
    last = last_regular_run()
    expected = outlook(
        found, year, held_in_runs(found, lines), Month.of(last.month) if last else None, today()
    )
    codes = {each.specification for each in lines}
    codes |= {each.specification for each in expected.expected}
    page = YearPage.of(
        found,
        year,
        lines=lines,
        outlook=expected,
        totals=totals_of(found, year),
        titles=titles_of(codes),
        years=years_of(found),
    )
    return render(
        request, "payments/year.html", {"page": page, "breadcrumbs": _from_payees(request)}
    )


@require_safe
@allowed_to(reads_payments)
def payee_month(request: SignedInRequest, code: str, month: Month) -> HttpResponse:
    found = _payee_or_404(request, code)
    lines = lines_of_month(found, month)
    page = MonthPage.of(found, month, _explained(lines), names_of(lines))
    year = month.financial_year
    trail = [*_from_payees(request), (f"{in_words(found.name)}, {year}", payee_href(code, year))]
    return render(request, "payments/month.html", {"page": page, "breadcrumbs": trail})


@require_safe
@allowed_to(reads_payments)
def run_payee(request: SignedInRequest, code: str, payee_code: str) -> HttpResponse:
    found = _payee_or_404(request, payee_code)
    run = own_part_of(request.user, code, found)
    if run is None:
        raise Http404
    lines = lines_for(run, found)
    page = RunPayeePage.of(
        run,
        found,
        _explained(lines),
        titles=titles_of({line.calculation.specification_code for line in lines}),
        names=names_of(lines),
        shows_run=bool(reads_runs(request.user)),
    )
    year = Month.of(run.month).financial_year
    trail = [
        *_from_payees(request),
        (f"{in_words(found.name)}, {year}", payee_href(payee_code, year)),
    ]
    if page.shows_run:
        trail = [("Payment runs", "/runs/"), (str(run), run_href(code))]
    return render(request, "payments/run_payee.html", {"page": page, "breadcrumbs": trail})


@require_safe
@allowed_to(reads_payments)
def line(request: SignedInRequest, reference: str) -> HttpResponse:
    found = visible_line(request.user, reference)
    if found is None:
        raise Http404
    specification = specification_of(found)
    page = LinePage.of(
        found,
        steps=unfolded(found),
        why=sentence(found),
        specification=specification,
        deviations=deviations_on(found, specification),
        corrects=corrected_lines(found),
        corrected_by=correcting_lines(found),
        on_account_of=names_of([found]).get(found.calculation.for_code, ""),
        shows_run=bool(reads_runs(request.user)),
    )
    trail = [
        *_from_payees(request),
        (page.year.text, page.year.href),
        (page.statement.text, page.statement.href),
    ]
    return render(request, "payments/line.html", {"page": page, "breadcrumbs": trail})

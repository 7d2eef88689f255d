"""What is paid to whom: the list of payees, a year, a month, a run's part, and a single line."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, Role
from commissioning.policy.roles import acts_for
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing, Row
from commissioning.web.page_cache import as_shown, kept
from payments.engine.outlook import outlook
from payments.models import PaymentLine
from payments.pages.line import LinePage
from payments.pages.lines import MonthPage, RunPayeePage
from payments.pages.payment_lists import line_rows, payee_row
from payments.pages.queries import Turn
from payments.pages.words import payee_href, run_href
from payments.pages.year import YearPage
from payments.policy.runs import reads_every_payment, reads_payments, reads_runs
from payments.selectors.line_pages import (
    corrected_lines,
    correcting_lines,
    names_of,
    specification_of,
    visible_line,
)
from payments.selectors.lines import line_reference, sentence, unfolded
from payments.selectors.listing import latest_run_for, lines_listed, payees_listed, sums_of
from payments.selectors.opt_outs import deviations_on
from payments.selectors.payees import (
    held_in_runs,
    last_regular_run,
    lines_in_year,
    lines_of_month,
    titles_of,
    totals_of,
    years_of,
)
from payments.selectors.queries import queries_about
from payments.selectors.visible import PAYEES as PAYEE_KINDS
from payments.selectors.visible import own_part_of, visible_payee

Trail = list[tuple[str, str]]  # breadcrumbs: text and address
ALL = "All"


class PayeeFilters(ListFilters):
    search_fields = ("code", "name")
    kind = django_filters.ChoiceFilter(
        label="Kind",
        choices=[(payee_kind.value, payee_kind.label) for payee_kind in PAYEE_KINDS],
        empty_label=ALL,
    )


PAYEES = Listing(
    name="payees",
    title="Practices and networks",
    columns=(
        Column("Name", sort="name"),
        Column("Code", sort="code"),
        Column("Kind", sort="kind"),
        Column("Latest run", numeric=True),
    ),
    order="code",
    filters=PayeeFilters,
    none="There is no payee that you may see.",
)


class LineFilters(ListFilters):
    search_fields = ("calculation__title", "calculation__for_code", "calculation__term")
    search_label = "Line or home"
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=PaymentLine.Kind.choices, empty_label=ALL
    )


LINES = Listing(
    name="lines",
    title="Every line, with the reason for its amount",
    columns=(
        Column("Line", sort="place"),
        Column("For", sort="for_month"),
        Column("Kind", sort="kind"),
        Column("Why"),
        Column("Amount", sort="amount", numeric=True, descending=True),
    ),
    order="place",
    filters=LineFilters,
)


def _from_payees(request: SignedInRequest) -> Trail:
    """The way here from the list of payees, for those who may see more than one."""
    several = reads_every_payment(request.user) or acts_for(request.user, Role.PCN_DIRECTOR)
    return [("Payees", address("payments:payees"))] if several else []


def _explained(lines: Sequence[PaymentLine]) -> list[tuple[PaymentLine, str]]:
    return [(line, sentence(line)) for line in lines]


@require_safe
@allowed_to(reads_payments)
def payees(request: SignedInRequest) -> HttpResponse:
    run = latest_run_for(request.user)
    listing = PAYEES.answer(
        request,
        payees_listed(request.user, run),
        rows=lambda page: [payee_row(payee) for payee in page],
    )
    return listing.download or render(
        request, "payments/payees.html", {"list": listing, "run": run}
    )


@require_safe
@allowed_to(reads_payments)
def payee(request: SignedInRequest, code: str) -> HttpResponse:
    payee = or_404(visible_payee(request.user, code))
    return redirect(payee_href(payee.code, Month.of(today()).financial_year))


@require_safe
@allowed_to(reads_payments)
@condition(etag_func=as_shown)
def payee_year(request: SignedInRequest, code: str, year: FinancialYear) -> HttpResponse:
    payee = or_404(visible_payee(request.user, code))
    drafts = bool(reads_every_payment(request.user))
    page = kept(
        lambda: _year(payee, year, drafts=drafts), "year", payee.code, str(year), str(drafts)
    )
    return render(
        request, "payments/year.html", {"page": page, "breadcrumbs": _from_payees(request)}
    )


def _year(payee: Organisation, year: FinancialYear, *, drafts: bool) -> YearPage:
    lines = lines_in_year(payee, year)
    last = last_regular_run()
    expected = outlook(
        payee, year, held_in_runs(payee, lines), Month.of(last.month) if last else None, today()
    )
    codes = {line.specification for line in lines}
    codes |= {expected_payment.specification for expected_payment in expected.expected}
    return YearPage.of(
        payee,
        year,
        lines=lines,
        outlook=expected,
        totals=totals_of(payee, year),
        titles=titles_of(codes),
        years=years_of(payee),
        drafts=drafts,
    )


@require_safe
@allowed_to(reads_payments)
def payee_month(request: SignedInRequest, code: str, month: Month) -> HttpResponse:
    payee = or_404(visible_payee(request.user, code))
    lines = lines_of_month(payee, month)
    page = MonthPage.of(payee, month, _explained(lines), names_of(lines))
    year = month.financial_year
    trail = [*_from_payees(request), (f"{in_words(payee.name)}, {year}", payee_href(code, year))]
    return render(request, "payments/month.html", {"page": page, "breadcrumbs": trail})


@require_safe
@allowed_to(reads_payments)
def run_payee(request: SignedInRequest, code: str, payee_code: str) -> HttpResponse:
    payee = or_404(visible_payee(request.user, payee_code))
    run = or_404(own_part_of(request.user, code, payee))
    sums = sums_of(run, payee)
    titles = titles_of({code for code, _, _ in sums})

    def rows(page: Sequence[PaymentLine]) -> list[Row]:
        return line_rows(page, why=sentence, names=names_of(page), titles=titles)

    lines = LINES.answer(request, lines_listed(run, payee), rows=rows)
    if lines.download:
        return lines.download
    page = RunPayeePage.of(
        run,
        payee,
        sums,
        titles=titles,
        shows_run=bool(reads_runs(request.user)),
        states=run.is_approved or bool(reads_every_payment(request.user)),
    )
    year = Month.of(run.month).financial_year
    trail = [
        *_from_payees(request),
        (f"{in_words(payee.name)}, {year}", payee_href(payee_code, year)),
    ]
    if page.shows_run:
        trail = [("Payment runs", address("payments:runs")), (str(run), run_href(code))]
    context = {"page": page, "list": lines, "breadcrumbs": trail}
    return render(request, "payments/run_payee.html", context)


@require_safe
@allowed_to(reads_payments)
def line(request: SignedInRequest, reference: str) -> HttpResponse:
    line = or_404(visible_line(request.user, reference))
    specification = specification_of(line)
    queries = queries_about(request.user, line_reference(line))
    standing = next((query for query in queries if query.state != "closed"), None)
    page = LinePage.of(
        line,
        steps=unfolded(line),
        why=sentence(line),
        specification=specification,
        deviations=deviations_on(line, specification),
        corrects=corrected_lines(line),
        corrected_by=correcting_lines(line),
        queries=queries,
        turn=Turn.of(request.user, standing, line),
        on_account_of=names_of([line]).get(line.calculation.for_code, ""),
        shows_run=bool(reads_runs(request.user)),
    )
    trail = [
        *_from_payees(request),
        (page.year.text, page.year.href),
        (page.statement.text, page.statement.href),
    ]
    return render(request, "payments/line.html", {"page": page, "breadcrumbs": trail})

"""What a year will come to against its budget, what-if, and the totals of all payees."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.periods import FinancialYear
from commissioning.specifications.publishing.selectors import governing_version
from commissioning.web.addresses import address
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.unsent_input import typed
from payments.actions.budgets import set_budget
from payments.engine.what_if import Ground, span_of
from payments.forms.forecasts import BudgetForm, WhatIfForm
from payments.pages.effects import Money, codes_in, titles_in
from payments.pages.forecasts import ForecastPage, TotalsPage, budgets_table
from payments.policy.forecasts import reads_forecasts, reads_totals, sets_budgets
from payments.selectors.forecasts import (
    budgets_ever,
    in_drafts,
    latest_year,
    names_of_payees,
    networks_on,
    payees_to_choose,
    standing_budgets,
    too_many_to_work_out,
    totals_by_month,
)
from payments.selectors.payees import titles_of
from payments.selectors.visible import visible_payee
from payments.selectors.what_if import what_if_choices


@require_safe
@allowed_to(reads_forecasts)
def forecast_now(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("payments:forecast", year=latest_year(today()))


@require_safe
@allowed_to(reads_forecasts)
def forecast(request: SignedInRequest, year: FinancialYear) -> HttpResponse:
    outturns = None if too_many_to_work_out() else Ground(span_of(year), today()).outturns()
    budgets = standing_budgets(year)
    titles = titles_of({*budgets, *titles_in(outturns or {})})
    page = ForecastPage.of(year, outturns, in_drafts(year), budgets, titles)
    return render(request, "payments/forecast.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(sets_budgets)
def budget(request: SignedInRequest, year: FinancialYear, code: str) -> HttpResponse:
    version = or_404(governing_version(request.user, code, today()))
    form = BudgetForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: set_budget(specification=code, year=year, by=request.user, **form.cleaned_data),
        redirect_to=reverse("payments:forecast", kwargs={"year": year}),
        template="payments/budget.html",
        context={
            "title": f"Budget for {year}",
            "caption": version.title,
            "button": "Set the budget",
            "cancel_href": address("payments:forecast", year=year),
            "budgets": budgets_table(budgets_ever(code, year)),
            "breadcrumbs": [(f"Forecast of {year}", address("payments:forecast", year=year))],
        },
    )


@require_safe
@allowed_to(reads_forecasts)
def what_if(request: SignedInRequest) -> HttpResponse:
    everybody = not too_many_to_work_out()
    form = WhatIfForm(
        request.GET if "year" in request.GET else None,
        choices=what_if_choices(today()),
        payees=payees_to_choose(request.user),
        everybody=everybody,
        initial={"year": str(latest_year(today()))},
    )
    money = _tried(request, form) if form.is_valid() else None
    return render(request, "payments/what_if.html", {"form": form, "money": money})


def _tried(request: SignedInRequest, form: WhatIfForm) -> Money:
    code = form.cleaned_data["payee"]
    payee = visible_payee(request.user, code) if code else None
    ground = Ground(span_of(form.financial_year), today(), payee)
    before, after = ground.outturns(), ground.outturns(form.scenario())
    names = names_of_payees(codes_in(before, after))
    networks = None if payee else networks_on(min(today(), form.financial_year.last_month.last))
    return Money.of(before, after, names, titles_of(titles_in(before, after)), networks)


@require_safe
@allowed_to(reads_totals)
def totals_now(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("payments:totals", year=latest_year(today()))


@require_safe
@allowed_to(reads_totals)
def totals(request: SignedInRequest, year: FinancialYear) -> HttpResponse:
    month_totals = totals_by_month(year)
    page = TotalsPage.of(
        year, month_totals, titles_of({month_total.specification for month_total in month_totals})
    )
    return render(request, "payments/totals.html", {"page": page})

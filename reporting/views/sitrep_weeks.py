"""Sitreps across weeks, and which documents a week's duties rest on."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.web.guards import SignedInRequest, allowed_to
from reporting.pages.coverage import duties_table, questions_table, sitreps_table
from reporting.pages.sitrep_figures import titles
from reporting.pages.trend import Trend
from reporting.policy.sitreps import reads_sitreps
from reporting.rules.weeks import WEEK, monday_of
from reporting.selectors.sitreps import (
    keys_of,
    sitreps_visible_to,
    specifications_on,
    totals_by_week,
)
from reporting.selectors.weeks import weekly
from reporting.views.sitreps import TRAIL

MOST_WEEKS = 53
YEARS = range(2000, 2100)


@require_safe
@allowed_to(reads_sitreps)
def trend(request: SignedInRequest) -> HttpResponse:
    """How homes stood week by week under one question."""
    weeks = totals_by_week(sitreps_visible_to(request.user), MOST_WEEKS)
    question_titles: dict[str, str] = {}
    for sitrep in weeks:
        words = titles(sitrep)
        question_titles |= {key: words[key] for key in keys_of(sitrep)}
    chosen = request.GET.get("question", "")
    question = chosen if chosen in question_titles else next(iter(question_titles), "")
    context = {
        "asked": list(question_titles.items()),
        "chosen": question,
        "trend": Trend.of(question_titles.get(question, "No sitrep yet"), weeks, question),
        "breadcrumbs": TRAIL,
    }
    return render(request, "sitreps/trend.html", context)


def _week(text: str) -> date:
    """The week that an address names; this one where it names none that can be read."""
    try:
        named = date.fromisoformat(text)
    except ValueError:
        return monday_of(today())
    return monday_of(named) if named.year in YEARS else monday_of(today())


@require_safe
@allowed_to(reads_sitreps)
def coverage(request: SignedInRequest) -> HttpResponse:
    """Which document each duty rests on, in one week."""
    week = _week(request.GET.get("week", ""))
    documents = specifications_on(week)
    tables = [sitreps_table(documents, week), duties_table(documents, week)]
    why_not = ""
    try:
        sitrep_request = weekly(week)
        if sitrep_request.is_asked:
            tables.insert(0, questions_table(sitrep_request.specification, week))
        else:
            why_not = "No sitrep is asked in this week."
    except ValidationError as refused:
        why_not = f"{refused.messages[0]}."
    context = {
        "week": written(week),
        "tables": tables,
        "why_not": why_not,
        "earlier": f"?week={week - WEEK}",
        "later": f"?week={week + WEEK}",
        "breadcrumbs": TRAIL,
    }
    return render(request, "sitreps/coverage.html", context)

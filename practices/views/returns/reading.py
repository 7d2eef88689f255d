"""What the CCG reads of many returns: answers of “no”, one compiled document, its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Cell, Column, ListFilters, Listing, Row
from commissioning.web.unsent_input import typed
from practices.actions.return_notes import note_discussion, record_indicators
from practices.exports.compiled import compiled_csv, compiled_pdf
from practices.forms.indicators import IndicatorsForm
from practices.forms.judging import DiscussionForm
from practices.pages.compiled import CompiledPage
from practices.pages.indicators import indicator_table
from practices.policy.returns import judges_returns
from practices.rules.return_requests import ReturnKey
from practices.selectors.answers_of_no import (
    discussions_of,
    forms_with_no,
    questions_of_no,
    refusals_in,
)
from practices.selectors.compiled import compiled
from practices.selectors.indicators import OF, indicators_recorded, years_measured
from practices.selectors.return_pages import opened
from practices.selectors.returns import form_of, return_called
from practices.views.printed import printed
from practices.views.returns.opening import RETURNS, about

NO = ("Answers of “no”", address_later("practices:answers_of_no"))


class NoFilters(ListFilters):
    search_fields = ("organisation__code", "organisation__name")


ANSWERS_OF_NO = Listing(
    name="answers-of-no",
    title="Forms with an answer of no",
    columns=(
        Column("Name", sort="organisation__name"),
        Column("Answers"),
        Column("Received", sort="counts_from"),
        Column("Last discussed"),
    ),
    order="organisation__name",
    filters=NoFilters,
    none="Nobody has answered “no”.",
)


def no_rows(rows: Sequence[Any]) -> list[Row]:
    questions = questions_of_no(today())
    return [
        Row(
            (
                Cell(
                    in_words(row.organisation.name),
                    href=address("practices:answer_of_no", form=form_of(row)),
                    said=row.organisation.code,
                ),
                _counted(refusals_in(row, questions)),
                row.counts_from,
                row.discussed_on or "Not yet",
            )
        )
        for row in rows
    ]


def _counted(refusals: Sequence[Any]) -> Cell:
    plans = sum(refusal.planned for refusal in refusals)
    return Cell(
        "; ".join(refusal.question.ask for refusal in refusals),
        said=f"{len(refusals) - plans} no, {plans} no with a plan",
    )


@require_safe
@allowed_to(judges_returns)
def answers_of_no(request: SignedInRequest) -> HttpResponse:
    listed = ANSWERS_OF_NO.answer(request, forms_with_no(today()), rows=no_rows)
    context = {"list": listed, "breadcrumbs": [RETURNS]}
    return listed.download or render(request, "returns/answers_of_no.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def answer_of_no(request: SignedInRequest, form: ReturnKey) -> HttpResponse:
    """The answers of “no” in one form, with their plans and the log of what was discussed."""
    return_ = or_404(opened(request.user, form))
    refusals = refusals_in(return_.found, questions_of_no(today())) if return_.found else []
    if not refusals:
        raise Http404
    choices = [(refusal.question.key, refusal.question.ask) for refusal in refusals]
    discussion_form = DiscussionForm(*typed(request), questions=choices)
    asks = dict(choices)
    log = [
        (discussion, asks.get(discussion.question, discussion.question))
        for discussion in discussions_of(form)
    ]
    more = {
        "refusals": refusals,
        "log": log,
        "heading": "Answers of “no”",
        "breadcrumbs": [RETURNS, NO],
    }
    return answer_form(
        request,
        discussion_form,
        lambda: note_discussion(form=form, by=request.user, **discussion_form.cleaned_data),
        message="The discussion is in the log",
        redirect_to=address("practices:answer_of_no", form=form),
        template="returns/answer_of_no.html",
        context=about(return_, **more),
    )


@require_safe
@allowed_to(judges_returns)
def returns_compiled(request: SignedInRequest, asked: str, kind: str) -> HttpResponse:
    """Everybody's answers as one document: a page, a PDF, or rows for a spreadsheet."""
    compilation = compiled(request.user, or_404(return_called(asked, today())), today())
    page = CompiledPage.of(compilation, today())
    if kind == "page":
        context = {"page": page, "breadcrumbs": [RETURNS]}
        return render(request, "returns/compiled.html", context)
    name = f"{asked.replace('/', '_')}_compiled"
    if kind == "csv":
        return compiled_csv(name, compilation)
    return printed(request, f"{name}.pdf", lambda: compiled_pdf(page))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(judges_returns)
def indicators(request: SignedInRequest) -> HttpResponse:
    """What the CCG measures for itself each year; no payment is tied to it."""
    years = years_measured()
    form = IndicatorsForm(*typed(request), years=years)
    return answer_form(
        request,
        form,
        lambda: record_indicators(
            specification=OF,
            year=form.cleaned_data["year"],
            figures=form.figures,
            source=form.cleaned_data["source"],
            by=request.user,
        ),
        message=lambda indicator_rows: f"Figures recorded: {len(indicator_rows)}",
        redirect_to=address("practices:indicators"),
        template="returns/indicators.html",
        context={
            "title": "Indicators of the CCG",
            "button": "Record the figures",
            "table": indicator_table(indicators_recorded(), years),
            "years": years,
            "breadcrumbs": [RETURNS],
        },
    )

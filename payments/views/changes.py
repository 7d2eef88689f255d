"""What changed in a run: everything that differs, to search, sort and save."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from commissioning.web.addresses import address_later
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from payments.engine.comparing.kinds import ELSE, KINDS
from payments.models import RunChange
from payments.pages.changes import change_row
from payments.pages.words import run_href
from payments.policy.runs import reads_every_payment
from payments.selectors.changes import changes_in, of_a_kind
from payments.selectors.visible import visible_run
from payments.views.unchanged import run_as_shown

RUNS = ("Payment runs", address_later("payments:runs"))
ALL = "All"


class ChangeFilters(ListFilters):
    search_fields = ("payee_code", "payee_name")
    search_label = "Payee's name or code"
    since = django_filters.ChoiceFilter(
        label="Compared with", choices=RunChange.Since.choices, empty_label=ALL
    )
    cause = django_filters.ChoiceFilter(
        label="Because of",
        choices=[(kind.code, kind.title) for kind in (*KINDS, ELSE)],
        empty_label=ALL,
        method="because_of",
    )

    def because_of(self, rows: QuerySet[Any], _: str, chosen: str) -> QuerySet[Any]:
        """Those that a kind of cause moved."""
        return of_a_kind(rows, chosen)


CHANGES = Listing(
    name="changes",
    title="Every amount that changed, and why",
    columns=(
        Column("Payee", sort="payee_name"),
        Column("Code", sort="payee_code"),
        Column("What", sort="term"),
        Column("Compared with", sort="since"),
        Column("Before", sort="before", numeric=True, descending=True),
        Column("Now", sort="after", numeric=True, descending=True),
        Column("Difference", sort="size", numeric=True, descending=True),
        Column("Because"),
    ),
    order="size",
    filters=ChangeFilters,
    none="Nothing differs by more than a penny, or there is no earlier run to compare with.",
)


@require_safe
@allowed_to(reads_every_payment)
@condition(etag_func=run_as_shown)
def run_changes(request: SignedInRequest, code: str) -> HttpResponse:
    run = or_404(visible_run(request.user, code))
    changes = CHANGES.answer(
        request,
        changes_in(run),
        rows=lambda page: [change_row(run, change) for change in page],
    )
    if changes.download:
        return changes.download
    context = {
        "run": run,
        "list": changes,
        "breadcrumbs": [RUNS, (str(run), run_href(code))],
    }
    return render(request, "payments/run_changes.html", context)

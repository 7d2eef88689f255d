"""The list of claims, and the list of queries about payment lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning.clock import today
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing, Row
from payments.models import Claim, LineQuery
from payments.pages.claim_lists import ClaimsPage, claim_row, query_row
from payments.policy.claims import reads_claims
from payments.policy.queries import reads_queries
from payments.selectors.claim_sheets import drafts_for
from payments.selectors.claims import STATES, check_claims, claims_visible_to, kinds_of_cost
from payments.selectors.queries import by_whose_turn, queries_visible_to

ALL = "All"


class ClaimFilters(ListFilters):
    search_fields = ("reference", "practice__code", "practice__name", "description")
    search_label = "Claim, practice or what it was for"
    state = django_filters.ChoiceFilter(
        label="State", choices=list(STATES.items()), empty_label=ALL
    )
    category = django_filters.ChoiceFilter(
        label="Kind of cost", choices=lambda: kinds_of_cost(today()), empty_label=ALL
    )


CLAIMS_LIST = Listing(
    name="claims",
    title="Claims, the newest first",
    columns=(
        Column("Claim", sort="reference"),
        Column("Practice", sort="practice__code"),
        Column("Kind of cost", sort="category"),
        Column("Day of the cost", sort="incurred_on", descending=True),
        Column("Claimed on", sort="claimed_on", descending=True),
        Column("Claimed", sort="cost", numeric=True, descending=True),
        Column("Rules allow", numeric=True),
        Column("State", sort="state"),
    ),
    order="claimed_on",
    filters=ClaimFilters,
    none="There is no claim yet.",
)


@require_safe
@allowed_to(reads_claims)
def claims(request: SignedInRequest) -> HttpResponse:
    titles = dict(kinds_of_cost(today()))

    def rows(page: Sequence[Claim]) -> list[Row]:
        checked = check_claims(page)
        return [claim_row(claim, checked.get(claim.reference), titles) for claim in page]

    listing = CLAIMS_LIST.answer(request, claims_visible_to(request.user), rows=rows)
    if listing.download:
        return listing.download
    page = ClaimsPage.of(request.user, drafts_for(request.user))
    return render(request, "payments/claims/claims.html", {"list": listing, "page": page})


class QueryFilters(ListFilters):
    search_fields = ("reference", "title", "payee__code", "payee__name")
    search_label = "Line or payee"
    state = django_filters.ChoiceFilter(
        label="State", choices=LineQuery.State.choices, empty_label=ALL
    )


QUERIES_LIST = Listing(
    name="queries",
    title="Queries about payment lines, those that wait for finance first",
    columns=(
        Column("State", sort="turn"),
        Column("Line", sort="title"),
        Column("Payee", sort="payee__code"),
        Column("Asked by"),
        Column("Asked on", sort="asked_on"),
        Column("Waiting since", sort="waiting_since"),
    ),
    order="turn",
    filters=QueryFilters,
    none="Nobody has raised a query about a payment line.",
)


@require_safe
@allowed_to(reads_queries)
def queries(request: SignedInRequest) -> HttpResponse:
    visible: Any = by_whose_turn(queries_visible_to(request.user))
    on = today()
    listing = QUERIES_LIST.answer(
        request, visible, rows=lambda page: [query_row(query, on) for query in page]
    )
    return listing.download or render(request, "payments/queries/queries.html", {"list": listing})

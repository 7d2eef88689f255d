"""The list of deviations, for everybody who may see some."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning.clock import today
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from practices.models import Asked
from practices.pages.deviations import deviation_rows
from practices.policy.sign_ups import reads_sign_ups
from practices.selectors.answering import titles_of_elements
from practices.selectors.requests import asked_visible_to


class DeviationFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("practice__code", "practice__name", "text")
    search_label: ClassVar[str] = "Practice, or words of the deviation"
    status = django_filters.ChoiceFilter(label="State", choices=Asked.Status.choices)


DEVIATIONS = Listing(
    name="deviations",
    title="Deviations",
    columns=(
        Column("Practice", sort="practice__name"),
        Column("What"),
        Column("From", sort="starts_on", descending=True),
        Column("State", sort="status"),
        Column("Director"),
        Column("Payment"),
    ),
    filters=DeviationFilters,
    order="starts_on",
    none="No practice has asked for a deviation.",
)


@require_safe
@allowed_to(reads_sign_ups)
def deviations(request: SignedInRequest) -> HttpResponse:
    titles = titles_of_elements()
    listing = DEVIATIONS.answer(
        request,
        asked_visible_to(request.user, "deviations"),
        rows=lambda rows: deviation_rows(rows, titles, today()),
    )
    return listing.download or render(request, "practices/deviations.html", {"list": listing})

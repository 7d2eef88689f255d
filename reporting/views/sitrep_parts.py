"""What stands behind a sitrep: homes, practices, networks, changes; and its files."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Column, ListFilters, Listing
from commissioning.web.pdf import ExportError
from reporting.exports.sitreps import FILES, file_name
from reporting.models import SitrepHome, SitrepPractice
from reporting.pages.sitrep_figures import NO_NETWORK, question_table, title_of, titles
from reporting.pages.sitrep_parts import ChangesPage, home_rows, practice_rows
from reporting.policy.sitreps import reads_sitreps
from reporting.rules.sitreps import NAMES, STANDS
from reporting.selectors.sitreps import (
    homes_that_stand,
    keys_of,
    moved_between,
    network_names,
    of_last_week,
    signed_before,
)
from reporting.views.sitreps import sitrep_in_address, trail_of

Kind = Organisation.Kind


class SitrepHomeFilters(ListFilters):
    """Narrows homes by question, how they stand under it (or under any), and network."""

    search_fields: ClassVar[tuple[str, ...]] = ("name", "location_id")
    search_label: ClassVar[str] = "Home"
    question = django_filters.ChoiceFilter(label="Question", choices=[], method="leave")
    stands = django_filters.ChoiceFilter(
        label="Stands", choices=[(letter, NAMES[letter]) for letter in STANDS], method="that_stand"
    )
    network = django_filters.CharFilter(label="Network code", method="of_network")
    keys: ClassVar[tuple[str, ...]] = ()

    def leave(self, rows: QuerySet[Any], _: str, __: str) -> QuerySet[Any]:
        """The question alone narrows nothing: every home stands in some way."""
        return rows

    def that_stand(self, rows: QuerySet[SitrepHome], _: str, letter: str) -> QuerySet[Any]:
        question = self.form.cleaned_data.get("question", "")
        if question in self.keys:
            return homes_that_stand(rows, self.keys.index(question), letter)
        return rows.filter(stands__contains=letter)

    def of_network(self, rows: QuerySet[Any], _: str, code: str) -> QuerySet[Any]:
        return rows.filter(network_code="" if code == NO_NETWORK else code.upper())


class SitrepPracticeFilters(ListFilters):
    search_fields: ClassVar[tuple[str, ...]] = ("name", "code")
    answer = django_filters.ChoiceFilter(label="Said", choices=SitrepPractice.Answer.choices)


def _homes(keys: tuple[str, ...], question_titles: dict[str, str]) -> Listing:
    """The list of homes under the questions of one sitrep."""

    class OfThisSitrep(SitrepHomeFilters):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.offer("question", [(key, question_titles[key]) for key in keys])

    OfThisSitrep.keys = keys
    return Listing(
        name="homes",
        title="Homes in scope",
        columns=(
            Column("Home", sort="name"),
            Column("Network", sort="network_code"),
            Column("Stands"),
        ),
        order="name",
        filters=OfThisSitrep,
        none="No home was in scope.",
    )


PRACTICES = Listing(
    name="practices",
    title="What practices said",
    columns=(
        Column("Practice", sort="name"),
        Column("Network", sort="network_code"),
        Column("Said", sort="answer"),
    ),
    order="name",
    filters=SitrepPracticeFilters,
    none="No practice was asked.",
)


@require_safe
@allowed_to(reads_sitreps)
def sitrep_homes(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    question = request.GET.get("question", "")
    homes = _homes(keys_of(sitrep), titles(sitrep)).answer(
        request, sitrep.homes.all(), rows=lambda page: home_rows(sitrep, page, question)
    )
    context = {"list": homes, "title": "Homes in scope", "caption": title_of(sitrep)}
    return homes.download or render(
        request, "sitreps/list.html", context | {"breadcrumbs": trail_of(sitrep)}
    )


@require_safe
@allowed_to(reads_sitreps)
def sitrep_practices(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    sitrep = sitrep_in_address(request, week, revision)
    practices = PRACTICES.answer(request, sitrep.practices.all(), rows=practice_rows)
    context = {"list": practices, "title": "What practices said", "caption": title_of(sitrep)}
    return practices.download or render(
        request, "sitreps/list.html", context | {"breadcrumbs": trail_of(sitrep)}
    )


@require_safe
@allowed_to(reads_sitreps)
def sitrep_question(request: SignedInRequest, week: str, revision: int, key: str) -> HttpResponse:
    """One question by network."""
    sitrep = sitrep_in_address(request, week, revision)
    if key not in keys_of(sitrep):
        raise Http404
    context = {
        "title": titles(sitrep)[key],
        "caption": title_of(sitrep),
        "table": question_table(sitrep, key, network_names(sitrep)),
        "trend_href": address("reporting:trend", query={"question": key}),
        "breadcrumbs": trail_of(sitrep),
    }
    return render(request, "sitreps/question.html", context)


@require_safe
@allowed_to(reads_sitreps)
def sitrep_changes(request: SignedInRequest, week: str, revision: int) -> HttpResponse:
    """What differs from what was signed before, and from the week before."""
    sitrep = sitrep_in_address(request, week, revision)
    compared = [
        ("compared with what was signed before", signed_before(sitrep)),
        ("compared with the week before", of_last_week(sitrep)),
    ]
    others = [
        (heading, other, moved_between(other, sitrep)) for heading, other in compared if other
    ]
    page = ChangesPage.of(sitrep, others)
    context = {"page": page, "breadcrumbs": trail_of(sitrep)}
    return render(request, "sitreps/changes.html", context)


@require_safe
@allowed_to(reads_sitreps)
def sitrep_file(request: SignedInRequest, week: str, revision: int, kind: str) -> HttpResponse:
    """The sitrep as a PDF, as CSV or as a workbook."""
    sitrep = sitrep_in_address(request, week, revision)
    made = FILES.get(kind)
    if made is None:
        raise Http404
    content_type, make = made
    try:
        content = make(sitrep)
    except ExportError as refused:
        context = {"title": "The file was not made", "why": str(refused)}
        return render(request, "sitreps/refused.html", context, status=503)
    name = file_name(sitrep, kind)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

"""The register of practices and networks: the lists, a page for each, and keeping them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.policy.roles import can_keep_reference_data
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import MOST_OFFERED, Cell, Column, ListFilters, Listing, Row
from commissioning.web.unsent_input import typed
from practices.actions.closures import close_practice
from practices.actions.corrections import correct_name, enter_list_size, move_practice
from practices.forms.register import ClosureForm, ListSizeForm, MoveForm, NameForm
from practices.pages.register import OrganisationPage, number_in_words
from practices.policy.register import lists_practices, reads_every_practice, reads_practices
from practices.selectors.listing import ListingFacts, facts_of, in_network, open_on
from practices.selectors.records import network_record, practice_record
from practices.selectors.visible import (
    networks_listed_for,
    practices_listed_for,
    practices_visible_to,
    visible_network,
    visible_practice,
)

PRACTICES, NETWORKS = (
    ("Practices", address_later("practices:practices")),
    ("Networks", address_later("practices:networks")),
)
OPEN = [("open", "Open today"), ("closed", "Closed")]


class OpenFilters(ListFilters):
    search_fields = ("code", "name")
    state = django_filters.ChoiceFilter(label="State", choices=OPEN, method="in_state")

    def in_state(
        self, organisations: QuerySet[Organisation], _: str, state: str
    ) -> QuerySet[Organisation]:
        return open_on(organisations, today(), is_open=state == "open")


class PracticeFilters(OpenFilters):
    network = django_filters.ChoiceFilter(label="Network", choices=[], method="of_network")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = networks_listed_for(self.request.user).order_by("name")
        self.offer(
            "network",
            [(network.code, in_words(network.name)) for network in networks[: MOST_OFFERED + 1]],
        )

    def of_network(
        self, practices: QuerySet[Organisation], _: str, code: str
    ) -> QuerySet[Organisation]:
        return in_network(practices, code, today())


LIST_OF_PRACTICES = Listing(
    name="practices",
    title="Practices",
    columns=(
        Column("Practice", sort="name"),
        Column("Code", sort="code"),
        Column("Network"),
        Column("Patients", numeric=True),
        Column("State"),
    ),
    order="name",
    filters=PracticeFilters,
    none="No practice is on record yet.",
)
LIST_OF_NETWORKS = Listing(
    name="networks",
    title="Primary care networks",
    columns=(
        Column("Network", sort="name"),
        Column("Code", sort="code"),
        Column("Practices", numeric=True),
        Column("State"),
    ),
    order="name",
    filters=OpenFilters,
    none="No network is on record yet.",
)


def _state(organisation: Organisation, day: date) -> Cell:
    last = organisation.closed_on
    if last is None:
        return Cell("Open", tag="green")
    if last >= day:
        return Cell("Closing", tag="yellow", said=written(last))
    return Cell("Closed", tag="grey", said=written(last))


def _practice_rows(
    practices: Sequence[Organisation], *, facts: ListingFacts, pages: set[int]
) -> list[Row]:
    return [
        Row(
            (
                Cell(
                    in_words(practice.name),
                    href=address("practices:practice", code=practice.code)
                    if practice.pk in pages
                    else "",
                ),
                practice.code,
                _network(facts.networks.get(practice.pk), linked=practice.pk in pages),
                _patients(facts, practice) if practice.pk in pages else "",
                _state(practice, facts.day),
            )
        )
        for practice in practices
    ]


def _network(network: Organisation | None, *, linked: bool) -> Cell:
    if network is None:
        return Cell("")
    return Cell(
        in_words(network.name),
        href=address("practices:network", code=network.code) if linked else "",
    )


def _patients(facts: ListingFacts, practice: Organisation) -> Cell:
    list_size = facts.lists.get(practice.pk)
    if list_size is None:
        return Cell("None on record")
    words = written(list_size.counted_on)
    return Cell(number_in_words(list_size.patients), said=words, value=list_size.patients)


@require_safe
@allowed_to(reads_practices)
def practices(request: SignedInRequest) -> HttpResponse:
    day = today()

    def rows(page: Sequence[Organisation]) -> list[Row]:
        seen = practices_visible_to(request.user).filter(pk__in=[practice.pk for practice in page])
        pages = set(seen.values_list("pk", flat=True))
        return _practice_rows(page, facts=facts_of(page, day), pages=pages)

    listing = LIST_OF_PRACTICES.answer(request, practices_listed_for(request.user), rows=rows)
    context = {"list": listing, "title": "Practices", "uploads": "practices"}
    context["keeps"] = bool(can_keep_reference_data(request.user))
    return listing.download or render(request, "practices/organisations.html", context)


@require_safe
@allowed_to(reads_practices)
def networks(request: SignedInRequest) -> HttpResponse:
    day = today()
    reads_all = bool(reads_every_practice(request.user))
    names_only = bool(lists_practices(request.user)) and not reads_all

    def rows(page: Sequence[Organisation]) -> list[Row]:
        members = facts_of(page, day).members
        return [
            Row(
                (
                    Cell(
                        in_words(network.name),
                        href="" if names_only else address("practices:network", code=network.code),
                    ),
                    network.code,
                    members.get(network.pk, 0),
                    _state(network, day),
                )
            )
            for network in page
        ]

    listing = LIST_OF_NETWORKS.answer(request, networks_listed_for(request.user), rows=rows)
    context = {"list": listing, "title": "Primary care networks", "uploads": "networks"}
    context["keeps"] = reads_all and bool(can_keep_reference_data(request.user))
    return listing.download or render(request, "practices/organisations.html", context)


@require_safe
@allowed_to(reads_practices)
def practice(request: SignedInRequest, code: str) -> HttpResponse:
    record = practice_record(or_404(visible_practice(request.user, code)), request.user, today())
    page = OrganisationPage.of_practice(record, request.user, today())
    context = {"page": page, "breadcrumbs": [PRACTICES]}
    return render(request, "practices/organisation.html", context)


@require_safe
@allowed_to(reads_practices)
def network(request: SignedInRequest, code: str) -> HttpResponse:
    record = network_record(or_404(visible_network(request.user, code)), request.user, today())
    page = OrganisationPage.of_network(record, request.user, today())
    context = {"page": page, "breadcrumbs": [NETWORKS]}
    return render(request, "practices/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_keep_reference_data)
def practice_name(request: SignedInRequest, code: str) -> HttpResponse:
    return _rename(request, or_404(visible_practice(request.user, code)), "practices:practice")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_keep_reference_data)
def network_name(request: SignedInRequest, code: str) -> HttpResponse:
    return _rename(request, or_404(visible_network(request.user, code)), "practices:network")


def _rename(request: SignedInRequest, organisation: Organisation, page: str) -> HttpResponse:
    form = NameForm(*typed(request), initial={"name": organisation.name})
    act = partial(correct_name, organisation=organisation, by=request.user)
    return _kept(
        request, form, organisation, act, address(page, code=organisation.code), "Correct the name"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_keep_reference_data)
def practice_move(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(visible_practice(request.user, code))
    networks = {
        network.code: network for network in networks_listed_for(request.user).order_by("name")
    }
    form = MoveForm(*typed(request), networks=networks.values())

    def act(*, network: str, **values: Any) -> Organisation:
        return move_practice(
            practice=practice, network=networks[network], by=request.user, **values
        )

    here = address("practices:practice", code=practice.code)
    return _kept(request, form, practice, act, here, "Move to another network")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_keep_reference_data)
def practice_close(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(visible_practice(request.user, code))
    others = {
        other_practice.code: other_practice
        for other_practice in practices_visible_to(request.user).order_by("name")
        if other_practice.pk != practice.pk
    }
    form = ClosureForm(*typed(request), practices=others.values())

    def act(*, successor: str, **values: Any) -> Organisation:
        after = others.get(successor)
        return close_practice(practice=practice, successor=after, by=request.user, **values)

    return _kept(
        request,
        form,
        practice,
        act,
        address("practices:practice", code=practice.code),
        "Close the practice",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_keep_reference_data)
def practice_list_size(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(visible_practice(request.user, code))
    form = ListSizeForm(*typed(request))

    def act(**_: Any) -> Any:
        return enter_list_size(practice=practice, by=request.user, **form.asked)

    return _kept(
        request,
        form,
        practice,
        act,
        address("practices:practice", code=practice.code),
        "Enter a list size",
    )


def _kept(
    request: SignedInRequest, form: Any, organisation: Organisation, act: Any, here: str, title: str
) -> HttpResponse:
    """Ask, and do what is asked; a mistake is told beside its field."""
    name = in_words(organisation.name)

    def keep() -> Any:
        try:
            return act(**form.cleaned_data)
        except FileRefusedError as refused:
            for mistake in refused.mistakes:
                place = mistake.column if mistake.column in form.fields else None
                form.add_error(place, f"It {mistake.reason}. {mistake.instead}")
        return None

    return answer_form(
        request,
        form,
        keep,
        message=f"{name}: saved",
        redirect_to=here,
        context={
            "title": title,
            "caption": name,
            "button": "Save",
            "cancel_href": here,
            "breadcrumbs": [PRACTICES, (name, here)],
        },
    )

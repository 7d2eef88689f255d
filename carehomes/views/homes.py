"""The list of homes, and everything about one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carehomes.models import CareHome
from carehomes.pages.home import CareHomePage
from carehomes.pages.homes import COLUMNS, home_rows
from carehomes.pages.words import Link
from carehomes.policy import (
    can_add_homes,
    can_flag_gap,
    can_keep_homes,
    can_keep_out_of_hours,
    organisations_of,
    reads_homes,
)
from carehomes.selectors.choices import every_network, practices_to_choose
from carehomes.selectors.home_page import home_known
from carehomes.selectors.listing import listed, rows_for, with_residents_of
from carehomes.selectors.visible import homes_visible_to, visible_home
from carehomes.views.asked import boards
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row

MISSING = (
    ("lead", "No lead"),
    ("two", "Two leads"),
    ("alignment", "Not aligned"),
    ("residents", "Residents not counted"),
)


def _practices(request: HttpRequest) -> QuerySet[Organisation]:
    return practices_to_choose(request.user)


def _networks(_: HttpRequest) -> QuerySet[Organisation]:
    return every_network()


class HomeFilters(ListFilters):
    """By network, practice, type, and what is missing."""

    search_fields = ("name", "location_id", "postcode")
    search_label = "Name, id or postcode"
    network = django_filters.ModelChoiceFilter(
        label="Network", queryset=_networks, method="of_network", empty_label="All networks"
    )
    practice = django_filters.ModelChoiceFilter(
        label="Residents of", queryset=_practices, method="of_practice", empty_label="Any practice"
    )
    kind = django_filters.ChoiceFilter(
        label="Type", choices=CareHome.Kind.choices, field_name="type_now", empty_label="All types"
    )
    missing = django_filters.ChoiceFilter(
        label="What is missing", choices=MISSING, method="lacks", empty_label="Anything or nothing"
    )

    def of_network(self, homes: QuerySet[Any], _: str, pcn: Organisation) -> Any:
        return homes.filter(network_key=pcn.pk)

    def of_practice(self, homes: QuerySet[Any], _: str, practice: Organisation) -> Any:
        return with_residents_of(homes, practice, today())

    def lacks(self, homes: QuerySet[Any], _: str, what: str) -> Any:
        conditions: dict[str, dict[str, object]] = {
            "lead": {"has_lead": False},
            "two": {"leads_alone__gt": 1},
            "alignment": {"network_code": ""},
            "residents": {"counted": False},
        }
        return homes.filter(**conditions[what])


HOMES = Listing(
    name="homes",
    title="Care homes",
    columns=COLUMNS,
    filters=HomeFilters,
    order="name",
    none="No home has to do with you yet. Count residents in a home, and it stands here.",
)


def _rows(homes: Sequence[CareHome]) -> list[Row]:
    return home_rows(rows_for(homes, today()))


@require_safe
@allowed_to(reads_homes)
def homes(request: SignedInRequest) -> HttpResponse:
    list_page = HOMES.answer(request, listed(homes_visible_to(request.user), today()), rows=_rows)
    buttons = [Link("Add a home that is not registered", address("carehomes:home_add"))]
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Care homes",
        "buttons": buttons if can_add_homes(request.user) else [],
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@require_safe
@allowed_to(reads_homes)
def home(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    page = CareHomePage.of(home_known(home, today()), _links(request, home))
    trail = [("Care homes", address("carehomes:homes"))]
    return render(request, "carehomes/home.html", {"page": page, "breadcrumbs": trail})


def _links(request: SignedInRequest, home: CareHome) -> list[Link]:
    """What this person may do about a home."""
    user = request.user
    links = []

    def offer(text: str, page: str) -> None:
        links.append(Link(text, address(page, location_id=home.location_id)))

    if organisations_of(user) or can_keep_homes(user):
        links.append(
            Link(
                "Propose a clinical lead",
                address("carehomes:lead_propose", query={"home": home.location_id}),
            )
        )
        offer("Check universal support and digital", "carehomes:home_support")
    if any(can_flag_gap(user, organisation) for organisation in organisations_of(user)):
        offer("Tell the CCG of a gap in out-of-hours cover", "carehomes:gap_flag")
    if can_keep_out_of_hours(user):
        offer("Keep out-of-hours cover", "carehomes:home_cover")
    if can_keep_homes(user):
        offer("Correct the record", "carehomes:home_correct")
        offer("Keep the number of beds", "carehomes:home_beds")
        offer("Say what it counts for", "carehomes:home_counts")
        if not home.cqc_registered:
            offer("Note that it is registered with CQC", "carehomes:home_registered")
    return links

"""Out-of-hours cover: the board, what the CCG keeps, and gaps that others flag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from carehomes.actions.out_of_hours import Cover, answer_gap, flag_gap, keep_out_of_hours
from carehomes.forms.answers import CoverForm, GapAnswerForm, GapForm
from carehomes.models import CareHome
from carehomes.pages.out_of_hours import COLUMNS, GapPage, board_rows
from carehomes.pages.words import Link, home_href
from carehomes.policy import (
    acts_on_homes,
    can_flag_gap,
    can_keep_out_of_hours,
    organisations_of,
    reads_homes,
)
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.listing import listed
from carehomes.selectors.out_of_hours import cover_on, gaps_visible_to, open_gaps
from carehomes.selectors.visible import homes_visible_to, visible_home
from carehomes.views.asked import boards
from commissioning.clock import today
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row
from commissioning.web.unsent_input import typed

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Out of hours", address_later("carehomes:out_of_hours"))]
STATES = (("none", "No cover on record"), ("untold", "Home not told"), ("gap", "Gap flagged"))


class CoverFilters(ListFilters):
    search_fields = ("name", "location_id")
    search_label = "Home"
    state = django_filters.ChoiceFilter(
        label="What to look at", choices=STATES, method="in_state", empty_label="All homes"
    )

    def in_state(self, homes: QuerySet[Any], _: str, state: str) -> Any:
        conditions: dict[str, dict[str, object]] = {
            "none": {"covered": False},
            "untold": {"covered": True, "signposted": False},
            "gap": {"has_gap": True},
        }
        return homes.filter(**conditions[state])


COVER = Listing(
    name="out-of-hours",
    title="Homes and their out-of-hours cover",
    columns=COLUMNS,
    filters=CoverFilters,
    order="name",
    none="No home has to do with you yet.",
)


def _rows(homes: Sequence[CareHome]) -> list[Row]:
    return board_rows(homes, cover_on(homes, today()), open_gaps(homes))


@require_safe
@allowed_to(reads_homes)
def out_of_hours(request: SignedInRequest) -> HttpResponse:
    list_page = COVER.answer(request, listed(homes_visible_to(request.user), today()), rows=_rows)
    keep = [Link("Keep cover for several homes", address("carehomes:out_of_hours_keep"))]
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Out of hours",
        "lede": "The CCG keeps a clear arrangement for each home and signposts it. Practices and"
        " networks tell it of gaps on a home’s page.",
        "buttons": keep if can_keep_out_of_hours(request.user) else [],
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@both
@allowed_to(can_keep_out_of_hours)
def keep(request: SignedInRequest) -> HttpResponse:
    homes = homes_open_on(today()).order_by("name")
    return _keep(request, homes, "Keep out-of-hours cover", address("carehomes:out_of_hours"))


@both
@allowed_to(can_keep_out_of_hours)
def home_cover(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    homes = homes_visible_to(request.user).filter(pk=home.pk)
    return _keep(request, homes, "Keep out-of-hours cover", home_href(location_id))


def _keep(
    request: SignedInRequest, homes: QuerySet[CareHome], title: str, place: str
) -> HttpResponse:
    form = CoverForm(*typed(request), homes=homes)

    def keep_cover() -> object:
        cover = {name: value for name, value in form.cleaned_data.items() if name != "homes"}
        chosen = list(form.cleaned_data["homes"])
        return keep_out_of_hours(homes=chosen, cover=Cover(**cover), by=request.user)

    return answer_form(
        request,
        form,
        keep_cover,
        message="The cover is kept",
        redirect_to=place,
        context={
            "title": title,
            "button": "Save",
            "cancel_href": place,
            "breadcrumbs": TRAIL,
            "lede": "It holds from its first day on; the arrangement before it ends the"
            " day before.",
        },
    )


@both
@allowed_to(acts_on_homes)
def gap_flag(request: SignedInRequest, location_id: str) -> HttpResponse:
    home = or_404(visible_home(request.user, location_id))
    mine = [
        organisation
        for organisation in organisations_of(request.user)
        if can_flag_gap(request.user, organisation)
    ]
    if not mine:
        raise PermissionDenied("Practices and networks flag gaps to the CCG, which closes them")
    form = GapForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: flag_gap(home=home, organisation=mine[0], by=request.user, **form.cleaned_data),
        message="The CCG is told of the gap",
        redirect_to=home_href(location_id),
        context={
            "title": "Tell the CCG of a gap in out-of-hours cover",
            "caption": home.name,
            "button": "Tell the CCG",
            "cancel_href": home_href(location_id),
            "breadcrumbs": [
                ("Care homes", address("carehomes:homes")),
                (home.name, home_href(location_id)),
            ],
        },
    )


@both
@allowed_to(reads_homes)
def gap(request: SignedInRequest, key: int) -> HttpResponse:
    gap = or_404(gaps_visible_to(request.user).filter(pk=key).first())
    form = GapAnswerForm(*typed(request))
    if request.method == "POST":
        require(can_keep_out_of_hours(request.user))
    page = GapPage.of(gap, answers=bool(can_keep_out_of_hours(request.user)))
    return answer_form(
        request,
        form,
        lambda: answer_gap(
            gap=gap,
            answer=form.cleaned_data["answer"],
            closes=form.cleaned_data["closes"] == "yes",
            by=request.user,
        ),
        message="The answer is kept",
        redirect_to=request.path,
        template="carehomes/gap.html",
        context={"page": page, "breadcrumbs": TRAIL},
    )

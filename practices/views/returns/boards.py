"""The board of returns: received, late and missing; and chasing those who owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.lists import Cell, Column, ListFilters, Listing, Row
from commissioning.models import User
from commissioning.policy import SignedInRequest, allowed_to
from commissioning.unchanged import kept, seen_by
from practices.actions.chases import chase
from practices.pages.return_boards import BoardPage
from practices.policy import can_chase
from practices.policy.returns import reads_returns
from practices.rules.asked import COLOURS, AskedFor, Standing
from practices.selectors.groups import group_tallies
from practices.selectors.return_boards import board_of, first_shown, missing_in, tallies
from practices.selectors.returns import returns_asked


def _returns(_: Any = None) -> list[tuple[str, str]]:
    return [(each.key, each.title) for each in returns_asked(today())]


class BoardFilters(ListFilters):
    search_fields = ("code", "name", "network")
    of = django_filters.ChoiceFilter(
        label="Return", choices=_returns, method="as_it_is", empty_label=None
    )
    stands = django_filters.ChoiceFilter(
        label="State", choices=[(each.value, each.value.capitalize()) for each in Standing]
    )

    def as_it_is(self, rows: QuerySet[Any], _: str, __: str) -> QuerySet[Any]:
        """The board is of one return already."""
        return rows


BOARD = Listing(
    name="returns",
    title="Who owes this return, and how it stands",
    columns=(
        Column("Name", sort="name"),
        Column("Network", sort="network"),
        Column("State", sort="stands"),
        Column("Received", sort="day_order"),
        Column("Chased"),
    ),
    order="name",
    filters=BoardFilters,
    none="Nobody owes this return.",
)


def board_rows(asked: AskedFor, rows: Sequence[Any]) -> list[Row]:
    """Each with how its return stands, leading to the return."""
    return [
        Row(
            (
                Cell(in_words(each.name), href=asked.form_of(each.code).href, said=each.code),
                in_words(each.network),
                Cell(each.stands.capitalize(), tag=COLOURS[Standing(each.stands)]),
                Cell(written(each.day), value=each.day, said=_came(each)) if each.day else "",
                Cell(written(each.chased_on), value=each.chased_on) if each.chased_on else "",
            )
        )
        for each in rows
    ]


def _came(each: Any) -> str:
    return "" if each.own_day else "with the network’s form"


@require_safe
@allowed_to(reads_returns)
def returns(request: SignedInRequest) -> HttpResponse:
    """What is asked of those whose returns a person may read, and how it stands."""
    on = today()
    asked = _chosen(request.GET.get("of", ""))
    page = kept(
        lambda: _page(request.user, asked, on),
        "returns",
        asked.key if asked else "",
        *seen_by(request.user),
    )
    chosen = _chosen(page.key) if page else None
    if chosen is None:
        return render(request, "returns/none.html", {})
    request.GET = _with(request.GET, chosen)  # type: ignore[assignment]
    listed = BOARD.answer(
        request,
        lambda: board_of(request.user, chosen, on),
        rows=lambda rows: board_rows(chosen, rows),
    )
    return listed.download or render(request, "returns/board.html", {"page": page, "list": listed})


def _page(user: User, asked: AskedFor | None, on: date) -> BoardPage | None:
    """How every return stands, and the one asked for, or the first to show."""
    found = tallies(user, on)
    chosen = asked or first_shown(found, on)
    if chosen is None:
        return None
    return BoardPage.of(found, chosen, user, on, group_tallies(user, chosen, on))


def _with(asked: QueryDict, chosen: AskedFor) -> QueryDict:
    """What the address asks for, with the return that is shown."""
    found = asked.copy()
    found["of"] = chosen.key
    return found


def _chosen(key: str) -> AskedFor | None:
    return next((each for each in returns_asked(today()) if each.key == key), None)


@require_POST
@allowed_to(can_chase)
def returns_chase(request: SignedInRequest) -> HttpResponse:
    """Chase everybody who has not sent a return, or one of them, by one click."""
    chosen = _chosen(request.POST.get("of", ""))
    if chosen is None:
        raise Http404
    wanted = request.POST.get("organisation", "")
    owing = [
        each for each in missing_in(request.user, chosen, today()) if wanted in ("", each.code)
    ]
    done = chase(
        organisations=owing,
        specification=chosen.specification,
        about=chosen.asked.code,
        quarter=chosen.occasion.quarter,
        by=request.user,
    )
    said = f"Chased: {len(done.told)}"
    if done.nobody:
        said += f". Nobody has access for {', '.join(each.code for each in done.nobody)}"
    if done.already:
        said += f". Chased already today: {len(done.already)}"
    messages.success(request, said)
    return redirect(chosen.form_of(wanted).href if wanted else f"/returns/?of={chosen.key}")

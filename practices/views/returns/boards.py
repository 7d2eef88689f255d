"""The board of returns: received, late and missing; and chasing those who owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import Cell, Column, ListFilters, Listing, Row
from commissioning.web.page_cache import kept, seen_by
from practices.actions.chases import chase
from practices.pages.return_boards import ReturnBoardPage
from practices.policy.answers import can_chase
from practices.policy.returns import reads_returns
from practices.rules.return_requests import COLOURS, AskedFor, ReturnStanding
from practices.selectors.groups import group_tallies
from practices.selectors.return_boards import board_of, first_shown, missing_in, tallies
from practices.selectors.returns import return_called, returns_asked


def _returns(_: Any = None) -> list[tuple[str, str]]:
    return [(due_return.key, due_return.title) for due_return in returns_asked(today())]


class ReturnBoardFilters(ListFilters):
    search_fields = ("code", "name", "network")
    of = django_filters.ChoiceFilter(
        label="Return", choices=_returns, method="as_it_is", empty_label=None
    )
    stands = django_filters.ChoiceFilter(
        label="State", choices=[(state.value, state.value.capitalize()) for state in ReturnStanding]
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
    filters=ReturnBoardFilters,
    none="Nobody owes this return.",
)


def board_rows(due_return: AskedFor, rows: Sequence[Any]) -> list[Row]:
    """Each with how its return stands, leading to the return."""
    return [
        Row(
            (
                Cell(
                    in_words(row.name),
                    href=address("practices:return", form=due_return.form_of(row.code)),
                    said=row.code,
                ),
                in_words(row.network),
                Cell(row.stands.capitalize(), tag=COLOURS[ReturnStanding(row.stands)]),
                Cell(written(row.day), value=row.day, said=_came(row)) if row.day else "",
                Cell(written(row.chased_on), value=row.chased_on) if row.chased_on else "",
            )
        )
        for row in rows
    ]


def _came(row: Any) -> str:
    return "" if row.own_day else "with the network’s form"


@require_safe
@allowed_to(reads_returns)
def returns(request: SignedInRequest) -> HttpResponse:
    """What is asked of those whose returns a person may read, and how it stands."""
    on = today()
    due_return = return_called(request.GET.get("of", ""), on)
    page = kept(
        lambda: _page(request.user, due_return, on),
        "returns",
        due_return.key if due_return else "",
        *seen_by(request.user),
    )
    chosen = return_called(page.key, on) if page else None
    if chosen is None:
        return render(request, "returns/none.html", {})
    request.GET = _with(request.GET, chosen)  # type: ignore[assignment]
    listed = BOARD.answer(
        request,
        lambda: board_of(request.user, chosen, on),
        rows=lambda rows: board_rows(chosen, rows),
    )
    return listed.download or render(request, "returns/board.html", {"page": page, "list": listed})


def _page(user: User, due_return: AskedFor | None, on: date) -> ReturnBoardPage | None:
    """How every return stands, and the one asked for, or the first to show."""
    return_tallies = tallies(user, on)
    chosen = due_return or first_shown(return_tallies, on)
    if chosen is None:
        return None
    return ReturnBoardPage.of(return_tallies, chosen, user, on, group_tallies(user, chosen, on))


def _with(query: QueryDict, chosen: AskedFor) -> QueryDict:
    """What the address asks for, with the return that is shown."""
    new_query = query.copy()
    new_query["of"] = chosen.key
    return new_query


@require_POST
@allowed_to(can_chase)
def returns_chase(request: SignedInRequest) -> HttpResponse:
    """Chase everybody who has not sent a return, or one of them, by one click."""
    chosen = or_404(return_called(request.POST.get("of", ""), today()))
    wanted = request.POST.get("organisation", "")
    owing = [
        organisation
        for organisation in missing_in(request.user, chosen, today())
        if wanted in ("", organisation.code)
    ]
    done = chase(
        organisations=owing,
        specification=chosen.specification,
        about=chosen.asked.code,
        quarter=chosen.occasion.quarter,
        by=request.user,
    )
    words = f"Chased: {len(done.told)}"
    if done.nobody:
        codes = ", ".join(organisation.code for organisation in done.nobody)
        words += f". Nobody has access for {codes}"
    if done.already:
        words += f". Chased already today: {len(done.already)}"
    messages.success(request, words)
    return redirect(
        address("practices:return", form=chosen.form_of(wanted))
        if wanted
        else address("practices:returns", query={"of": chosen.key})
    )

"""The board of medicines support, one practice's needs, and the CCG's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carehomes.actions.medicines import answer_needs, bear_out_discussion, tell_needs
from carehomes.forms.answers import NeedsForm, SupportAddedForm
from carehomes.pages.medicines import COLUMNS, MedicinesPage, board_rows
from carehomes.pages.words import Link, named
from carehomes.policy import (
    acts_on_homes,
    can_answer_medicines,
    can_bear_out_discussion,
    can_say_medicines,
    counts_residents,
    reads_homes,
)
from carehomes.selectors.choices import own_networks, practices_to_choose
from carehomes.selectors.medicines import (
    latest_needs,
    needs_of,
    services_by_home,
    services_of,
    with_needs,
)
from carehomes.selectors.visible import practices_seen_by
from carehomes.views.asked import boards
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row
from commissioning.web.unsent_input import typed
from practices.selectors.organisations import network_of

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Medicines support", address_later("carehomes:medicines"))]
STATES = (("untold", "Needs not told"), ("unanswered", "Not answered"), ("answered", "Answered"))


class MedicinesFilters(ListFilters):
    search_fields = ("name", "code")
    state = django_filters.ChoiceFilter(
        label="State", choices=STATES, method="in_state", empty_label="All practices"
    )

    def in_state(self, practices: QuerySet[Any], _: str, state: str) -> Any:
        conditions: dict[str, dict[str, object]] = {
            "untold": {"has_told": False},
            "unanswered": {"has_told": True, "answered_on__isnull": True},
            "answered": {"answered_on__isnull": False},
        }
        return practices.filter(**conditions[state])


MEDICINES = Listing(
    name="medicines-support",
    title="Practices and their medicines support",
    columns=COLUMNS,
    filters=MedicinesFilters,
    order="name",
)


def _rows(practices: Sequence[Organisation]) -> list[Row]:
    return board_rows(practices, latest_needs(practices), services_of(practices))


@require_safe
@allowed_to(reads_homes)
def medicines(request: SignedInRequest) -> HttpResponse:
    practices = with_needs(practices_to_choose(request.user), today())
    list_page = MEDICINES.answer(request, practices, rows=_rows)
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Medicines support",
        "lede": "By 1 June 2020 each practice discusses with its network what support with"
        " medicines its care homes need, and tells the CCG, which says what it adds.",
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@require_safe
@allowed_to(reads_homes)
def practice_medicines(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
    needs = needs_of(practice)
    links = []
    if can_say_medicines(request.user, practice):
        links.append(
            Link(
                "Tell the CCG what the practice needs",
                address("carehomes:medicines_needs", code=code),
            )
        )
        links.append(
            Link(
                "Say which services are in place",
                address("carehomes:medicines_services", code=code),
            )
        )
    if needs and can_answer_medicines(request.user):
        links.append(
            Link("Say what support the CCG adds", address("carehomes:medicines_answer", code=code))
        )
    waits = bool(needs and needs[0].borne_out_on is None)
    decision = can_bear_out_discussion(request.user, practice, network_of(practice, today()))
    directs = bool(own_networks(request.user))
    page = MedicinesPage.of(
        practice,
        needs,
        services_by_home(practice),
        links,
        bears_out=waits and bool(decision),
        cannot_bear_out=decision.reason if waits and directs else "",
    )
    return render(request, "carehomes/medicines.html", {"page": page, "breadcrumbs": TRAIL})


@both
@allowed_to(counts_residents)
def needs(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
    require(can_say_medicines(request.user, practice))
    form = NeedsForm(*typed(request))
    return answer_form(
        request,
        form,
        lambda: tell_needs(
            practice=practice,
            needs=form.told,
            discussed_on=form.cleaned_data["discussed_on"],
            by=request.user,
        ),
        message="The CCG is told",
        redirect_to=address("carehomes:practice_medicines", code=code),
        context=_about(practice, "What support with medicines do you need?"),
    )


@both
@allowed_to(can_answer_medicines)
def answer(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
    need = or_404(next(iter(needs_of(practice)), None))
    form = SupportAddedForm(*typed(request))
    lede = f"The practice said: {need.needs}" if need.needs else ""
    return answer_form(
        request,
        form,
        lambda: answer_needs(need=need, by=request.user, **form.cleaned_data),
        message="The answer is kept",
        redirect_to=address("carehomes:practice_medicines", code=code),
        context=_about(practice, "What support does the CCG add?", lede=lede),
    )


@require_POST
@allowed_to(acts_on_homes)
def bear_out(request: SignedInRequest, code: str) -> HttpResponse:
    practice = or_404(practices_seen_by(request.user).filter(code=code).first())
    bear_out_discussion(need=or_404(next(iter(needs_of(practice)), None)), by=request.user)
    messages.success(request, "It is kept that the needs were discussed")
    return redirect(address("carehomes:practice_medicines", code=code))


def _about(practice: Organisation, title: str, lede: str = "") -> dict[str, object]:
    place = address("carehomes:practice_medicines", code=practice.code)
    return {
        "title": title,
        "caption": named(practice),
        "button": "Save",
        "lede": lede,
        "cancel_href": place,
        "breadcrumbs": [*TRAIL, (named(practice), place)],
    }

"""The board of leads, one lead, and what practices, networks and the CCG say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carehomes.models import CareHome
from carehomes.pages.leads import COLUMNS, LeadPage, board_rows
from carehomes.pages.words import Link
from carehomes.policy import acts_on_homes, can_end_lead, can_except_lead, reads_homes
from carehomes.selectors.choices import every_network
from carehomes.selectors.leads import answers_of, homes_of, open_for
from carehomes.selectors.listing import listed, rows_for
from carehomes.selectors.visible import homes_visible_to, leads_visible_to
from carehomes.views.asked import boards
from carehomes.views.lead_forms import answering, deciding
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.form_view import or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row

STATES = (
    ("none", "No lead"),
    ("two", "Two leads who do not share"),
    ("practices", "Waiting for practices"),
    ("ccg", "Waiting for the CCG"),
    ("exception", "Not a GP, exception not recorded"),
)
ASKED: dict[str, dict[str, object]] = {
    "none": {"has_lead": False},
    "two": {"leads_alone__gt": 1},
    "practices": {"waits_for_practices": True},
    "ccg": {"waits_for_ccg": True},
    "exception": {"lacks_exception": True},
}


def _networks(_: HttpRequest) -> QuerySet[Organisation]:
    return every_network()


class LeadFilters(ListFilters):
    search_fields = ("name", "location_id")
    search_label = "Home"
    state = django_filters.ChoiceFilter(
        label="What to look at", choices=STATES, method="in_state", empty_label="All homes"
    )
    network = django_filters.ModelChoiceFilter(
        label="Network", queryset=_networks, method="of_network", empty_label="All networks"
    )

    def in_state(self, homes: QuerySet[Any], _: str, state: str) -> Any:
        return homes.filter(**ASKED[state])

    def of_network(self, homes: QuerySet[Any], _: str, pcn: Organisation) -> Any:
        return homes.filter(network_key=pcn.pk)


LEADS = Listing(
    name="clinical-leads",
    title="Homes and their clinical leads",
    columns=COLUMNS,
    filters=LeadFilters,
    order="name",
    none="No home has to do with you yet.",
)


def _rows(homes: Sequence[CareHome]) -> list[Row]:
    return board_rows(rows_for(homes, today()), open_for(homes))


@require_safe
@allowed_to(reads_homes)
def leads(request: SignedInRequest) -> HttpResponse:
    list_page = LEADS.answer(request, listed(homes_visible_to(request.user), today()), rows=_rows)
    propose = [Link("Propose a clinical lead", address("carehomes:lead_propose"))]
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Clinical leads",
        "lede": "One lead, or a job share, for every home: proposed by a practice or network,"
        " agreed by the practices with residents there, confirmed by the CCG.",
        "buttons": propose if acts_on_homes(request.user) else [],
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@require_safe
@allowed_to(reads_homes)
def lead(request: SignedInRequest, key: int) -> HttpResponse:
    lead = or_404(leads_visible_to(request.user).filter(pk=key).first())
    homes = homes_of(lead)
    links = []
    if answering(request, homes):
        links.append(Link("Agree, or say why not", address("carehomes:lead_answer", key=key)))
    if deciding(request, homes):
        links.append(
            Link("Confirm or refuse for the CCG", address("carehomes:lead_decide", key=key))
        )
    if any(
        can_end_lead(request.user, leadership) and leadership.ends_on is None
        for leadership in homes
    ):
        links.append(Link("Give a last day", address("carehomes:lead_end", key=key)))
    if lead.profession != "gp" and can_except_lead(request.user):
        links.append(Link("Record an exception", address("carehomes:lead_exception", key=key)))
    page = LeadPage.of(lead, homes, answers_of(homes), links)
    trail = [("Clinical leads", address("carehomes:leads"))]
    return render(request, "carehomes/lead.html", {"page": page, "breadcrumbs": trail})

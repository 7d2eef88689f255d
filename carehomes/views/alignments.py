"""Which network looks after which home: the board, and proposals that two sides agree to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from carehomes.actions.alignment_proposals import (
    agree_alignment,
    confirm_alignment,
    propose_alignment,
    refuse_alignment,
)
from carehomes.forms.answers import NoteForm
from carehomes.forms.records import AlignmentForm
from carehomes.models import AlignmentProposal, CareHome
from carehomes.pages.alignments import COLUMNS, ProposalPage, board_rows
from carehomes.pages.words import Link
from carehomes.policy import (
    can_agree_alignment,
    can_confirm_alignment,
    can_refuse_alignment,
    is_ccg,
    proposes_alignments,
    reads_networks,
)
from carehomes.selectors.alignment_proposals import open_proposals, other_claims
from carehomes.selectors.choices import every_network, networks_entered_by
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.listing import listed
from carehomes.selectors.visible import homes_visible_to, proposals_visible_to
from carehomes.views.asked import boards
from commissioning.clock import today
from commissioning.imports import FileRefusedError
from commissioning.models import Organisation
from commissioning.web.addresses import address, address_later
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row
from commissioning.web.unsent_input import typed

both = require_http_methods(["GET", "HEAD", "POST"])
TRAIL = [("Alignments", address_later("carehomes:alignments"))]
STATES = (
    ("none", "Not aligned"),
    ("two", "Claimed by two networks"),
    ("open", "A proposal is open"),
)


def _networks(_: HttpRequest) -> QuerySet[Organisation]:
    return every_network()


class AlignmentFilters(ListFilters):
    search_fields = ("name", "location_id")
    search_label = "Home"
    state = django_filters.ChoiceFilter(
        label="What to look at", choices=STATES, method="in_state", empty_label="All homes"
    )
    network = django_filters.ModelChoiceFilter(
        label="Network", queryset=_networks, method="of_network", empty_label="All networks"
    )

    def in_state(self, homes: QuerySet[Any], _: str, state: str) -> Any:
        conditions: dict[str, Q] = {
            "none": Q(network_code=""),
            "two": Q(claims__gt=1) | (Q(claimed_against=True) & ~Q(network_code="")),
            "open": Q(claims__gt=0),
        }
        return homes.filter(conditions[state])

    def of_network(self, homes: QuerySet[Any], _: str, pcn: Organisation) -> Any:
        return homes.filter(network_key=pcn.pk)


ALIGNMENTS = Listing(
    name="alignments",
    title="Homes and the networks they are aligned to",
    columns=COLUMNS,
    filters=AlignmentFilters,
    order="name",
    none="No home is aligned or proposed to your network yet.",
)


def _rows(homes: Sequence[CareHome]) -> list[Row]:
    return board_rows(homes, open_proposals(homes))


@require_safe
@allowed_to(reads_networks)
def alignments(request: SignedInRequest) -> HttpResponse:
    homes = listed(homes_visible_to(request.user), today())
    list_page = ALIGNMENTS.answer(request, homes, rows=_rows)
    propose = [Link("Propose a home to a network", address("carehomes:alignment_propose"))]
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Alignments",
        "lede": "Each home is aligned to one network at a time, as the network’s director and the"
        " CCG agree. Residents choose their practice: that is noted, and never an exception.",
        "buttons": propose if proposes_alignments(request.user) else [],
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@both
@allowed_to(proposes_alignments)
def propose(request: SignedInRequest) -> HttpResponse:
    form = AlignmentForm(
        *typed(request),
        homes=homes_open_on(today()).order_by("name"),
        networks=networks_entered_by(request.user),
    )
    return answer_form(
        request,
        form,
        lambda: propose_alignment(by=request.user, **form.cleaned_data),
        message="The home is proposed to the network",
        redirect_to=lambda proposal: address("carehomes:alignment", key=proposal.pk),
        context={
            "title": "Propose a home to a network",
            "button": "Propose",
            "cancel_href": address("carehomes:alignments"),
            "breadcrumbs": TRAIL,
            "lede": "The network’s clinical director and the CCG both agree before the home is"
            " aligned. The premium then goes to that network, from the first day on.",
        },
    )


@both
@allowed_to(reads_networks)
def proposal(request: SignedInRequest, key: int) -> HttpResponse:
    proposal = or_404(proposals_visible_to(request.user).filter(pk=key).first())
    form = NoteForm(*typed(request))
    user = request.user
    confirms = can_confirm_alignment(user, proposal)
    waits = proposal.state == AlignmentProposal.State.AGREED
    page = ProposalPage.of(
        proposal,
        other_claims(proposal),
        agrees=bool(can_agree_alignment(user, proposal)),
        confirms=bool(confirms),
        refuses=bool(can_refuse_alignment(user, proposal)),
        why_not=confirms.reason if is_ccg(user) and waits else "",
    )
    return answer_form(
        request,
        form,
        lambda: _act(request, proposal, form),
        message="It is kept, with your name",
        redirect_to=request.path,
        template="carehomes/alignment.html",
        refusals=(FileRefusedError,),
        context={"page": page, "breadcrumbs": TRAIL},
    )


def _act(request: SignedInRequest, proposal: AlignmentProposal, form: NoteForm) -> object:
    """Do what the pressed button says."""
    reason, by = form.cleaned_data["reason"], request.user
    does = request.POST.get("does", "")
    acts = {
        "agree": lambda: agree_alignment(proposal=proposal, by=by),
        "confirm": lambda: confirm_alignment(proposal=proposal, reason=reason, by=by),
        "refuse": lambda: refuse_alignment(proposal=proposal, reason=reason, by=by),
    }
    if does not in acts:
        raise ValidationError("Choose what to do: agree, confirm or refuse")
    return acts[does]()

"""A network's practices and homes on one page, and its milestones."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from carehomes.actions.milestones import say_milestone
from carehomes.forms.answers import MilestoneForm
from carehomes.models import MilestoneConfirmation
from carehomes.pages.milestones import COLUMNS, MilestonesPage, board_rows
from carehomes.pages.networks import NetworkPage
from carehomes.pages.words import Link, named
from carehomes.policy import can_confirm_milestone, can_propose_alignment, reads_networks
from carehomes.selectors.choices import open_on
from carehomes.selectors.milestones import (
    milestone_called,
    milestones,
    plans_asked,
    returns_sent,
    said_of_milestones,
)
from carehomes.selectors.networks import network_stands
from carehomes.selectors.visible import networks_seen_by
from carehomes.views.asked import boards
from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.policy.decision import require
from commissioning.records.attachment_actions import keep_attachment
from commissioning.web.addresses import address, address_later
from commissioning.web.components import SummaryRow
from commissioning.web.form_view import answer_form, or_404
from commissioning.web.guards import SignedInRequest, allowed_to
from commissioning.web.lists import ListFilters, Listing, Row
from commissioning.web.unsent_input import typed

TRAIL = [("Milestones", address_later("carehomes:milestones"))]


class NetworkFilters(ListFilters):
    search_fields = ("name", "code")


MILESTONES = Listing(
    name="milestones",
    title="Networks and their care home milestones",
    columns=COLUMNS,
    filters=NetworkFilters,
    order="name",
)


def _rows(networks: Sequence[Organisation]) -> list[Row]:
    return board_rows(networks, milestones(today()), said_of_milestones(networks), today())


@require_safe
@allowed_to(reads_networks)
def network_homes(request: SignedInRequest, code: str) -> HttpResponse:
    network = or_404(networks_seen_by(request.user).filter(code=code).first())
    links = [Link("Care home milestones", address("carehomes:network_milestones", code=code))]
    links.append(
        Link(
            "Leads of the network’s homes",
            address("carehomes:leads", query={"network": network.pk}),
        )
    )
    if can_propose_alignment(request.user, network):
        links.append(
            Link("Propose that the network takes on a home", address("carehomes:alignment_propose"))
        )
    page = NetworkPage.of(network_stands(network, today()), links)
    return render(request, "carehomes/network.html", {"page": page})


@require_safe
@allowed_to(reads_networks)
def board(request: SignedInRequest) -> HttpResponse:
    networks = networks_seen_by(request.user).filter(open_on(today()))
    list_page = MILESTONES.answer(request, networks, rows=_rows)
    context = {
        "list": list_page,
        "boards": boards(request),
        "title": "Care home milestones",
        "lede": "The network contract’s dates for care homes, as each network’s clinical director"
        " confirms them.",
    }
    return list_page.download or render(request, "carehomes/list.html", context)


@require_safe
@allowed_to(reads_networks)
def network_milestones(request: SignedInRequest, code: str) -> HttpResponse:
    network = or_404(networks_seen_by(request.user).filter(code=code).first())
    sent = returns_sent([network])
    plans = [
        (specification, deadline, (network.pk, specification, deadline.return_code) in sent)
        for specification, deadline in plans_asked(today())
    ]
    page = MilestonesPage.of(
        network,
        milestones(today()),
        said_of_milestones([network]),
        plans,
        today(),
    )
    return render(request, "carehomes/milestones.html", {"page": page, "breadcrumbs": TRAIL})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(reads_networks)
def milestone(request: SignedInRequest, code: str, milestone: str) -> HttpResponse:
    network = or_404(networks_seen_by(request.user).filter(code=code).first())
    owed_milestone = or_404(milestone_called(milestone))
    may = can_confirm_milestone(request.user, network)
    if request.method == "POST":
        require(may)
    word = said_of_milestones([network]).get((network.pk, milestone))
    form = MilestoneForm(*typed(request), initial=_initial(word))
    context = {
        "form": form if may else None,
        "title": owed_milestone.deadline.title,
        "caption": named(network),
        "lede": f"Due {written(owed_milestone.deadline.due)}. {owed_milestone.deadline.clause}."
        f" {owed_milestone.deadline.note}",
        "rows": _said_rows(word),
        "button": "Save",
        "multipart": True,
        "cancel_href": address("carehomes:network_milestones", code=code),
        "breadcrumbs": [
            *TRAIL,
            (named(network), address("carehomes:network_milestones", code=code)),
        ],
    }
    return answer_form(
        request,
        form,
        lambda: _keep(request, network, milestone, form),
        message="Your word is kept",
        redirect_to=address("carehomes:network_milestones", code=code),
        template="carehomes/milestone.html",
        context=context,
    )


@transaction.atomic
def _keep(
    request: SignedInRequest, network: Organisation, milestone: str, form: MilestoneForm
) -> MilestoneConfirmation:
    upload = form.cleaned_data["evidence"]
    evidence = (
        keep_attachment(upload=upload, organisation=network, by=request.user) if upload else None
    )
    return say_milestone(
        pcn=network,
        milestone=milestone,
        met_on=form.met_since,
        note=form.cleaned_data["note"],
        evidence=evidence,
        by=request.user,
    )


def _initial(word: MilestoneConfirmation | None) -> dict[str, object]:
    if word is None:
        return {}
    return {"met": "yes" if word.met_on else "no", "met_on": word.met_on, "note": word.note}


def _said_rows(word: MilestoneConfirmation | None) -> list[SummaryRow]:
    if word is None:
        return [SummaryRow("So far", "Nothing was said")]
    state = f"Met since {written(word.met_on)}" if word.met_on else "Not met yet"
    rows = [SummaryRow("So far", state, said=f"{word.said_by}, {written(word.said_on)}")]
    if word.note:
        rows.append(SummaryRow("Note", word.note))
    if word.evidence:
        href = address("attachment", key=word.evidence.pk)
        rows.append(SummaryRow("Evidence", word.evidence.name, href=href))
    return rows

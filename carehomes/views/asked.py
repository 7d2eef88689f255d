"""What the address of a page about homes names: found where the person may see it."""

from __future__ import annotations

from django.http import Http404

from carehomes.models import CareHome, ClinicalLead
from carehomes.pages.words import Link
from carehomes.policy import counts_residents, reads_networks
from carehomes.selectors.visible import (
    leads_visible_to,
    networks_seen_by,
    practices_seen_by,
    visible_home,
)
from commissioning.models import Organisation
from commissioning.web.addresses import address
from commissioning.web.guards import SignedInRequest


def home_or_404(request: SignedInRequest, location_id: str) -> CareHome:
    home = visible_home(request.user, location_id)
    if home is None:
        raise Http404
    return home


def practice_or_404(request: SignedInRequest, code: str) -> Organisation:
    practice = practices_seen_by(request.user).filter(code=code).first()
    if practice is None:
        raise Http404
    return practice


def network_or_404(request: SignedInRequest, code: str) -> Organisation:
    network = networks_seen_by(request.user).filter(code=code).first()
    if network is None:
        raise Http404
    return network


def lead_or_404(request: SignedInRequest, key: int) -> ClinicalLead:
    lead = leads_visible_to(request.user).filter(pk=key).first()
    if lead is None:
        raise Http404
    return lead


def boards(request: SignedInRequest) -> list[Link]:
    """The other lists about homes that this person may open."""
    places = [
        Link("Homes", address("carehomes:homes")),
        Link("Clinical leads", address("carehomes:leads")),
        Link("Medicines support", address("carehomes:medicines")),
        Link("Out of hours", address("carehomes:out_of_hours")),
    ]
    if reads_networks(request.user):
        places += [
            Link("Alignments", address("carehomes:alignments")),
            Link("Milestones", address("carehomes:milestones")),
        ]
    if counts_residents(request.user):
        places.append(Link("Count residents and plans", address("carehomes:counting")))
    return [place for place in places if place.href != request.path]

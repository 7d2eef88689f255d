"""The lists about homes that a person may go to from another."""

from __future__ import annotations

from carehomes.pages.words import Link
from carehomes.policy import counts_residents, reads_networks
from commissioning.web.addresses import address
from commissioning.web.guards import SignedInRequest


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

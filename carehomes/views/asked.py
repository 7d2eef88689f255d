"""The lists about homes that a person may go to from another."""

from __future__ import annotations

from carehomes.pages.words import Link
from carehomes.policy import counts_residents, reads_networks
from commissioning.web.guards import SignedInRequest


def boards(request: SignedInRequest) -> list[Link]:
    """The other lists about homes that this person may open."""
    places = [
        Link("Homes", "/homes/"),
        Link("Clinical leads", "/leads/"),
        Link("Medicines support", "/medicines/"),
        Link("Out of hours", "/out-of-hours/"),
    ]
    if reads_networks(request.user):
        places += [Link("Alignments", "/alignments/"), Link("Milestones", "/milestones/")]
    if counts_residents(request.user):
        places.append(Link("Count residents and plans", "/residents/"))
    return [place for place in places if place.href != request.path]

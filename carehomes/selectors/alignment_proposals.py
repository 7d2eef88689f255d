"""Proposals of alignment that wait, by home."""

from __future__ import annotations

from collections.abc import Iterable

from carehomes.models import AlignmentProposal, CareHome

State = AlignmentProposal.State
OPEN = (State.PROPOSED, State.AGREED)


def open_proposals(homes: Iterable[CareHome]) -> dict[int, list[AlignmentProposal]]:
    """The open proposals of homes, by the home's key, the oldest first."""
    proposals_by_home: dict[int, list[AlignmentProposal]] = {}
    rows = AlignmentProposal.objects.filter(home__in=list(homes), state__in=OPEN)
    for proposal in rows.select_related("pcn").order_by("proposed_on", "pk"):
        proposals_by_home.setdefault(proposal.home_id, []).append(proposal)
    return proposals_by_home


def other_claims(proposal: AlignmentProposal) -> list[AlignmentProposal]:
    """Other networks' open proposals of the same home."""
    proposals = open_proposals([proposal.home]).get(proposal.home_id, [])
    return [other_proposal for other_proposal in proposals if other_proposal.pk != proposal.pk]

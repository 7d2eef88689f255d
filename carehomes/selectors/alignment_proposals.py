"""Proposals of alignment that wait, by home."""

from __future__ import annotations

from collections.abc import Iterable

from carehomes.models import AlignmentProposal, CareHome

State = AlignmentProposal.State
OPEN = (State.PROPOSED, State.AGREED)


def open_proposals(homes: Iterable[CareHome]) -> dict[int, list[AlignmentProposal]]:
    """The open proposals of homes, by the home's key, the oldest first."""
    found: dict[int, list[AlignmentProposal]] = {}
    rows = AlignmentProposal.objects.filter(home__in=list(homes), state__in=OPEN)
    for each in rows.select_related("pcn").order_by("proposed_on", "pk"):
        found.setdefault(each.home_id, []).append(each)
    return found


def other_claims(proposal: AlignmentProposal) -> list[AlignmentProposal]:
    """Other networks' open proposals of the same home."""
    found = open_proposals([proposal.home]).get(proposal.home_id, [])
    return [each for each in found if each.pk != proposal.pk]

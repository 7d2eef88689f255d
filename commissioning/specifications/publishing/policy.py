"""Who publishes, approves, reads and agrees to specifications."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.models import (
    Agreement,
    Organisation,
    Role,
    SpecificationDraft,
    SpecificationVersion,
    User,
)
from commissioning.policy.decision import YES, Permission, no
from commissioning.policy.roles import acts_for, has_a_role, holds, only

can_publish_specification = only(
    Role.PRIMARY_CARE, reason="Only the CCG's primary care team publishes specifications"
)


def same_text(version: SpecificationVersion, sha256: str) -> Permission:
    """A published version keeps its text: what differs is a new version."""
    if version.sha256 == sha256:
        return YES
    return no(
        f"{version.code} {version.version} is published with another text (SHA-256 "
        f"{version.sha256[:12]}, this file {sha256[:12]}): give the file a new version"
    )


def can_approve_specification(
    user: User, version: SpecificationVersion, missing: Sequence[str] = ()
) -> Permission:
    """Let a version govern. `missing` are those whose agreement to a variation is not on record."""
    if not holds(user, Role.PRIMARY_CARE):
        return no("Only the CCG's primary care team approves specifications")
    if version.published_by_id == user.pk:
        return no("You published this version: a second person of the team approves it")
    if version.approved_at:
        return no(f"{version} is approved already")
    if missing:
        return no(
            "This version changes a contract within its period, so everybody agrees to it first."
            f" No agreement is on record from: {', '.join(missing)}"
        )
    return YES


def can_publish_draft(user: User, draft: SpecificationDraft) -> Permission:
    if draft.drafted_by_id != user.pk:
        return no(f"{draft.drafted_by} prepared this draft, and publishes it or throws it away")
    return can_publish_specification(user)


def reads_specifications(user: User) -> Permission:
    """Everybody who has a role reads what is commissioned."""
    return has_a_role(user)


def reads_proposed_specifications(user: User) -> Permission:
    """Read versions that are published and not approved: the CCG, and those who agree to them."""
    if holds(user, Role.PRACTICE) and not holds(user, *PROPOSALS_ARE_FOR):
        return no("Practices read the versions that are approved")
    if holds(user, *PROPOSALS_ARE_FOR):
        return YES
    return has_a_role(user)


PROPOSALS_ARE_FOR = (
    Role.PRIMARY_CARE,
    Role.FINANCE,
    Role.DATA_QUALITY,
    Role.LMC,
    Role.PCN_DIRECTOR,
)


# Agree to variations, or record that others did.
answers_variations = only(
    Role.PRIMARY_CARE,
    Role.LMC,
    Role.PCN_DIRECTOR,
    reason="The LMC and the clinical directors agree to a variation, not practices or finance",
)


def can_answer_variation(
    user: User, version: SpecificationVersion, party: str, pcn: Organisation | None
) -> Permission:
    """Answer for the LMC or for a network; the primary care team records what others said."""
    if version.approved_at:
        return no(f"{version} is approved: what was agreed to it stands")
    if holds(user, Role.PRIMARY_CARE) or answers_as_party(user, party, pcn):
        return YES
    if party == Agreement.Party.LMC:
        return no("Only the LMC and the CCG's primary care team record what the LMC says")
    return no(f"Only the clinical director of {pcn} and the CCG's primary care team answer for it")


def answers_as_party(user: User, party: str, pcn: Organisation | None) -> bool:
    """Say whether a person is the LMC's, or a director of the network."""
    if party == Agreement.Party.LMC:
        return holds(user, Role.LMC)
    return any(organisation == pcn for organisation in acts_for(user, Role.PCN_DIRECTOR))

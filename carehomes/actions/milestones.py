"""A network confirms the network contract's care home milestones, or says what is being done."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import MilestoneConfirmation
from carehomes.policy import can_confirm_milestone
from carehomes.selectors.milestones import milestone_called
from commissioning.clock import today
from commissioning.models import Attachment, Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record


@transaction.atomic
def say_milestone(
    *,
    pcn: Organisation,
    milestone: str,
    met_on: date | None,
    note: str = "",
    evidence: Attachment | None = None,
    by: User,
) -> MilestoneConfirmation:
    """Say for a network that a milestone is met since a day, or not yet and what is being done."""
    require(can_confirm_milestone(by, pcn))
    owed_milestone = milestone_called(milestone)
    if owed_milestone is None:
        raise ValidationError(f"No specification has a milestone “{milestone}” for networks")
    if met_on and met_on > today():
        raise ValidationError("The day since when it is met cannot be in the future")
    if not met_on and not note:
        raise ValidationError("Say what is missing and what is being done about it")
    values: dict[str, object] = {"met_on": met_on, "note": note, "said_by": by, "said_on": today()}
    if evidence:
        values["evidence"] = evidence
    row, _ = MilestoneConfirmation.objects.update_or_create(
        pcn=pcn, specification=owed_milestone.specification, milestone=milestone, defaults=values
    )
    record("milestone met" if met_on else "milestone not met", row, by=by, reason=note)
    return row

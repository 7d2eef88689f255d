"""Publishing specifications: one person publishes a version, a second one approves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Approval, SpecificationVersion, User
from commissioning.policy.decision import no, require
from commissioning.records.audit import record
from commissioning.records.history import change_facts, clock_time
from commissioning.specifications.publishing.policy import (
    can_approve_specification,
    can_publish_specification,
    same_text,
)
from commissioning.specifications.publishing.task_actions import plan_tasks
from commissioning.specifications.publishing.variations import missing_agreements
from commissioning.specifications.schema import read_specification


@transaction.atomic
def publish_specification(
    *, text: str, by: User, reason: str = ""
) -> tuple[SpecificationVersion, bool]:
    """Publish a file as a version that never changes, and say whether it is new.

    The same file published again is found and left as it is. Raises SpecificationError with every
    mistake in the file; refuses another text under a version that exists.
    """
    require(can_publish_specification(by))
    specification = read_specification(text)
    digest = sha256(text.encode()).hexdigest()
    version, created = SpecificationVersion.objects.get_or_create(
        code=specification.code,
        version=specification.version,
        defaults={
            "title": specification.title,
            "commissioner": specification.commissioner,
            "text": text,
            "sha256": digest,
            "in_force_from": specification.in_force,
            "period_from": specification.period.start,
            "period_to": specification.period.end,
            "reason": reason,
            "published_by": by,
        },
    )
    if not created:
        require(same_text(version, digest))
        return version, False
    version.refresh_from_db()
    record("specification published", version, by=by, reason=reason, sha256=digest)
    return version, True


@dataclass(frozen=True, slots=True)
class Minuted:
    """Where the CCG decided: the committee, the day it met, and the number of the minute."""

    committee: str
    met_on: date
    minute: str


@transaction.atomic
def approve_specification(
    *, version: SpecificationVersion, minuted: Minuted, by: User
) -> SpecificationVersion:
    """Let a published version govern every month from its in-force date.

    The person who published it cannot approve it, and a variation is agreed by the LMC and every
    network's director first. It counts from the moment that the database records, so that a run
    under way sees it whole or not at all.
    """
    change_facts()
    version = SpecificationVersion.objects.select_for_update().get(pk=version.pk)
    require(can_approve_specification(by, version, missing_agreements(version)))
    read_specification(version.text)
    if minuted.met_on > today():
        require(no(f"The committee has not met yet: {written(minuted.met_on)} is still to come"))
    version.approved_by, version.approved_at = by, clock_time()
    version.save(update_fields=["approved_by", "approved_at"])
    plan_tasks(version.code)
    Approval.objects.create(
        version=version,
        committee=minuted.committee,
        met_on=minuted.met_on,
        minute=minuted.minute,
        recorded_by=by,
    )
    record(
        "specification approved",
        version,
        by=by,
        reason=f"{minuted.committee}, {written(minuted.met_on)}, minute {minuted.minute}",
        sha256=version.sha256,
    )
    return version

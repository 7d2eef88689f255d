"""What the LMC and the clinical directors say to a variation."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Agreement, Organisation, SpecificationVersion, User
from commissioning.policy.decision import no, require
from commissioning.records.audit import record
from commissioning.specifications.publishing.policy import answers_as_party, can_answer_variation
from commissioning.specifications.publishing.variations import wanted_for


@transaction.atomic
def answer_variation(
    *,
    version: SpecificationVersion,
    party: str,
    pcn: Organisation | None = None,
    agrees: bool,
    person: str,
    agreed_on: date,
    evidence: str = "",
    reason: str = "",
    by: User,
) -> Agreement:
    """Record whether the LMC, or a network's director, agrees to a variation.

    A later answer takes an earlier one's place, until the version is approved. Who records it for
    another says where it can be read; who does not agree says why.
    """
    version = SpecificationVersion.objects.select_for_update().get(pk=version.pk)
    require(can_answer_variation(by, version, party, pcn))
    if not any(
        (agreement.party, agreement.pcn) == (party, pcn) for agreement in wanted_for(version)
    ):
        require(no(f"{version} needs no agreement from {pcn or 'the LMC'}"))
    if agreed_on > today():
        require(no(f"{written(agreed_on)} is still to come: give the day of the answer"))
    if not evidence and not answers_as_party(by, party, pcn):
        require(no("Say where the answer can be read: a minute, a letter or an e-mail"))
    if not agrees and not reason:
        require(no("Say why they do not agree"))
    answer, _ = Agreement.objects.update_or_create(
        version=version,
        party=party,
        pcn=pcn,
        defaults={
            "agrees": agrees,
            "person": person,
            "agreed_on": agreed_on,
            "evidence": evidence,
            "reason": reason,
            "recorded_by": by,
        },
    )
    event = "variation agreed" if agrees else "variation not agreed"
    record(event, answer, by=by, reason=reason, evidence=evidence)
    return answer

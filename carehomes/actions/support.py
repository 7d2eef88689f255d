"""Checking what support a home can use, and what it has for video."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, SupportCheck
from carehomes.policy import can_check_support
from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record


@dataclass(frozen=True, slots=True)
class SupportSaid:
    """What was found; a note says what is amiss where the offer cannot be used."""

    accessible: bool
    includes_primary_care: bool
    internet: bool
    video: bool
    nhsmail: bool
    note: str = ""


@transaction.atomic
def check_support(
    *, home: CareHome, organisation: Organisation, answers: SupportSaid, by: User
) -> SupportCheck:
    """Say what support a home can use today; said again the same day, it corrects it."""
    require(can_check_support(by, organisation))
    if not (answers.accessible and answers.includes_primary_care) and not answers.note:
        raise ValidationError("Say what is missing from the universal support offer")
    check, _ = SupportCheck.objects.update_or_create(
        home=home,
        organisation=organisation,
        checked_on=today(),
        defaults=asdict(answers) | {"checked_by": by},
    )
    record("support checked", check, by=by, accessible=answers.accessible)
    return check

"""Reading claim forms that are being filled in."""

from __future__ import annotations

import re
from uuid import UUID

from django.db.models import QuerySet

from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from payments.models import Claim, ClaimSheet
from payments.policy.claims import reads_every_claim


def sheets_visible_to(user: User) -> QuerySet[ClaimSheet]:
    """For the CCG's team and finance every claim form, for a practice's people its own."""
    sheets = ClaimSheet.objects.select_related("practice", "saved_by", "sent_by")
    if reads_every_claim(user):
        return sheets
    return sheets.filter(
        practice__in=[own_practice.pk for own_practice in acts_for(user, Role.PRACTICE)]
    )


def visible_sheet(user: User, number: UUID) -> ClaimSheet | None:
    return sheets_visible_to(user).filter(pk=number).first()


def drafts_for(user: User) -> list[ClaimSheet]:
    """Drafts to go on with, the latest first: a practice's own, for the CCG those it began."""
    drafts = sheets_visible_to(user).filter(state=ClaimSheet.State.DRAFT)
    if reads_every_claim(user):
        drafts = drafts.filter(saved_by=user)
    return list(drafts.order_by("-saved_on", "practice__code")[:20])


def practices_to_claim_for(user: User) -> QuerySet[Organisation]:
    """The practices a person may claim for."""
    practices = Organisation.objects.filter(kind=Organisation.Kind.PRACTICE)
    if reads_every_claim(user):
        return practices
    return practices.filter(
        pk__in=[own_practice.pk for own_practice in acts_for(user, Role.PRACTICE)]
    )


def next_references(practice: Organisation, number: int) -> list[str]:
    """The next references of a practice: its code and a running number, as C86001-007.

    Call it while the practice is locked.
    """
    prefix = f"{practice.code}-"
    used = Claim.objects.filter(reference__startswith=prefix).values_list("reference", flat=True)
    numbers = [
        int(match[1])
        for reference in used
        if (match := re.fullmatch(rf"{prefix}(\d{{1,9}})", reference))
    ]
    first = max(numbers, default=0) + 1
    return [f"{prefix}{running_number:03}" for running_number in range(first, first + number)]

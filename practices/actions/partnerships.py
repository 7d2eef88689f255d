"""Naming the practices with which a practice delivers and reports jointly."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.models import Partnership
from practices.policy.sign_ups import can_ask_commissioner
from practices.selectors.answering import governing


@transaction.atomic
def name_partner(
    *,
    practice: Organisation,
    partner: Organisation,
    specification: str,
    starts_on: date,
    by: User,
) -> Partnership:
    """Name another practice as a partner from a day. Payment stays with each practice.

    Raises ValidationError where it is the practice itself, or is named already by either of them.
    """
    require(can_ask_commissioner(by, practice))
    governing(specification)
    if partner.pk == practice.pk:
        raise ValidationError("Choose another practice than your own")
    pair = [practice.pk, partner.pk]
    if Partnership.objects.filter(
        practice__in=pair, partner__in=pair, specification=specification, ends_on=None
    ).exists():
        raise ValidationError(f"{partner} is your partner already")
    partnership = Partnership.objects.create(
        practice=practice,
        partner=partner,
        specification=specification,
        starts_on=starts_on,
        named_by=by,
        named_on=today(),
    )
    record("partner named", partnership, by=by)
    return partnership


@transaction.atomic
def end_partnership(*, partnership: Partnership, ends_on: date, by: User) -> Partnership:
    """End a partnership on a day, by either of the two practices."""
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    practice = partnership.practice
    require(can_ask_commissioner(by, practice) or can_ask_commissioner(by, partnership.partner))
    if partnership.ends_on is not None:
        raise ValidationError("This partnership has ended already")
    if ends_on < partnership.starts_on:
        raise ValidationError("The last day must not be before the partnership started")
    partnership.ends_on = ends_on
    partnership.save()
    record("partnership ended", partnership, by=by)
    return partnership

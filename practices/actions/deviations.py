"""Asking to deliver otherwise than the specification says, and deciding it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import Period, written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from practices.actions.settling import locked, settle
from practices.models import Deviation
from practices.policy.sign_ups import can_ask_commissioner, can_decide_asked
from practices.selectors.answering import governing


@transaction.atomic
def ask_for_deviation(
    *,
    practice: Organisation,
    specification: str,
    element: str,
    text: str,
    starts_on: date,
    by: User,
    ends_on: date | None = None,
) -> Deviation:
    """Ask to deliver an element otherwise from a day, until a day or until the element ends.

    Raises ValidationError where the days are not days of the element.
    """
    require(can_ask_commissioner(by, practice))
    version = governing(specification)
    part = _part(parsed(version), element, starts_on)
    if ends_on is not None and not starts_on <= ends_on <= part.end:
        raise ValidationError(
            f"The last day must be from {written(starts_on)} to {written(part.end)}"
        )
    deviation = Deviation.objects.create(
        practice=practice,
        specification=specification,
        version=version,
        element=element,
        text=text,
        starts_on=starts_on,
        ends_on=ends_on or part.end,
        element_starts_on=part.start,
        asked_by=by,
        asked_on=today(),
    )
    record("deviation asked for", deviation, by=by, reason=text)
    return deviation


def _part(specification: Specification, code: str, day: date) -> Period:
    """The part of an element's time that a day is in."""
    element = next(
        (
            listed_element
            for listed_element in specification.elements
            if listed_element.code == code
        ),
        None,
    )
    if element is None:
        raise ValidationError(f"{specification.title} has no element “{code}”")
    for part in element.periods:
        if day in part:
            return part
    days = " and ".join(
        f"{written(period.start)} to {written(period.end)}" for period in element.periods
    )
    raise ValidationError(f"{element.title} is delivered from {days}: give one of those days")


@transaction.atomic
def decide_deviation(*, deviation: Deviation, agreed: bool, reason: str, by: User) -> Deviation:
    """Agree a deviation, or refuse it, with a reason. What is paid does not change by itself.

    Where it was not settled before the element started, payment is decided apart (D-40).
    """
    deviation = locked(deviation)
    require(can_decide_asked(by, deviation))
    settle(deviation, agreed=agreed, reason=reason, by=by)
    record(f"deviation {deviation.status}", deviation, by=by, reason=deviation.decision_reason)
    return deviation

"""Out-of-hours cover of homes: what the CCG arranges, and the gaps that others tell it of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, OutOfHours, OutOfHoursGap
from carehomes.policy import can_flag_gap, can_keep_out_of_hours
from commissioning.audit import record
from commissioning.clock import today
from commissioning.domain.periods import day_before, written
from commissioning.models import Organisation, User
from commissioning.policy import require


@dataclass(frozen=True, slots=True)
class Cover:
    """Who covers a home out of hours, and when the home was told how to reach them."""

    provider: str
    medicines: str
    signposted_on: date | None
    starts_on: date


@transaction.atomic
def keep_out_of_hours(*, homes: Sequence[CareHome], said: Cover, by: User) -> int:
    """Keep an arrangement for homes from a day on; the one before ends the day before.

    From the same day, it corrects what is on record. Returns for how many homes.
    """
    require(can_keep_out_of_hours(by))
    if not homes:
        raise ValidationError("Choose at least one home")
    keys = [each.pk for each in homes]
    known: dict[int, list[OutOfHours]] = {}
    rows = OutOfHours.objects.select_for_update().filter(home__in=keys)
    for each in rows.order_by("starts_on"):
        known.setdefault(each.home_id, []).append(each)
    for home in homes:
        row = _place(home, known.get(home.pk, []), said)
        row.provider, row.medicines = said.provider, said.medicines
        row.signposted_on, row.kept_by, row.kept_on = said.signposted_on, by, today()
        row.save()
        record("out-of-hours cover kept", row, by=by, provider=said.provider)
    return len(homes)


@transaction.atomic
def flag_gap(
    *, home: CareHome, organisation: Organisation, since: date, what: str, by: User
) -> OutOfHoursGap:
    """Tell the CCG of a gap in a home's cover since a day."""
    require(can_flag_gap(by, organisation))
    if not what:
        raise ValidationError("Say what is missing")
    if since > today():
        raise ValidationError("The day since when there is a gap cannot be in the future")
    gap = OutOfHoursGap.objects.create(
        home=home,
        organisation=organisation,
        since=since,
        what=what,
        raised_by=by,
        raised_on=today(),
    )
    record("out-of-hours gap flagged", gap, by=by, reason=what)
    return gap


@transaction.atomic
def answer_gap(*, gap: OutOfHoursGap, answer: str, closes: bool, by: User) -> OutOfHoursGap:
    """Say what the CCG does about a gap, and whether that closes it."""
    require(can_keep_out_of_hours(by))
    if not answer:
        raise ValidationError("Say what the CCG has done, or is doing")
    gap = OutOfHoursGap.objects.select_for_update().get(pk=gap.pk)
    if gap.closed_on:
        raise ValidationError(f"This gap was closed on {written(gap.closed_on)}")
    gap.answer, gap.answered_by, gap.answered_on = answer, by, today()
    if closes:
        gap.closed_by, gap.closed_on = by, today()
    gap.save()
    event = "out-of-hours gap closed" if closes else "out-of-hours gap answered"
    record(event, gap, by=by, reason=answer)
    return gap


def _place(home: CareHome, known: Sequence[OutOfHours], said: Cover) -> OutOfHours:
    """The row to fill: that of the same day, or a new one after the one before has ended."""
    start = said.starts_on
    later = next((each for each in known if each.starts_on > start), None)
    end = day_before(later.starts_on) if later else None
    for each in known:
        if each.starts_on == start:
            return each
        if each.starts_on < start and (each.ends_on is None or each.ends_on >= start):
            each.ends_on = day_before(start)
            each.save(update_fields=["ends_on"])
    return OutOfHours(home=home, starts_on=start, ends_on=end)

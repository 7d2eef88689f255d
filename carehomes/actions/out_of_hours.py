"""Out-of-hours cover of homes: what the CCG arranges, and the gaps that others tell it of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome, OutOfHours, OutOfHoursGap
from carehomes.policy import can_flag_gap, can_keep_out_of_hours
from commissioning.clock import today
from commissioning.domain.periods import day_before, written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record


@dataclass(frozen=True, slots=True)
class Cover:
    """Who covers a home out of hours, and when the home was told how to reach them."""

    provider: str
    medicines: str
    signposted_on: date | None
    starts_on: date


@transaction.atomic
def keep_out_of_hours(*, homes: Sequence[CareHome], cover: Cover, by: User) -> int:
    """Keep an arrangement for homes from a day on; the one before ends the day before.

    From the same day, it corrects what is on record. Returns for how many homes.
    """
    require(can_keep_out_of_hours(by))
    if not homes:
        raise ValidationError("Choose at least one home")
    keys = [chosen_home.pk for chosen_home in homes]
    rows_by_home: dict[int, list[OutOfHours]] = {}
    rows = OutOfHours.objects.select_for_update().filter(home__in=keys)
    for earlier_row in rows.order_by("starts_on"):
        rows_by_home.setdefault(earlier_row.home_id, []).append(earlier_row)
    for home in homes:
        row = _place(home, rows_by_home.get(home.pk, []), cover)
        row.provider, row.medicines = cover.provider, cover.medicines
        row.signposted_on, row.kept_by, row.kept_on = cover.signposted_on, by, today()
        row.save()
        record("out-of-hours cover kept", row, by=by, provider=cover.provider)
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


def _place(home: CareHome, rows: Sequence[OutOfHours], cover: Cover) -> OutOfHours:
    """The row to fill: that of the same day, or a new one after the one before has ended."""
    start = cover.starts_on
    later = next((row for row in rows if row.starts_on > start), None)
    end = day_before(later.starts_on) if later else None
    for row in rows:
        if row.starts_on == start:
            return row
        if row.starts_on < start and (row.ends_on is None or row.ends_on >= start):
            row.ends_on = day_before(start)
            row.save(update_fields=["ends_on"])
    return OutOfHours(home=home, starts_on=start, ends_on=end)

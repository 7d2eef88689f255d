"""What the record raises by itself, and mends."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.jobs.enqueue import ask_for
from commissioning.models import Job, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from reporting.actions.exception_steps import step
from reporting.models import HomeException
from reporting.policy.exceptions import (
    can_raise_from_records,
)
from reporting.selectors.exceptions import is_asked_on
from reporting.selectors.gaps import GapOnRecord, gaps_on_record

FROM_THE_RECORD = "exceptions from the record"
State, Source = HomeException.State, HomeException.Source


@transaction.atomic
def raise_from_records(*, by: User) -> int:
    """Raise what the record itself shows is missing, and note as mended what it shows no more.

    Done again on the same day it changes nothing. Returns how many were raised or mended.
    """
    require(can_raise_from_records(by))
    if not is_asked_on(today()):
        return 0
    open_ones = {
        (exception.home_id, exception.question): exception
        for exception in HomeException.objects.select_for_update().filter(
            source=Source.RECORD, mended_on__isnull=True, closed_on__isnull=True
        )
    }
    gaps = gaps_on_record(today())
    done = 0
    for gap in gaps:
        if open_ones.pop((gap.home.pk, gap.question), None) is None:
            _raise_by_itself(gap, by)
            done += 1
    done += _mend_by_itself(open_ones.values(), by)
    return done


@transaction.atomic
def ask_for_the_days_work(*, by: User) -> Job | None:
    """Have the record raised from, once a day; None where today's was asked for before."""
    require(can_raise_from_records(by))
    key = f"exceptions from the record:{today()}"
    if Job.objects.filter(key=key).exists():
        return None
    title = f"Raise what the record shows is missing on {written(today())}"
    job = ask_for(FROM_THE_RECORD, key=key, by=by, title=title)
    record("day's exceptions asked for", job, by=by)
    return job


def _raise_by_itself(gap: GapOnRecord, by: User) -> None:
    made = HomeException.objects.create(
        home=gap.home,
        specification=gap.specification,
        question=gap.question,
        missing=gap.missing,
        since=gap.since or today(),
        source=Source.RECORD,
        raised_by=by,
        raised_on=today(),
        state=State.CONFIRMED,
    )
    step(made, "raised by the record", by, gap.missing)
    record("exception raised by the record", made, by=by, reason=gap.missing)


def _mend_by_itself(exceptions: Iterable[HomeException], by: User) -> int:
    mended = 0
    for exception in exceptions:
        exception.mended_on = today()
        exception.save()
        step(exception, f"mended, as the record shows on {written(today())}", by)
        record("exception mended by the record", exception, by=by)
        mended += 1
    return mended

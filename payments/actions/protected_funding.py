"""Keeping practices' local funding whole until the national service starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.domain.money import pounds
from commissioning.domain.periods import written
from commissioning.imports import FileColumn, FileRow, ImportOutcome, Mistakes
from commissioning.imports.lookup import Lookup
from commissioning.imports.row_models import (
    Blank,
    CodeOrBlank,
    Day,
    DayOrNone,
    FileCell,
    Pounds,
    PracticeCode,
    Text,
)
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.schema import ProtectedAmount
from payments.models import ProtectedSum
from payments.policy.runs import can_protect_funding


def _covers(row: FileRow, column: str) -> tuple[str, ...]:
    covers = [part.strip().lower() for part in row.text(column).split(";") if part.strip()]
    unknown = [cover for cover in covers if cover not in ProtectedSum.Covers.values]
    if unknown:
        choices = ", ".join(ProtectedSum.Covers.values)
        row.wrong(column, f"“{'; '.join(unknown)}” is not known", f"Write some of: {choices}")
    return tuple(dict.fromkeys(covers))


@row_model(frozen=True, slots=True)
class ProtectedRow:
    """A practice's yearly amount for a local service, as a file or a form gives it."""

    line: int | None
    practice_code: PracticeCode
    service: Text
    annual_amount: Pounds
    starts_on: Annotated[Day, FileColumn("from")]
    ends_on: Annotated[DayOrNone, FileColumn("to", needed=False)] = None
    specification: CodeOrBlank = ""  # none: the one that protects local funding
    # Where it is not said, as it is on record.
    covers: Annotated[tuple[str, ...] | None, FileCell(_covers), Blank(None)] = None


@dataclass(frozen=True, slots=True)
class _Protected(Statement[ProtectedSum]):
    """An amount from a day. Another first day is another matter."""

    row: ProtectedRow
    practice: Organisation
    specification: str

    @property
    def service(self) -> tuple[int, str, str]:
        return (self.practice.pk, self.specification, self.row.service)

    @property
    def about(self) -> Mapping[str, object]:
        return {
            "practice": self.practice,
            "specification": self.specification,
            "service": self.row.service,
            "starts_on": self.row.starts_on,
        }

    @property
    def day(self) -> date:
        return self.row.starts_on

    @property
    def values(self) -> Mapping[str, object]:
        values: dict[str, object] = {
            "annual_amount": self.row.annual_amount,
            "ends_on": self.row.ends_on,
        }
        if self.row.covers is not None:
            values["covers"] = sorted(self.row.covers)
        return values

    @property
    def name(self) -> str:
        return f"{self.practice.code} {self.row.service} from {written(self.day)}"

    @property
    def text(self) -> str:
        return f"{self.name}: {pounds(self.row.annual_amount)} a year"


@transaction.atomic
def protect_amounts(
    *, rows: Sequence[ProtectedRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Record protected amounts, all of them or none.

    One amount for each practice, service and first day: the same with other values corrects it.
    Two amounts for one service never overlap, for both would be paid.
    """
    change_facts()
    require(can_protect_funding(by))
    lookup = Lookup((row.practice_code for row in rows), mistakes)
    on_record = {
        (
            stored_sum.practice_id,
            stored_sum.specification,
            stored_sum.service,
            stored_sum.starts_on,
        ): stored_sum
        for stored_sum in ProtectedSum.objects.filter(
            practice__in=lookup.organisations.values()
        ).select_related("practice")
    }
    protected = list(_found(rows, lookup))
    settled = Settled(protected, lookup.mistakes, one_a="practice, service and first day")
    _no_overlaps(protected, on_record.values(), lookup.mistakes)
    lookup.mistakes.check()
    outcome = ImportOutcome()
    for protected_sum, became in settled.differences(ProtectedSum, on_record, outcome).save():
        record(
            f"protected amount {became}",
            protected_sum,
            by=by,
            annual_amount=str(protected_sum.annual_amount),
        )
    return outcome


def _found(rows: Sequence[ProtectedRow], lookup: Lookup) -> Iterator[_Protected]:
    for row in rows:
        mistakes_before = len(lookup.mistakes)
        lookup.text_without_patients(row.line, service=row.service)
        if row.ends_on and row.ends_on < row.starts_on:
            lookup.mistakes.add(
                row.line, "to", f"{row.ends_on} is before {row.starts_on}", "Write a later day"
            )
        practice = lookup.practice(row.line, row.practice_code)
        approved = lookup.specification_that_pays(
            row.line, row.specification, ProtectedAmount, "protected local funding"
        )
        if practice and approved and len(lookup.mistakes) == mistakes_before:
            yield _Protected(row, practice, approved.code)


def _no_overlaps(
    protected: Iterable[_Protected], on_record: Iterable[ProtectedSum], mistakes: Mistakes
) -> None:
    """Refuse two amounts for one service on the same days, here or on record."""
    spans: dict[tuple[int, str, str], dict[date, tuple[date | None, int | None]]] = defaultdict(
        dict
    )
    for stored_sum in on_record:
        of = (stored_sum.practice_id, stored_sum.specification, stored_sum.service)
        spans[of][stored_sum.starts_on] = (stored_sum.ends_on, None)
    for new_sum in protected:
        spans[new_sum.service][new_sum.row.starts_on] = (new_sum.row.ends_on, new_sum.line)
    for (_, _, service), days in spans.items():
        for (start, (end, line)), (following, (_, other)) in pairwise(sorted(days.items())):
            if end is None or end >= following:
                where = f"on line {line}" if line else "on record"
                mistakes.add(
                    other or line,
                    "from",
                    f"{service} is protected from {start} ({where}) and from {following} at once",
                    f"Give the amount from {start} a “to” before {following}",
                )

"""Recording registers: declared by practices, or found by an audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.imports.lookup import Approved, Lookup
from commissioning.imports.row_models import Code, Day, People, PracticeCode, choice_of
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.schema import RegisterCondition
from practices.models import RegisterCount
from practices.policy.answers import can_count_register
from practices.register.counts import RegisterStatement, register_differences, settled_registers

SOURCES = {
    RegisterCount.Kind.DECLARED: "declared",
    RegisterCount.Kind.AUDIT: "audit",
    RegisterCount.Kind.SPOT: "spot check",
}


@row_model(frozen=True, slots=True)
class RegisterRow:
    """A count of a practice's register on a day, as a file or a form gives it."""

    line: int | None
    practice_code: PracticeCode
    specification: Code
    counted_on: Day
    patients: People
    kind: Annotated[RegisterCount.Kind, choice_of(RegisterCount.Kind)]


@transaction.atomic
def record_register_counts(
    *, rows: Sequence[RegisterRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Record counts of registers, all of them or none.

    One count for each practice, specification, day and kind: another number corrects it. An audit
    changes no payment until the commissioner decides (interpretation D-04).
    """
    change_facts()
    lookup = Lookup((row.practice_code for row in rows), mistakes)
    for row in rows:
        if practice := lookup.organisations.get(row.practice_code):
            require(can_count_register(by, practice, row.kind))
    outcome = ImportOutcome()
    settled = settled_registers(list(_found(rows, lookup, outcome)), lookup.mistakes)
    lookup.mistakes.check()
    differences = register_differences(settled, lookup.organisations.values(), outcome)
    for count, became in differences.save():
        record(f"register count {became}", count, by=by, patients=count.patients)
    return outcome


def _found(
    rows: Sequence[RegisterRow], lookup: Lookup, outcome: ImportOutcome
) -> Iterator[RegisterStatement]:
    for row in rows:
        practice = lookup.practice(row.line, row.practice_code)
        approved = lookup.specification(row.line, row.specification)
        if practice is None or approved is None:
            continue
        audit = row.kind == RegisterCount.Kind.AUDIT
        statement = RegisterStatement(
            row=row,
            practice=practice,
            specification=row.specification,
            counted_on=row.counted_on,
            patients=row.patients,
            kind=row.kind,
            source=f"{SOURCES[row.kind]}, {written(row.counted_on)}",
        )
        if audit and row.counted_on not in _audit_days(approved):
            outcome.notes.append(
                f"{statement.name}: no condition asks for an audit on that day, so it can inform"
                " a decision and settles nothing by itself"
            )
        yield statement


def _audit_days(approved: Approved) -> set[date]:
    """The days on which a year-end payment's condition asks for an audit of the register."""
    return {
        condition.due
        for specification in approved.latest_first
        for condition in specification.conditions
        if isinstance(condition, RegisterCondition)
    }

"""Keeping practices' list sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.imports.editions import Editions, EditionSpoken
from commissioning.models import Edition, User
from commissioning.policy.decision import require
from commissioning.policy.roles import can_keep_reference_data
from commissioning.records.audit import record
from commissioning.records.changes import Differences
from commissioning.records.history import change_facts
from practices.models import ListSize, Practice
from practices.register.files import ListSizeFile, ListSizeLine
from practices.rules.unknown_codes import leave_out_unknown
from practices.selectors.organisations import commissioned_codes


@transaction.atomic
def import_list_sizes(
    *,
    file: ListSizeFile,
    weighted: bool,
    stands_for: date | None,
    by: User,
    skip_unknown: bool = False,
) -> ImportOutcome:
    """Take in list sizes. Each stands for its own day, or for another that a contract names."""
    change_facts()
    require(can_keep_reference_data(by))
    outcome = ImportOutcome()
    rows = _wanted(file, skip_unknown=skip_unknown, notes=outcome.notes)
    if stands_for:
        _check_one_day(rows, file.mistakes)
    file.mistakes.check()
    kind = ListSize.Kind.WEIGHTED if weighted else ListSize.Kind.RAW
    days = {row.counted_on for row in rows}
    spoken = EditionSpoken(stands_for or max(days), max(days), file.covers, file.name)
    edition_kind = Edition.Kind.WEIGHTED_LISTS if weighted else Edition.Kind.LISTS
    editions = Editions.take(edition_kind, spoken, by=by)
    _write(rows, kind, stands_for, outcome)
    outcome.notes.insert(0, _in_words(rows, stands_for))
    if outcome.changes_anything:
        record("list sizes imported", editions.this, by=by, counts=outcome.counts())
    return outcome


def _wanted(file: ListSizeFile, *, skip_unknown: bool, notes: list[str]) -> list[ListSizeLine]:
    """The rows to take; a file that names no commissioners is cut by who commissions whom."""
    register = set(Practice.objects.values_list("code", flat=True))
    rows, cut = file.rows, file.cut
    if cut and rows and not file.covers:
        ours = commissioned_codes(cut, max(row.counted_on for row in rows))
        rows, cut = [row for row in rows if row.practice in ours], ""
        if not rows:
            file.mistakes.add(
                None,
                "",
                f"{file.name} has no practice that {file.cut} commissions",
                "Import practices first, or check the code",
            )
    return leave_out_unknown(
        rows,
        register=register,
        cut=cut,
        column="CODE",
        skip=skip_unknown,
        mistakes=file.mistakes,
        notes=notes,
    )


def _check_one_day(rows: Iterable[ListSizeLine], mistakes: Mistakes) -> None:
    """Only a file of one day can stand for another."""
    days = Counter(row.counted_on for row in rows)
    if len(days) > 1:
        ((usual, _),) = days.most_common(1)
        for row in rows:
            if row.counted_on != usual:
                mistakes.add(
                    row.line,
                    "EXTRACT_DATE",
                    f"is {row.counted_on}, other rows say {usual}",
                    "With --stands-for, give a file of one day",
                )


def _write(
    rows: list[ListSizeLine], kind: ListSize.Kind, stands_for: date | None, outcome: ImportOutcome
) -> None:
    practices = {practice.code: practice for practice in Practice.objects.all()}
    days = {row.counted_on for row in rows}
    existing = {
        (list_size.practice_id, list_size.counted_on, list_size.stands_for): list_size
        for list_size in ListSize.objects.filter(kind=kind, counted_on__in=days)
    }
    differences = Differences(ListSize)
    for row in rows:
        practice, day = practices[row.practice], stands_for or row.counted_on
        words = f"{practice}: {_number(row.patients)} patients on {written(row.counted_on)}"
        if day != row.counted_on:
            words += f", standing for {written(day)}"
        there = existing.get((practice.pk, row.counted_on, day))
        if there is None:
            differences.add(
                ListSize(
                    practice=practice,
                    kind=kind,
                    counted_on=row.counted_on,
                    stands_for=day,
                    patients=row.patients,
                    source=row.source,
                )
            )
            outcome.added.append(words)
            continue
        before = there.patients
        if before == row.patients:
            outcome.unchanged.append(words)
            continue
        differences.change(there, patients=row.patients, source=row.source)
        outcome.changed.append(f"{words} (was {_number(before)})")
    for _ in differences.save():
        pass


def _in_words(rows: list[ListSizeLine], stands_for: date | None) -> str:
    days = " and ".join(written(day) for day in sorted({row.counted_on for row in rows}))
    total = sum((row.patients for row in rows), Decimal(0))
    words = f"{len(rows):,} lists, {_number(total)} patients on {days}"
    return f"{words}, standing for {written(stands_for)}" if stands_for else words


def _number(patients: Decimal) -> str:
    whole = patients == patients.to_integral_value()
    return f"{patients:,.0f}" if whole else f"{patients:,.2f}"

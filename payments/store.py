"""Writes a run's calculations and lines to the database fast, and reads them back for proof.

What a run for the whole of England needs is kept in this module: rows go in by COPY, a batch at a
time, so that memory stays flat however many payees there are.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection

from commissioning.domain.figures import Figure, from_json, to_text
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun
from payments.rules.lines import Calculated

BATCH = 2000  # calculations written at a time

CALCULATIONS = (
    "COPY payments_calculation (id, run_id, specification_id, specification_code, term, title,"
    " payee_id, payee_code, payee_name, for_code, year, gap, derivation) FROM STDIN"
)
LINES = "COPY payments_paymentline (id, calculation_id, for_month, kind, amount, held) FROM STDIN"
CORRECTIONS = "COPY payments_correction (line_id, corrected_id) FROM STDIN"
TOTALS = (
    "COPY payments_payeetotal (run_id, payee_id, payee_code, payee_name, amount, lines_count,"
    " gaps_count, held_count) FROM STDIN"
)


@dataclass(slots=True)
class Total:
    """What a run comes to for one payee."""

    amount: Decimal = NOTHING
    lines: int = 0
    gaps: int = 0
    held: int = 0


@dataclass(slots=True)
class Stored:
    """What was written: totals by payee, and a hash over every line in order."""

    totals: dict[str, Total] = field(default_factory=lambda: defaultdict(Total))
    by_specification: dict[str, Total] = field(default_factory=lambda: defaultdict(Total))
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    @property
    def amount(self) -> Decimal:
        return sum((each.amount for each in self.totals.values()), start=NOTHING)

    @property
    def lines(self) -> int:
        return sum(each.lines for each in self.totals.values())

    @property
    def gaps(self) -> int:
        return sum(each.gaps for each in self.totals.values())

    @property
    def summary(self) -> dict[str, Any]:
        """What the run's page says at its top, added up once; debts are under no specification."""
        return {
            "payees": len(self.totals),
            "held": sum(each.held for each in self.totals.values()),
            "specifications": {
                code: {"amount": str(total.amount), "lines": total.lines}
                for code, total in sorted(self.by_specification.items())
            },
        }

    def add(self, calculated: Calculated, lines: str) -> None:
        """Count a calculation in, with its lines as they are written."""
        total = self.totals[calculated.payee]
        under = self.by_specification[calculated.specification]
        under.lines += len(calculated.lines)
        total.gaps += bool(calculated.gap)
        amount = sum([line.amount for line in calculated.lines], start=NOTHING)
        total.amount += amount
        under.amount += amount
        total.lines += len(calculated.lines)
        total.held += len([line for line in calculated.lines if line.held])
        head = (
            f"{calculated.specification}|{calculated.version}|{calculated.term}|"
            f"{calculated.payee}|{calculated.for_code}\n"
        )
        self.hash.update(f"{head}{lines}".encode())


@dataclass(frozen=True, slots=True)
class Names:
    """The keys and names that rows are written with."""

    versions: Mapping[tuple[str, str], int]  # specification and version: key
    payees: Mapping[str, tuple[int, str]]  # ODS code: key, name


@contextmanager
def without_pauses() -> Iterator[None]:
    """Keep the cyclic garbage collector out of a batch that makes many lasting objects.

    Figures never refer back to what is made of them, so nothing is lost: without this, each pass
    of the collector looks again at all that was made so far.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write(run: PaymentRun, calculated: Iterable[Calculated], names: Names) -> Stored:
    """Write every calculation and line of a run, a batch at a time."""
    stored = Stored()
    source = iter(calculated)
    with without_pauses():
        while batch := list(islice(source, BATCH)):
            _write_batch(run, batch, names, stored)
    return stored


def write_totals(run: PaymentRun, stored: Stored, names: Names) -> None:
    """Write what the run comes to for each payee."""
    rows = []
    for payee in sorted(stored.totals):
        total = stored.totals[payee]
        key, name = names.payees[payee]
        rows.append(
            f"{run.pk}\t{key}\t{payee}\t{_escaped(name)}\t{total.amount}\t{total.lines}"
            f"\t{total.gaps}\t{total.held}\n"
        )
    _copy(TOTALS, rows)


def clear(run: PaymentRun) -> None:
    """Remove a draft's calculations and lines. The database refuses it once approved."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM payments_correction c USING payments_paymentline l,"
            " payments_calculation k WHERE c.line_id = l.id AND l.calculation_id = k.id"
            " AND k.run_id = %s",
            [run.pk],
        )
        cursor.execute(
            "DELETE FROM payments_paymentline l USING payments_calculation k"
            " WHERE l.calculation_id = k.id AND k.run_id = %s",
            [run.pk],
        )
        cursor.execute("DELETE FROM payments_calculation WHERE run_id = %s", [run.pk])
        cursor.execute("DELETE FROM payments_payeetotal WHERE run_id = %s", [run.pk])


def _write_batch(run: PaymentRun, batch: list[Calculated], names: Names, stored: Stored) -> None:
    keys = _new_keys("payments_calculation", len(batch))
    numbers = iter(_new_keys("payments_paymentline", sum([len(each.lines) for each in batch])))
    calculations: list[str] = []
    lines: list[str] = []
    corrections: list[str] = []
    months_json: dict[tuple[Month, ...], str] = {}
    known: dict[int, str] = {}
    for key, each in zip(keys, batch, strict=True):
        payee, payee_name = names.payees[each.payee]
        version = names.versions.get((each.specification, each.version))
        months = months_json.get(each.months)
        if months is None:
            months = json.dumps([str(month) for month in each.months])
            months_json[each.months] = months
        derivation = f'{{"months":{months},"figures":{to_text(each.figure, known)}}}'
        calculations.append(
            f"{key}\t{run.pk}\t{version or chr(92) + 'N'}\t{each.specification}\t{each.term}\t"
            f"{_escaped(each.title)}\t{payee}\t{each.payee}\t{_escaped(payee_name)}\t"
            f"{_escaped(each.for_code)}\t{each.year}\t{_escaped(each.gap)}\t"
            f"{_escaped(derivation)}\n"
        )
        texts = [
            f"{month.text}-01\t{kind}\t{amount or NOTHING}\t{_escaped(held)}\n"
            for month, kind, amount, held, _ in each.lines
        ]
        own = list(islice(numbers, len(texts)))
        lines += [f"{number}\t{key}\t{text}" for number, text in zip(own, texts, strict=True)]
        stored.add(each, "".join(texts))
        corrections += [
            f"{number}\t{corrected}\n"
            for number, line in zip(own, each.lines, strict=True)
            for corrected in line.corrects
        ]
    _copy(CALCULATIONS, calculations)
    _copy(LINES, lines)
    _copy(CORRECTIONS, corrections)


def _new_keys(table: str, count: int) -> range:
    """Take the next keys of a table, in one block: nobody else writes to it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, nextval(%s) + %s)", [sequence, sequence, count])
        (last,) = cursor.fetchone()
    return range(last - count, last)


def _copy(statement: str, rows: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(statement, StringIO("".join(rows)))


def _escaped(text: str) -> str:
    """Write a text so that COPY reads back the same."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as it stands in the database."""

    key: tuple[str, str, str, str, Month]  # specification, term, payee, for whom, month
    kind: str
    amount: Decimal


def stored_lines(run: PaymentRun) -> Iterator[StoredLine]:
    """Every line of a run, streamed."""
    rows = (
        PaymentLine.objects.filter(calculation__run=run)
        .values_list(
            "calculation__specification_code",
            "calculation__term",
            "calculation__payee_code",
            "calculation__for_code",
            "for_month",
            "kind",
            "amount",
        )
        .iterator(chunk_size=5000)
    )
    for specification, term, payee, for_code, for_month, kind, amount in rows:
        key = (specification, term, payee, for_code, Month.of(for_month))
        yield StoredLine(key, kind, amount)


def read_derivation(derivation: Mapping[str, list[object]]) -> tuple[Figure, tuple[Month, ...]]:
    """A stored derivation as a figure and its months. Raises ValueError where it is not one."""
    months = tuple(Month.parse(str(each)) for each in derivation["months"])
    return from_json(derivation["figures"]), months  # type: ignore[arg-type]


def unsound(run: PaymentRun) -> Iterator[str]:
    """Go through a stored run and say what does not hold: sums, lines, or totals."""
    totals: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    amounts: dict[int, dict[Month, Decimal]] = defaultdict(dict)
    lines = PaymentLine.objects.filter(calculation__run=run).order_by("calculation_id")
    for calculation, day, amount in lines.values_list(
        "calculation_id", "for_month", "amount"
    ).iterator(chunk_size=5000):
        amounts[calculation][Month.of(day)] = amount
    calculations = Calculation.objects.filter(run=run).values_list(
        "pk", "payee_code", "term", "derivation"
    )
    for pk, payee, term, derivation in calculations.iterator(chunk_size=500):
        figure, months = read_derivation(derivation)
        if not figure.holds():
            yield f"{payee}, {term}: the stored sums do not follow from their inputs"
        by_month = dict(zip(months, figure.series, strict=True))
        for month, amount in amounts.pop(pk, {}).items():
            totals[payee] += amount
            if by_month.get(month) != amount:
                yield f"{payee}, {term}, {month}: the line is not what its derivation says"
    for stranger in amounts:
        yield f"calculation {stranger}: lines without their derivation"
    stored = dict(PayeeTotal.objects.filter(run=run).values_list("payee_code", "amount"))
    for payee in sorted(set(totals) | set(stored)):
        if totals[payee] != stored.get(payee, NOTHING):
            yield f"{payee}: lines come to {totals[payee]}, the total says {stored.get(payee)}"
    if sum(totals.values(), start=NOTHING) != run.total:
        yield f"the run's lines do not come to its total, {run.total}"

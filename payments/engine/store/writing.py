"""Writes a run's calculations and lines by COPY, each batch while the next is worked out."""

from __future__ import annotations

import gc
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from itertools import count, islice
from typing import Any

from django.db import connection

from commissioning.domain.figures import to_text
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.engine.store.reading import Key, key_of, lines_of
from payments.models import PaymentRun
from payments.rules.lines import Calculated

BATCH = 1000  # calculations written at a time
CHUNK = 4_000_000  # characters handed to the database at a time

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
class PayeeSum:
    """What a run comes to for one payee."""

    amount: Decimal = NOTHING
    lines: int = 0
    gaps: int = 0
    held: int = 0


@dataclass(slots=True)
class Stored:
    """What was written: totals by payee, and a hash over every line in order."""

    totals: dict[str, PayeeSum] = field(default_factory=lambda: defaultdict(PayeeSum))
    by_specification: dict[str, PayeeSum] = field(default_factory=lambda: defaultdict(PayeeSum))
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    @property
    def amount(self) -> Decimal:
        return sum((total.amount for total in self.totals.values()), start=NOTHING)

    @property
    def lines(self) -> int:
        return sum(total.lines for total in self.totals.values())

    @property
    def gaps(self) -> int:
        return sum(total.gaps for total in self.totals.values())

    @property
    def summary(self) -> dict[str, Any]:
        """What the run's page says at its top, added up once; debts are under no specification."""
        return {
            "payees": len(self.totals),
            "held": sum(total.held for total in self.totals.values()),
            "specifications": {
                code: {"amount": str(total.amount), "lines": total.lines}
                for code, total in sorted(self.by_specification.items())
            },
        }

    def add(self, calculated: Calculated, lines: str) -> None:
        """Count a calculation in, with what its lines say."""
        amount = sum([line.amount for line in calculated.lines], start=NOTHING)
        total = self.totals[calculated.payee]
        total.amount += amount
        total.lines += len(calculated.lines)
        total.gaps += bool(calculated.gap)
        total.held += len([line for line in calculated.lines if line.held])
        under = self.by_specification[calculated.specification]
        under.amount += amount
        under.lines += len(calculated.lines)
        hashed(self.hash, key_of(calculated), lines)


def hashed(so_far: hashlib._Hash, key: Key, lines: str) -> None:
    """Add a calculation's lines to the hash of its run."""
    so_far.update(f"{'|'.join(map(str, key))}\n{lines}\n".encode())


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


def write(
    run: PaymentRun,
    calculated: Iterable[Calculated],
    names: Names,
    listener: Callable[[int], None] | None = None,
) -> Stored:
    """Write every calculation and line of a run, a batch at a time.

    For whoever holds the lock on runs: the numbers of the rows are given out here. `told` hears
    after each batch how many calculations there are so far.
    """
    stored, number = Stored(), 0
    source = iter(calculated)
    with (
        without_pauses(),
        _numbers("payments_calculation") as calculations,
        _numbers("payments_paymentline") as lines,
        _sending() as send,
    ):
        while batch := list(islice(source, BATCH)):
            rows = Rows(run, names, calculations, lines)
            for calculation in batch:
                stored.add(calculation, rows.add(calculation))
            send(rows.texts())
            number += len(batch)
            if listener:
                listener(number)
    return stored


class Rows:
    """The rows of one batch, as COPY reads them."""

    def __init__(
        self, run: PaymentRun, names: Names, keys: Iterator[int], numbers: Iterator[int]
    ) -> None:
        self.run = run.pk
        self.names = names
        self.keys, self.numbers = keys, numbers
        self.calculations: list[str] = []
        self.lines: list[str] = []
        self.corrections: list[str] = []
        self.months: dict[tuple[Month, ...], str] = {}
        self.known: dict[int, str] = {}  # figures that this batch's derivations share, as text

    def add(self, calculation: Calculated) -> str:
        """Add a calculation and its lines; gives back what its lines say."""
        key = next(self.keys)
        payee, name = self.names.payees[calculation.payee]
        version = self.names.versions.get((calculation.specification, calculation.version), "\\N")
        months = self.months.get(calculation.months)
        if months is None:
            months = self.months[calculation.months] = json.dumps(
                [month.text for month in calculation.months]
            )
        derivation = f'{{"months":{months},"figures":{to_text(calculation.figure, self.known)}}}'
        self.calculations.append(
            f"{key}\t{self.run}\t{version}\t{calculation.specification}\t{calculation.term}\t"
            f"{_escaped(calculation.title)}\t{payee}\t{calculation.payee}\t{_escaped(name)}\t"
            f"{_escaped(calculation.for_code)}\t{calculation.year}\t{_escaped(calculation.gap)}\t"
            f"{_escaped(derivation)}\n"
        )
        texts = lines_of(calculation)
        for line, text in zip(calculation.lines, texts, strict=True):
            number = next(self.numbers)
            self.lines.append(f"{number}\t{key}\t{text}\t{_escaped(line.held)}\n")
            for corrected in line.corrects:
                self.corrections.append(f"{number}\t{corrected}\n")
        return "\n".join(texts)

    def texts(self) -> list[tuple[str, str]]:
        """Each COPY statement with its rows, in the order in which they are sent."""
        texts = [
            (CALCULATIONS, "".join(self.calculations)),
            (LINES, "".join(self.lines)),
            (CORRECTIONS, "".join(self.corrections)),
        ]
        return [(statement, text) for statement, text in texts if text]


@contextmanager
def _numbers(table: str) -> Iterator[Iterator[int]]:
    """The next keys of a table, one after the other; its sequence goes on after the last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        (first,) = cursor.fetchone()
    given_out = count(first)
    yield given_out
    following = next(given_out)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table, following]
        )


@contextmanager
def _sending() -> Iterator[Callable[[list[tuple[str, str]]], None]]:
    """Send each batch from another thread, while the next one is worked out.

    One batch is on its way at a time, over the one connection and in its transaction. A question
    that working out asks meanwhile waits until it arrived: two threads that speak over one
    connection wait for each other for ever.
    """
    on_its_way: Future[None] | None = None

    def in_turn(execute: Callable[..., Any], *question: Any) -> Any:
        arrived()
        return execute(*question)

    with ThreadPoolExecutor(max_workers=1) as thread, connection.execute_wrapper(in_turn):

        def send(texts: list[tuple[str, str]]) -> None:
            nonlocal on_its_way
            arrived()
            on_its_way = thread.submit(_copy, connection.connection, texts)

        def arrived() -> None:
            if on_its_way:
                with connection.wrap_database_errors:
                    on_its_way.result()

        yield send
        arrived()


def _copy(raw: Any, texts: list[tuple[str, str]]) -> None:
    with raw.cursor() as cursor:
        for statement, text in texts:
            cursor.copy_expert(statement, StringIO(text), CHUNK)


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
    with connection.wrap_database_errors:
        _copy(connection.connection, [(TOTALS, "".join(rows))])


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


def _escaped(text: str) -> str:
    """Write a text so that COPY reads back the same."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text

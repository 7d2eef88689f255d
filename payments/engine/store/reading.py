"""Reads a run's calculations and lines back, a few at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from commissioning.domain.figures import Figure, from_json
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.models import PaymentRun
from payments.rules.lines import Calculated


class Key(NamedTuple):
    """What tells one calculation of a run from another."""

    specification: str
    version: str
    term: str
    payee: str
    for_code: str
    year: int


class StoredCalculation(NamedTuple):
    """A calculation as it stands in the database: its derivation as JSON, its lines as text."""

    key: Key
    lines: str
    derivation: str


def key_of(calculated: Calculated) -> Key:
    return Key(
        calculated.specification,
        calculated.version,
        calculated.term,
        calculated.payee,
        calculated.for_code,
        calculated.year,
    )


def lines_of(calculated: Calculated) -> list[str]:
    """What each line says: its month, kind and amount. There is no minus sign before 0.00."""
    return [
        f"{month.text}-01\t{kind}\t{amount or NOTHING}"
        for month, kind, amount, _, _ in calculated.lines
    ]


def as_written(calculated: Calculated) -> StoredCalculation:
    """A calculation that is not stored, to compare with one that is."""
    return StoredCalculation(key_of(calculated), "\n".join(lines_of(calculated)), "")


LINES = """
    SELECT string_agg(
        to_char(for_month, 'YYYY-MM-DD') || E'\\t' || kind || E'\\t' || amount,
        E'\\n' ORDER BY for_month
    )
    FROM payments_paymentline WHERE calculation_id = calculation.id
"""
CALCULATIONS = f"""
    SELECT calculation.specification_code, coalesce(governing.version, ''), calculation.term,
        calculation.payee_code, calculation.for_code, calculation.year,
        coalesce(({LINES}), ''), {{derivation}}
    FROM payments_calculation calculation
    LEFT JOIN commissioning_specificationversion governing
        ON governing.id = calculation.specification_id
    WHERE calculation.run_id = %s
    ORDER BY calculation.id
"""  # noqa: S608  (made of its own two parts)


def written(run: PaymentRun, *, derivations: bool = True) -> Iterator[StoredCalculation]:
    """Every calculation of a run in the order it was written, streamed."""
    derivation = "calculation.derivation" if derivations else "''"
    with connection.chunked_cursor() as cursor:
        cursor.execute(CALCULATIONS.format(derivation=derivation), [run.pk])
        for row in cursor:
            yield StoredCalculation(Key(*row[:6]), row[6], row[7])


def amounts(lines: str) -> Iterator[tuple[Month, str, Decimal]]:
    """Month, kind and amount of each line of a text."""
    for line in lines.split("\n") if lines else ():
        day, kind, amount = line.split("\t")
        yield Month(int(day[:4]), int(day[5:7])), kind, Decimal(amount)


def read_derivation(text: str) -> tuple[Figure, tuple[Month, ...]]:
    """A stored derivation as a figure and its months. Raises ValueError where it is not one."""
    derivation = json.loads(text)
    return from_json(derivation["figures"]), _months(tuple(derivation["months"]))


@lru_cache(maxsize=256)
def _months(texts: tuple[str, ...]) -> tuple[Month, ...]:
    return tuple(Month.parse(text) for text in texts)

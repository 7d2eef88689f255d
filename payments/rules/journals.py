"""Double entry: what is charged to which account, and that a journal balances. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month


class UnbalancedError(Exception):
    """A journal whose debits and credits differ; it must not reach a ledger."""


@dataclass(frozen=True, slots=True)
class Coding:
    """Where an amount is charged, and what it is owed from: the accounts of one payment term."""

    entity: str
    cost_centre: str
    charged: str
    owed: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One side of a journal, as a ledger takes it."""

    journal: str
    period: str  # JUN-20
    accounted_on: date
    entity: str
    cost_centre: str
    subjective: str
    debit: Decimal
    credit: Decimal
    description: str
    reference: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its columns as text; the side that is nothing stays empty."""
        return (
            self.journal,
            self.period,
            self.accounted_on.isoformat(),
            self.entity,
            self.cost_centre,
            self.subjective,
            f"{self.debit:.2f}" if self.debit else "",
            f"{self.credit:.2f}" if self.credit else "",
            self.description,
            self.reference,
        )


COLUMNS = tuple(column.name for column in fields(JournalLine))


def period_name(month: Month) -> str:
    """How a ledger names a month: JUN-20."""
    return f"{month.first:%b-%y}".upper()


def postings(
    amount: Decimal,
    coding: Coding,
    *,
    journal: str,
    month: Month,
    accounted_on: date,
    description: str,
    reference: str,
) -> Iterator[JournalLine]:
    """Debit what is charged and credit what is owed; an amount below nothing, the other way round.

    Nothing is posted for 0.00.
    """
    if not amount:
        return
    more, less = (amount, NOTHING) if amount > 0 else (NOTHING, -amount)
    for subjective, debit, credit in (
        (coding.charged, more, less),
        (coding.owed, less, more),
    ):
        yield JournalLine(
            journal=journal,
            period=period_name(month),
            accounted_on=accounted_on,
            entity=coding.entity,
            cost_centre=coding.cost_centre,
            subjective=subjective,
            debit=debit,
            credit=credit,
            description=description,
            reference=reference,
        )


@dataclass
class Control:
    """Totals of a journal as it is written, and a hash over its lines."""

    debit: Decimal = NOTHING
    credit: Decimal = NOTHING
    lines: int = 0
    by_ledger: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, line: JournalLine, written: str) -> None:
        self.debit += line.debit
        self.credit += line.credit
        self.lines += 1
        ledger = (line.journal, line.entity)
        self.by_ledger[ledger] = self.by_ledger.get(ledger, NOTHING) + line.debit - line.credit
        self.hash.update(written.encode())

    @property
    def sha256(self) -> str:
        return self.hash.hexdigest()

    def check(self) -> None:
        """Refuse a journal that does not balance, in every entity. Raises UnbalancedError."""
        for (journal, entity), difference in self.by_ledger.items():
            if difference:
                message = f"Journal {journal} of {entity} is out of balance by {difference}"
                raise UnbalancedError(message)


def reversed_on(
    lines: Sequence[JournalLine], *, journal: str, month: Month
) -> Iterator[JournalLine]:
    """The same lines with debit and credit changed over, on the first day of a month."""
    for line in lines:
        yield JournalLine(
            journal=journal,
            period=period_name(month),
            accounted_on=month.first,
            entity=line.entity,
            cost_centre=line.cost_centre,
            subjective=line.subjective,
            debit=line.credit,
            credit=line.debit,
            description=f"Reversal: {line.description}",
            reference=line.reference,
        )


def net(lines: Iterable[JournalLine]) -> dict[tuple[str, str, str], Decimal]:
    """What lines come to on each account: debits less credits."""
    totals: dict[tuple[str, str, str], Decimal] = {}
    for line in lines:
        account = (line.entity, line.cost_centre, line.subjective)
        totals[account] = totals.get(account, NOTHING) + line.debit - line.credit
    return totals

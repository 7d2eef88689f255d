"""What a year's end still owes: achievement earned and not yet paid, and its reversal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from payments.exports.errors import ExportError
from payments.exports.journals import TOTAL, codes_for, term_said
from payments.exports.words import csv_line, guarded
from payments.models import LedgerCode
from payments.rules.conditions import State
from payments.rules.journals import Coding, JournalLine, postings, reversed_on
from payments.rules.year_end import YearEnd
from payments.selectors.ledger import LedgerCodes, paid_by_the_end_of
from payments.selectors.year_end import year_end_positions


@dataclass(frozen=True, slots=True)
class Accrual:
    """Where a practice stands with one year-end payment, and what is accrued for it.

    What every condition stands at is said whether anything is accrued or not.
    """

    stand: YearEnd
    paid: Decimal

    @property
    def term(self) -> tuple[str, str]:
        return (self.stand.specification.code, self.stand.term.code)

    @property
    def month(self) -> Month:
        """The month the payment is for: the rewarded year's last."""
        return Month.of(self.stand.year.period.end)

    def conditions(self, state: State) -> list[str]:
        return [
            finding.condition.title for finding in self.stand.findings if finding.state is state
        ]

    @property
    def refused(self) -> str:
        """Why nothing is accrued, or nothing where it is."""
        decision = self.stand.decision
        unmet = self.conditions(State.UNMET)
        if self.stand.gap:
            return self.stand.gap
        if decision is not None and decision.outcome == "refuse":
            return f"refused, {decision.words}"
        if unmet:
            return f"unmet: {'; '.join(unmet)}"
        if not self.stand.amount:
            return "no month delivered"
        if self.stand.amount <= self.paid:
            return "paid already"
        return ""

    @property
    def amount(self) -> Decimal:
        """What the rules work out for the months delivered, less what the year paid of it."""
        return NOTHING if self.refused else self.stand.amount - self.paid

    @property
    def said(self) -> str:
        """How its conditions stand: 3 met, 2 not yet due."""
        counts = [(len(self.conditions(state)), state.value) for state in State]
        return ", ".join(f"{count} {state}" for count, state in counts if count) or "no conditions"


def accruals(year: FinancialYear, on: date) -> list[Accrual]:
    """Every practice's year-end payments for a financial year, as known on a day.

    Uses the same rules, and so the same pence, as a run. Raises ExportError where no approved
    specification has a year-end payment in the year.
    """
    stands = year_end_positions(year, on)
    if not stands:
        raise ExportError(
            f"No approved specification has a payment at the end of {year}: nothing to accrue"
        )
    paid = paid_by_the_end_of(year)
    return [Accrual(stand, paid.get(_key(stand), NOTHING)) for stand in stands]


def _key(stand: YearEnd) -> tuple[str, str, str, str]:
    """What lines of a year-end payment are found by."""
    last = Month.of(stand.year.period.end)
    return (stand.specification.code, stand.term.code, stand.practice.code, str(last))


def accrual_journal(year_accruals: Sequence[Accrual], year: FinancialYear) -> Iterator[JournalLine]:
    """The accrual in the year's last month, and its reversal on 1 April in the next period."""
    owed = [accrual for accrual in year_accruals if accrual.amount]
    codes = codes_for(sorted({accrual.term for accrual in owed}))
    lines = [line for accrual in owed for line in _posted(accrual, codes, year)]
    yield from lines
    yield from reversed_on(lines, journal=f"REVERSAL-{year}", month=year.last_month.plus(1))


def _posted(accrual: Accrual, codes: LedgerCodes, year: FinancialYear) -> Iterator[JournalLine]:
    code = codes.of(*accrual.term)
    if code is None:  # codes_for has named it already
        raise ExportError(f"No ledger code for {term_said(accrual.term)}")
    stand = accrual.stand
    title = stand.term.title
    yield from postings(
        accrual.amount,
        _coding(code, stand.specification.commissioner),
        journal=f"ACCRUAL-{year}",
        month=year.last_month,
        accounted_on=year.last_month.last,
        description=(
            f"{title} {year} accrued: {stand.practice.code} {stand.practice.name}"
            f" (conditions: {accrual.said})"
        ),
        reference=f"ACCRUAL-{year}/{stand.practice.code}/{accrual.term[1]}/{accrual.month}",
    )


def _coding(code: LedgerCode, commissioner: str) -> Coding:
    return Coding(
        entity=code.entity or commissioner,
        cost_centre=code.cost_centre,
        charged=code.account,
        owed=code.accrual_account,
    )


BASIS_COLUMNS = (
    "specification",
    "version",
    "term",
    "payee_code",
    "payee_name",
    "for_whole_year",
    "for_months_delivered",
    "paid_in_the_year",
    "accrued",
    "why_not",
    "met",
    "not_yet_due",
    "unmet",
    "evidence",
)

AMOUNTS = ("for_whole_year", "for_months_delivered", "paid_in_the_year", "accrued")


def basis_cells(accrual: Accrual) -> tuple[str, ...]:
    """What an accrual rests on, for whoever checks it: amounts, and where each condition stands."""
    stand = accrual.stand
    whole = stand.whole.number if stand.whole else NOTHING
    return (
        stand.specification.code,
        stand.specification.version,
        stand.term.code,
        stand.practice.code,
        stand.practice.name,
        f"{whole:.2f}",
        f"{stand.amount:.2f}",
        f"{accrual.paid:.2f}",
        f"{accrual.amount:.2f}",
        accrual.refused,
        *("; ".join(accrual.conditions(s)) for s in (State.MET, State.NOT_YET_DUE, State.UNMET)),
        "; ".join(f"{finding.condition.title}: {finding.evidence}" for finding in stand.findings),
    )


def basis_rows(year_accruals: Sequence[Accrual]) -> Iterator[str]:
    """The basis of an accrual as the lines of a CSV file; the total accrued is the last row."""
    yield csv_line(BASIS_COLUMNS)
    for accrual in year_accruals:
        yield csv_line(
            tuple(
                cell if name in AMOUNTS else guarded(cell)
                for name, cell in zip(BASIS_COLUMNS, basis_cells(accrual), strict=True)
            )
        )
    total = sum((accrual.amount for accrual in year_accruals), start=NOTHING)
    last = {"specification": TOTAL, "accrued": f"{total:.2f}"}
    yield csv_line(tuple(last.get(name, "") for name in BASIS_COLUMNS))

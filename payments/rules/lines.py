"""From what is owed to what is paid: entitlement to date less paid to date, and debts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from payments.rules.owed import Owed, one_text
from payments.rules.recoveries import Plans, bound

Key = tuple[str, str, str, str]  # specification, term, payee, for whom

CATCH_UP, RECOVERY, DEBT = "catch-up", "recovery", "debt"
ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Paid:
    """What earlier, approved runs paid for one month, and in which lines."""

    amount: Decimal
    lines: tuple[int, ...]
    words: str
    kind: str = ""


class Line(NamedTuple):
    """One month's amount. `corrects` are the earlier lines for the same month, if any."""

    month: Month
    kind: str
    amount: Decimal
    held: str = ""
    corrects: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculated:
    """What is paid to one payee under one term for one financial year, with its derivation."""

    specification: str
    version: str
    term: str
    title: str
    payee: str
    for_code: str
    year: int
    gap: str
    months: tuple[Month, ...]
    figure: Figure
    lines: tuple[Line, ...]


PaidToDate = Mapping[Key, Mapping[Month, Paid]]


def lines_due(
    owed: Iterable[Owed], paid: PaidToDate, run_month: Month, *, regular: bool
) -> Iterator[Calculated]:
    """Take what was paid from what is owed, for everything owed or ever paid.

    What was paid and is no longer owed at all comes back in full as recoveries.
    """
    owed_months_by_key: dict[Key, set[Month]] = {}
    for entitlement in owed:
        before = paid.get(entitlement.key)
        if before:
            owed_months_by_key.setdefault(entitlement.key, set()).update(entitlement.months)
        calculated = _less_paid(entitlement, before or {}, run_month, regular=regular)
        if calculated.lines:
            yield calculated
    for key, months in paid.items():
        left = sorted(month for month in months if month not in owed_months_by_key.get(key, ()))
        yield from _no_longer_owed(key, left, months, run_month)


def _less_paid(
    owed: Owed, before: Mapping[Month, Paid], run_month: Month, *, regular: bool
) -> Calculated:
    figure = owed.figure
    if before and any(month in before and before[month].amount for month in owed.months):
        figure = derive(owed.figure.label, "take away", owed.figure, _paid(owed.months, before))
    if any(owed.held):
        figure = derive(owed.figure.label, "unless held", figure, _released(owed.held))
    lines = []
    for position, (month, amount) in enumerate(zip(owed.months, figure.series, strict=True)):
        earlier = before.get(month) if before else None
        own = month == run_month
        if not amount:  # a line all the same, where it has something to say
            first_word = owed.once and earlier is None
            if not first_word and not (own and regular and month in owed.shown):
                continue
        kind = _kind(owed, amount, own=own)
        held = owed.held[position] if owed.held and not amount else ""
        lines.append(Line(month, kind, amount, held, earlier.lines if earlier else ()))
    return Calculated(
        owed.specification,
        owed.version,
        owed.term,
        owed.title,
        owed.payee,
        owed.for_code,
        owed.year,
        owed.gap,
        owed.months,
        figure,
        tuple(lines),
    )


def _released(held: tuple[str, ...]) -> Figure:
    """1 where a month may be paid, 0 where it is held, with the reason.

    A hold keeps back what is still to pay; it never takes back what was paid (D-10, D-12).
    """
    released = tuple(Decimal(0 if reason else 1) for reason in held)
    return given("Released for payment", released, source=one_text(held))


def _kind(owed: Owed, amount: Decimal, *, own: bool) -> str:
    if owed.kind == ADJUSTMENT:
        return ADJUSTMENT
    if amount < 0:
        return RECOVERY
    if own or owed.once:
        return owed.kind
    return CATCH_UP


def _paid(months: tuple[Month, ...], before: Mapping[Month, Paid]) -> Figure:
    amounts = tuple(before[month].amount if month in before else NOTHING for month in months)
    words = tuple(before[month].words if month in before else "nothing" for month in months)
    return given("Paid so far for {month}", amounts, source=one_text(words))


def _no_longer_owed(
    key: Key, left: list[Month], before: Mapping[Month, Paid], run_month: Month
) -> Iterator[Calculated]:
    specification, term, payee, for_code = key
    due = [month for month in left if before[month].amount and month <= run_month]
    years: dict[int, list[Month]] = {}
    for month in due:
        years.setdefault(month.financial_year.start, []).append(month)
    for year, in_year in years.items():
        months = tuple(in_year)
        owed = given(
            "Owed for {month}",
            (NOTHING,) * len(months),
            source="nothing is owed any more: what it rested on was withdrawn",
        )
        figure = derive("Recovery, {month}", "take away", owed, _paid(months, before))
        yield Calculated(
            specification,
            "",
            term,
            "Recovery",
            payee,
            for_code,
            year,
            "",
            months,
            figure,
            tuple(
                Line(
                    month,
                    RECOVERY if amount < 0 else CATCH_UP,
                    amount,
                    "",
                    before[month].lines,
                )
                for month, amount in zip(months, figure.series, strict=True)
            ),
        )


@dataclass(slots=True)
class RunTotal:
    """What the other lines of a run come to for a payee, and what of it they take back."""

    amount: Decimal = NOTHING
    taken: Decimal = NOTHING

    def add(self, lines: Iterable[Line]) -> None:
        amounts = [line.amount for line in lines]
        self.amount += sum(amounts)
        if min(amounts) < 0:
            self.taken -= sum([amount for amount in amounts if amount < 0])


def debts(
    totals: Mapping[str, RunTotal],
    outstanding: Mapping[str, Decimal],
    run_month: Month,
    *,
    plans: Plans | None = None,
    regular: bool = True,
) -> Iterator[Calculated]:
    """Keep every payee's total from falling below nothing, and to its plan, in sight.

    A recovery larger than what is due is carried forward as a debt line that brings the total to
    0.00; a later run takes the debt back from what it pays. Where a plan bounds the month, no more
    than the plan's part is taken back: the debt line carries the rest.
    """
    plans = plans or {}
    for payee in sorted(set(totals) | {debtor for debtor, owing in outstanding.items() if owing}):
        total = totals.get(payee) or RunTotal()
        owing = outstanding.get(payee, NOTHING)
        part = bound(plans.get(payee, ()), run_month, regular=regular)
        if total.amount >= 0 and not owing and (part is None or not total.taken):
            continue
        figure = _debt(total, owing, part)
        amount = figure.series[0]
        if not amount:
            continue
        title = "Debt carried forward" if amount > 0 else "Debt taken back"
        yield Calculated(
            "",
            "",
            DEBT,
            title,
            payee,
            payee,
            run_month.financial_year.start,
            "",
            (run_month,),
            figure,
            (Line(run_month, DEBT, amount),),
        )


def _debt(total: RunTotal, owing: Decimal, part: Figure | None) -> Figure:
    others = given("The other lines of this run", (total.amount,))
    brought = given("Debt brought forward", (owing,), source="earlier runs")
    if part is None:
        return derive("Debt, {month}", "debt", others, brought)
    taken = given("Taken back by the other lines", (total.taken,))
    return derive("Debt, {month}", "debt under a plan", others, brought, taken, part)

"""Year-end payments: achievement, and the final payments of 2016–18."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.specifications.schema import AtYearEnd, RewardedYear, Specification
from payments.rules.conditions import (
    Finding,
    State,
    findings,
    late_reports,
    year_end_decision,
)
from payments.rules.delivery import Delivery, deliver
from payments.rules.facts import Decided, PracticeFacts
from payments.rules.instalments import rate_figure
from payments.rules.owed import Owed, for_one_month, nothing
from payments.rules.registers import Missing, list_figure, paid_for, registers


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Where a practice stands with one year-end payment: before and after a decision.

    `amount` is what is paid if every condition is met; `freed` is what the months not delivered
    set free; the two add up to the whole, to the penny.
    """

    specification: Specification
    term: AtYearEnd
    year: RewardedYear
    practice: PracticeFacts
    findings: tuple[Finding, ...]
    held: tuple[str, ...]
    decision: Decided | None
    figure: Figure | None  # the prorated amount; None where a fact is missing
    whole: Figure | None
    gap: str

    @property
    def amount(self) -> Decimal:
        return self.figure.number if self.figure else NOTHING

    @property
    def freed(self) -> Decimal:
        return self.whole.number - self.amount if self.whole else NOTHING

    @property
    def all_met(self) -> bool:
        return all(finding.state is State.MET for finding in self.findings)

    @property
    def at_stake(self) -> Decimal:
        """Each condition alone decides the whole amount: all are needed."""
        return self.amount


def position(
    specification: Specification,
    term: AtYearEnd,
    year: RewardedYear,
    practice: PracticeFacts,
    on: date,
) -> YearEnd:
    """Work out what a year-end payment comes to and where its conditions stand on a day.

    Clause: S0, Payment, achievement (D-02, D-18, D-19, D-20); S3, appendix 3 (D-09).
    """
    months = year.period.months
    delivery = deliver(specification, term, practice, months)
    condition_findings = findings(specification, term, year, practice, delivery, on)
    held = tuple(late_reports(specification, term, year, practice))
    decision = year_end_decision(specification, term, year, practice)
    whole: Figure | None = None
    figure: Figure | None = None
    gap = ""
    try:
        whole, figure = _amounts(specification, term, year, practice, delivery)
    except Missing as missing:
        gap = str(missing)
    return YearEnd(
        specification, term, year, practice, condition_findings, held, decision, figure, whole, gap
    )


def _amounts(
    specification: Specification,
    term: AtYearEnd,
    year: RewardedYear,
    practice: PracticeFacts,
    delivery: Delivery,
) -> tuple[Figure, Figure]:
    """The whole payment, and the part for the months delivered."""
    last = Month.of(year.period.end)
    rate = rate_figure(specification, term, last)
    if term.cap is not None:
        (register,) = registers(specification, practice, [last])
        patients = paid_for(specification, practice, term.cap, register)
    elif term.list is not None:
        patients = list_figure(practice, term.list)
    else:
        message = f"{term.code} names neither a register's cap nor a list"
        raise ValueError(message)
    exact = derive("For the whole period", "multiply", patients, rate)
    whole = derive("For the whole period, to the penny", "round to the penny", exact)
    counted = term.counted_in(year)
    pairs = zip(delivery.answered, delivery.months, strict=True)
    inside = [(days, month) for days, month in pairs if month.first in counted]
    days = tuple(Decimal(day_count) for day_count, _ in inside)
    lengths = tuple(Decimal(month.days) for _, month in inside)
    reason = "; ".join(
        dict.fromkeys(month_reason for month_reason in delivery.reasons if month_reason)
    )
    part = derive(
        f"{term.title}, part delivered",
        "part of the year delivered",
        exact,
        given("Days delivered in each month", days, source=reason),
        given("Days in each month", lengths),
        given("Months", len(days)),
    )
    return whole, part


def at_year_end(
    specification: Specification,
    term: AtYearEnd,
    practice: PracticeFacts,
    months: tuple[Month, ...],
    on: date,
) -> list[Owed]:
    """What is owed at the end of each rewarded year: nothing until the commissioner has decided."""
    owed = []
    for year in term.years:
        decision = year_end_decision(specification, term, year, practice)
        last = Month.of(year.period.end)
        if decision is not None and last in months:
            stand = position(specification, term, year, practice, on)
            owed.append(_owed(stand, decision, last))
    return owed


def _owed(stand: YearEnd, decision: Decided, last: Month) -> Owed:
    term = stand.term
    label = f"{term.title}, {{month}}"
    figure: Figure
    held = f"held: {'; '.join(stand.held)}" if stand.held else ""
    if stand.figure is None:
        figure = nothing(term.title, (last,), stand.gap)
    else:
        factors = [
            given(
                finding.condition.title,
                1 if finding.state is State.MET else 0,
                source=f"{finding.state}: {finding.evidence}",
            )
            for finding in stand.findings
        ]
        paying = given(
            "Decision to pay", 1 if decision.outcome == "pay" else 0, source=decision.words
        )
        due = derive(label, "only if every condition is met", stand.figure, paying, *factors)
        figure = for_one_month(due)
    return Owed.under(
        stand.specification,
        term,
        stand.practice.code,
        (last,),
        figure,
        held=(held if stand.amount else "",),
        gap=stand.gap,
    )

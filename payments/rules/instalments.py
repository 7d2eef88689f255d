"""Yearly amounts shared out by month: so much per register patient, or per patient of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.periods import Month
from commissioning.specifications.schema import (
    PerListedPatient,
    PerRegisterPatient,
    Rate,
    RatedTerm,
    Specification,
    rate_on,
)
from payments.rules.delivery import Delivery, deliver
from payments.rules.facts import PracticeFacts
from payments.rules.owed import Owed, nothing, whole
from payments.rules.registers import Missing, list_figure, paid_for, registers

Monthly = PerRegisterPatient | PerListedPatient
# The yearly amount that stands in a month (its place among the months), at a rate
Annual = Callable[[int, Figure], Figure]


class NoRate(Exception):  # noqa: N818  (a gap in a specification stops a run, and names itself)
    """A specification gives no rate for a month it pays for."""


def rate_figure(specification: Specification, term: RatedTerm, month: Month) -> Figure:
    """The rate of a month with its clause. Raises NoRate naming the specification and the month."""
    rate = rate_on(term.rates, month)
    if rate is None:
        version = f"{specification.code} {specification.version}"
        message = f"{version} has no rate for {term.code} in {month}"
        raise NoRate(message)
    return _rate(specification.title, specification.version, rate)


@lru_cache(maxsize=512)
def _rate(title: str, version: str, rate: Rate) -> Figure:
    return given("Rate", rate.amount, source=f"{title}, version {version}: {rate.clause}")


def per_register_patient(
    specification: Specification,
    term: PerRegisterPatient,
    practice: PracticeFacts,
    months: tuple[Month, ...],
) -> Owed:
    """Clause: S0, Payment, aspiration; D-03, D-04."""
    on_record = registers(specification, practice, months)

    def annual(position: int, rate: Figure) -> Figure:
        patients = paid_for(specification, practice, term.cap, on_record[position])
        return derive("For a whole year", "multiply", patients, rate)

    return _monthly(specification, term, practice, months, annual, on_record)


def per_listed_patient(
    specification: Specification,
    term: PerListedPatient,
    practice: PracticeFacts,
    months: tuple[Month, ...],
) -> Owed:
    """Clause: S3, appendix 3 (raw list of April 2016; D-08); the DES's participation payment."""

    def annual(_position: int, rate: Figure) -> Figure:
        patients = list_figure(practice, term.list)
        yearly = term.yearly
        if yearly is None or yearly.is_one:
            return derive("For a whole year", "multiply", patients, rate)
        times = given("Times", yearly.times, source=yearly.because)
        over = given("Over", yearly.over, source=yearly.because)
        product = derive("Rate for every patient", "multiply", patients, rate, times)
        return derive("For a whole year", "divide", product, over)

    return _monthly(specification, term, practice, months, annual, [None] * len(months))


def _monthly(
    specification: Specification,
    term: Monthly,
    practice: PracticeFacts,
    months: tuple[Month, ...],
    annual: Annual,
    bases: Sequence[Figure | None],
) -> Owed:
    """A yearly amount, by month. `bases` is what it is paid on in each, where that can change."""
    delivery = deliver(specification, term, practice, months)
    gap = ""
    try:
        scheduled = _scheduled(specification, term, months, annual, bases)
        figure = part_owed(term.title, scheduled, delivery)
    except Missing as missing:
        gap = str(missing)
        figure = nothing(term.title, months, gap)
    return Owed.under(
        specification,
        term,
        practice.code,
        months,
        figure,
        held=() if gap else delivery.held,
        gap=gap,
        shown=delivery.open,
    )


def _scheduled(
    specification: Specification,
    term: Monthly,
    months: tuple[Month, ...],
    annual: Annual,
    bases: Sequence[Figure | None],
) -> Figure:
    """The instalment of each month.

    Where the rate or the register differs between months, each month takes the instalment of the
    yearly amount that stands in it (DOMAIN 4.5: "apply C to the annual figure").
    """
    calendar = _calendar(specification, term, months)
    kinds = list(zip(calendar.rates, bases, strict=True))
    if kinds.count(kinds[0]) == len(kinds):
        return calendar.shared_out(annual(0, calendar.rates[0]))
    distinct = list(dict.fromkeys(kinds))
    schedules = [
        calendar.shared_out(annual(kinds.index((rate, basis)), rate)) for rate, basis in distinct
    ]
    choice = given(
        "Which yearly amount stands in {month}",
        tuple(whole(distinct.index(kind) + 1) for kind in kinds),
    )
    return derive(schedules[0].label, "by month", choice, *schedules)


MONTHS = given("Months in a year", 12)


@dataclass(frozen=True, slots=True)
class InstalmentMonths:
    """Some months of one financial year, whoever is paid: their rates and their places in it.

    `gone` are the months over before the first of them, and after each: counted from April, or
    from the month in which a term begins within the year.
    """

    rates: tuple[Figure, ...]
    gone: Figure
    label: str

    def shared_out(self, annual: Figure) -> Figure:
        """A yearly amount by month, so that every running total is the rounded entitlement."""
        due = derive("Due by the end of {month}", "due by month", annual, self.gone, MONTHS)
        return derive(self.label, "due this month", due)


@lru_cache(maxsize=256)
def _calendar(
    specification: Specification, term: Monthly, months: tuple[Month, ...]
) -> InstalmentMonths:
    rates = [rate_figure(specification, term, month) for month in months]
    return calendar_of(months, Month.of(term.period.start), tuple(rates))


def calendar_of(
    months: tuple[Month, ...], begins: Month, rates: tuple[Figure, ...] = ()
) -> InstalmentMonths:
    """The places of some months in their financial year, of a term that begins in one of them."""
    april = months[0].financial_year.first_month
    start = max(begins, april)
    first = months[0].position - start.position
    gone = given(
        "Months of the year gone", tuple(whole(first + step) for step in range(len(months) + 1))
    )
    label = "Instalment {position} of 12" if start == april else "Instalment for {month}"
    return InstalmentMonths(rates, gone, label)


def part_owed(title: str, scheduled: Figure, delivery: Delivery) -> Figure:
    """A month's instalment × days delivered ÷ days in the month, rounded once."""
    return derive(
        title + ", {month}",
        "part delivered",
        scheduled,
        delivery.delivered,
        delivery.lengths,
    )

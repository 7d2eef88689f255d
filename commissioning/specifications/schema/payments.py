"""What is paid. Each kind of payment has its own table, and the formulas are in `payments/rules`.

Where two readings of the documents need different numbers, the file has both, one
`[[payment.reading]]` for each option of the interpretation; the chosen one's keys are laid over the
payment's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Strict

from commissioning.domain.periods import Month, Period
from commissioning.specifications.schema.fields import (
    Amount,
    Code,
    Day,
    DayOfMonth,
    Few,
    FileTable,
    InterpretationCode,
    ListBasis,
    Many,
    Option,
    Percent,
    RawList,
    Some,
    Span,
    Text,
    Title,
)

ALWAYS = Period(date.min, date.max)


class RegisteredService(StrEnum):
    """What a care home is registered with the CQC to be; it can be both."""

    NURSING = "care home service with nursing"
    RESIDENTIAL = "care home service without nursing"


class Rate(FileTable):
    """Pounds per unit from a day on, and the clause that says so."""

    start: Day = Field(alias="from")
    end: Day | None = Field(alias="to", default=None)  # the last day; None: until the next rate
    amount: Amount
    clause: Text


def rate_on(rates: tuple[Rate, ...], month: Month) -> Rate | None:
    """The rate that stands on the first day of a month, or None where there is none."""
    standing = [
        rate
        for rate in rates
        if rate.start <= month.first and (rate.end is None or month.first <= rate.end)
    ]
    return max(standing, key=lambda rate: rate.start, default=None)


class PaymentReading(FileTable):
    """What a payment says under one option of an interpretation."""

    interpretation: InterpretationCode
    option: Option


class RateReading(PaymentReading):
    period: Span | None = None
    rates: Many[Rate] = Field(alias="rate", default=())


class Term(FileTable):
    """What every payment says, whatever it pays for."""

    code: Code
    title: Title
    pays: Literal["practice", "pcn"]
    per: Text
    paid: Text
    kind: Literal[
        "instalment",
        "achievement",
        "final",
        "premium",
        "claim",
        "protection",
        "participation",
    ] = Field(alias="line")  # of its line for its own month
    elements: Some[Code]  # whose delivery it pays for, by month
    period: Span = ALWAYS  # the months it pays for; not said: all of the specification's
    clause: Text
    rests_on: Many[InterpretationCode] = ()

    def __hash__(self) -> int:
        """Quick, however much a payment says; equality still looks at all of it."""
        return hash(self.code)

    def under(self, chosen: Mapping[str, str], whole: Period) -> Self:
        """The payment within the whole period, the keys of the chosen readings over its own."""
        laid_over: dict[str, Any] = {"period": self.period}
        for reading in getattr(self, "readings", ()):
            if chosen.get(reading.interpretation) == reading.option:
                keys = reading.model_fields_set - PaymentReading.model_fields.keys()
                laid_over |= {key: getattr(reading, key) for key in keys}
        laid_over["period"] = laid_over["period"].within(whole)
        return self.model_copy(update=laid_over)


class RatedTerm(Term):
    """A payment of so many pounds for each of something."""

    rates: Many[Rate] = Field(alias="rate", default=())


class Cap(RawList):
    """The most register patients that are paid for: a share of a list."""

    percent: Percent


class PerRegisterPatient(RatedTerm):
    """So much a year for each patient on the register, up to a cap, in monthly instalments."""

    cap: Cap
    readings: Many[RateReading] = Field(alias="reading", default=())


class YearlyMultiple(FileTable):
    """What makes a year's amount of the rate: times so many, over so many (D-08)."""

    times: Few
    over: Few
    because: Text

    @property
    def is_one(self) -> bool:
        """Whether the rate is that of a year already."""
        return (self.times, self.over) == (1, 1)


class ListReading(RateReading):
    yearly: YearlyMultiple | None = None


class PerListedPatient(RatedTerm):
    """So much a year for each patient on a list, raw or weighted, in monthly instalments."""

    list: ListBasis
    yearly: YearlyMultiple | None = None
    readings: Many[ListReading] = Field(alias="reading", default=())


class PerBed(RatedTerm):
    """So much a month for each registered bed of each home aligned to a PCN."""

    beds_on: DayOfMonth = 1  # the day of the month on which beds and alignment are read
    services: Some[Annotated[RegisteredService, Strict(strict=False)]] = tuple(
        RegisteredService
    )  # the beds count of a home that is registered for one of them (D-14)
    readings: Many[RateReading] = Field(alias="reading", default=())

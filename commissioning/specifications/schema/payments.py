"""How a file states what is paid. Each kind of payment has its own table.

Where two readings of the documents need different numbers, the file has both, one
`[[payment.reading]]` for each option of the interpretation; the chosen one's keys are laid over the
payment's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import Field

from commissioning.domain.periods import Period
from commissioning.specifications.schema.fields import (
    Code,
    DayOfMonth,
    Few,
    InterpretationCode,
    ListTable,
    Option,
    Percent,
    RateTable,
    RawListTable,
    Span,
    Table,
    Text,
    Title,
)
from commissioning.specifications.types import (
    Cap,
    PaymentTerm,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    Return,
    TermBasics,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What a payment needs to know of the rest of its file."""

    period: Period
    chosen: Mapping[str, str]  # the chosen option of each computed interpretation
    returns: Mapping[str, Return]


class Reading(Table):
    """What a payment says under one option of an interpretation."""

    interpretation: InterpretationCode
    option: Option


class RateReading(Reading):
    period: Span | None = None
    rate: list[RateTable] = []


class PaymentTable(Table):
    code: Code
    title: Title
    pays: Literal["practice", "pcn"]
    per: Text
    paid: Text
    line: Literal[
        "instalment",
        "achievement",
        "final",
        "premium",
        "claim",
        "protection",
        "participation",
    ]
    elements: list[Code] = Field(min_length=1)
    period: Span | None = None
    clause: Text
    rests_on: list[InterpretationCode] = []

    def readings(self) -> tuple[Reading, ...]:
        return tuple(getattr(self, "reading", ()))

    def under(self, chosen: Mapping[str, str]) -> Self:
        """The payment with the keys of the chosen readings laid over its own."""
        laid_over: dict[str, Any] = {}
        for reading in self.readings():
            if chosen.get(reading.interpretation) == reading.option:
                keys = reading.model_fields_set - {"interpretation", "option"}
                laid_over |= {key: getattr(reading, key) for key in keys}
        return self.model_copy(update=laid_over)

    def basics(self, around: Around) -> TermBasics:
        return TermBasics(
            code=self.code,
            title=self.title,
            kind=self.line,
            rates=tuple(rate.built() for rate in getattr(self, "rate", ())),
            elements=tuple(self.elements),
            period=self.period.built() if self.period else around.period,
            clause=self.clause,
            rests_on=tuple(self.rests_on),
            pays=self.pays,
        )


class CapTable(RawListTable):
    percent: Percent

    def capped(self, rounding: str) -> Cap:
        return Cap(self.percent, self.built(), rounding)


class RegisterPayment(PaymentTable):
    rate: list[RateTable] = []
    cap: CapTable
    reading: list[RateReading] = []

    def built(self, around: Around) -> PaymentTerm:
        cap = self.cap.capped(around.chosen.get("D-03", "none"))
        return PerRegisterPatient(
            self.basics(around), cap, register=around.chosen.get("D-04", "declared")
        )


class YearlyTable(Table):
    """What makes a year's amount of the rate: times so many, over so many (D-08)."""

    times: Few
    over: Few
    because: Text


class ListReading(RateReading):
    yearly: YearlyTable | None = None


class ListPayment(PaymentTable):
    rate: list[RateTable] = []
    of_list: ListTable = Field(alias="list")
    yearly: YearlyTable | None = None
    reading: list[ListReading] = []

    def built(self, around: Around) -> PaymentTerm:
        basics, of_list = self.basics(around), self.of_list.built()
        if self.yearly is None:
            return PerListedPatient(basics, of_list)
        yearly = self.yearly
        return PerListedPatient(basics, of_list, yearly.times, yearly.over, yearly.because)


class BedPayment(PaymentTable):
    rate: list[RateTable] = []
    beds_on: DayOfMonth = 1
    services: list[Text] = []
    reading: list[RateReading] = []

    def built(self, around: Around) -> PaymentTerm:
        return PerBed(self.basics(around), self.beds_on, tuple(self.services))

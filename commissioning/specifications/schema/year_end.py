"""Year-end payments, and the conditions that they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag

from commissioning.domain.periods import Period
from commissioning.specifications.schema.fields import (
    Code,
    Day,
    FileTable,
    Many,
    Percent,
    RawList,
    Some,
    Span,
    Text,
    Title,
)
from commissioning.specifications.schema.payments import Cap, PaymentReading, Rate, RatedTerm

KINDS = ("participation", "return", "register", "decision")


class ParticipationCondition(FileTable):
    """Every element was signed up to and delivered, judged on a day."""

    code: Code
    title: Title
    kind: Literal["participation"]
    clause: Text
    due: Day


class DecisionCondition(FileTable):
    """The commissioner decides on the evidence, on a day."""

    code: Code
    title: Title
    kind: Literal["decision"]
    clause: Text
    due: Day


class RegisterCondition(FileTable):
    """An audit on a day finds at least this share of the list on the register."""

    code: Code
    title: Title
    kind: Literal["register"]
    clause: Text
    due: Day
    percent: Percent
    list: RawList


class ReturnCondition(FileTable):
    """A return of this file is in, by the return's own dates, and its answers stand."""

    code: Code
    title: Title
    kind: Literal["return"]
    clause: Text
    return_code: Code = Field(alias="return")


def _kind(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if kind in KINDS else None


Condition = Annotated[
    Annotated[ParticipationCondition, Tag("participation")]
    | Annotated[ReturnCondition, Tag("return")]
    | Annotated[RegisterCondition, Tag("register")]
    | Annotated[DecisionCondition, Tag("decision")],
    Discriminator(
        _kind,
        custom_error_type="house",
        custom_error_message="`kind` does not name a condition; allowed: " + ", ".join(KINDS),
    ),
]


class RewardedYear(FileTable):
    """The months that one year-end payment rewards (it is for the last of them), and on what."""

    period: Span
    pay_by: Day | None = None
    pay_by_assumed: bool = False
    conditions: Many[Condition] = Field(alias="condition", default=())


class YearEndReading(PaymentReading):
    per: Literal["register patient", "listed patient"] | None = None
    rates: Many[Rate] = Field(alias="rate", default=())
    list: RawList | None = None
    counted: Span | None = None


class AtYearEnd(RatedTerm):
    """So much for a year, once, if every condition is met and the commissioner decides to pay.

    Per register patient (with a cap) or per listed patient (with a list, and no cap). The rate is
    the one that stands on the first day of the year's last month.
    """

    cap: Cap | None = None
    list: RawList | None = None
    counted: Span | None = None  # the part delivered is counted in these months alone (D-19)
    years: Some[RewardedYear] = Field(alias="year")
    readings: Many[YearEndReading] = Field(alias="reading", default=())

    def under(self, chosen: Mapping[str, str], whole: Period) -> Self:
        term = super().under(chosen, whole)
        unused = "list" if term.per == "register patient" else "cap"
        return term.model_copy(update={unused: None})

    def counted_in(self, year: RewardedYear) -> Period:
        """The months of a year in which the part delivered is counted: all, unless D-19 says."""
        return (self.counted and self.counted.within(year.period)) or year.period

"""How a file states a year-end payment, and what it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from commissioning.domain.periods import Period
from commissioning.specifications.schema.fields import (
    Code,
    Day,
    Percent,
    RateTable,
    RawListTable,
    Span,
    Table,
    Text,
    Title,
)
from commissioning.specifications.schema.payments import (
    Around,
    CapTable,
    PaymentTable,
    Reading,
)
from commissioning.specifications.types import (
    AtYearEnd,
    Cap,
    Condition,
    ConditionKind,
    ListBasis,
    PaymentTerm,
    Return,
    RewardedYear,
)

KINDS = ("participation", "return", "register", "decision")


class DatedCondition(Table):
    """Judged on a day: by what was delivered, or by the commissioner's decision."""

    code: Code
    title: Title
    kind: Literal["participation", "decision"]
    clause: Text
    due: Day

    def built(self, returns: Mapping[str, Return]) -> Condition:  # noqa: ARG002  (as its fellows)
        return Condition(self.code, self.title, ConditionKind(self.kind), self.clause, self.due)


class RegisterCondition(Table):
    """An audit on a day finds at least this share of the list on the register."""

    code: Code
    title: Title
    kind: Literal["register"]
    clause: Text
    due: Day
    percent: Percent
    of_list: RawListTable = Field(alias="list")

    def built(self, returns: Mapping[str, Return]) -> Condition:  # noqa: ARG002  (as its fellows)
        return Condition(
            self.code,
            self.title,
            ConditionKind.REGISTER,
            self.clause,
            self.due,
            percent=self.percent,
            list=self.of_list.built(),
        )


class ReturnCondition(Table):
    """A return of this file is in, by the return's own dates."""

    code: Code
    title: Title
    kind: Literal["return"]
    clause: Text
    return_code: Code = Field(alias="return")

    def built(self, returns: Mapping[str, Return]) -> Condition:
        return_ = returns[self.return_code]
        return Condition(
            self.code,
            self.title,
            ConditionKind.RETURN,
            self.clause,
            return_.occasions[0].due,
            return_code=self.return_code,
            accepted_until=return_.accepted_until,
        )


def _kind(value: Any) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind in ("participation", "decision"):
        return "dated"
    return kind if kind in ("register", "return") else None


AnyCondition = Annotated[
    Annotated[DatedCondition, Tag("dated")]
    | Annotated[RegisterCondition, Tag("register")]
    | Annotated[ReturnCondition, Tag("return")],
    Discriminator(
        _kind,
        custom_error_type="house",
        custom_error_message="`kind` does not name a condition; allowed: " + ", ".join(KINDS),
    ),
]


class YearTable(Table):
    """The months that one year-end payment rewards, and on what conditions."""

    period: Span
    pay_by: Day | None = None
    pay_by_assumed: bool = False
    condition: list[AnyCondition] = []

    def built(self, returns: Mapping[str, Return], counted: Period | None) -> RewardedYear:
        period = self.period.built()
        return RewardedYear(
            period=period,
            conditions=tuple(condition.built(returns) for condition in self.condition),
            counted=counted.within(period) if counted else None,
            pay_by=self.pay_by,
            pay_by_assumed=self.pay_by_assumed,
        )


class YearEndReading(Reading):
    per: Literal["register patient", "listed patient"] | None = None
    rate: list[RateTable] = []
    of_list: RawListTable | None = Field(alias="list", default=None)
    counted: Span | None = None


class YearEndPayment(PaymentTable):
    rate: list[RateTable] = []
    cap: CapTable | None = None
    of_list: RawListTable | None = Field(alias="list", default=None)
    counted: Span | None = None
    year: list[YearTable] = Field(min_length=1)
    reading: list[YearEndReading] = []

    def built(self, around: Around) -> PaymentTerm:
        counted = self.counted.built() if self.counted else None
        cap: Cap | None = None
        of_list: ListBasis | None = None
        if self.per == "register patient" and self.cap:
            cap = self.cap.capped(around.chosen.get("D-03", "none"))
        elif self.of_list:
            of_list = self.of_list.built()
        held_by = (
            code for code, return_ in around.returns.items() if self.code in return_.last_holds
        )
        return AtYearEnd(
            self.basics(around),
            years=tuple(year.built(around.returns, counted) for year in self.year),
            cap=cap,
            list=of_list,
            held_by=tuple(held_by),
            register=around.chosen.get("D-04", "declared"),
        )

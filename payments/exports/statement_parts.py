"""What a statement is made of, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from commissioning.domain.money import NOTHING, pounds
from commissioning.specifications.schema import Interpretation
from payments.exports.lines import RunLine
from payments.exports.shared_derivations import Reckoning
from payments.exports.words import months_said, sterling
from payments.models import PaymentRun


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line as the statement shows it."""

    line: RunLine
    place: str  # the home, or whoever it is for, where that is not the payee
    corrects: tuple[str, ...]

    @property
    def amount(self) -> str:
        return pounds(self.line.amount)

    @property
    def sterling(self) -> str:
        return sterling(self.line.amount)


@dataclass(frozen=True, slots=True)
class DerivationGroup:
    """Lines that were reached in the same way."""

    reckoning: Reckoning[StatementLine]

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        return self.reckoning.lines

    @property
    def only(self) -> StatementLine | None:
        return self.lines[0] if len(self.lines) == 1 else None

    @property
    def has_places(self) -> bool:
        return any(line.place for line in self.lines)

    @property
    def has_months(self) -> bool:
        return len({line.line.for_month for line in self.lines}) > 1

    @property
    def has_kinds(self) -> bool:
        return len({line.line.kind for line in self.lines}) > 1

    @property
    def title(self) -> str:
        kinds = list(dict.fromkeys(line.line.kind_said.lower() for line in self.lines))
        words = f"{months_said(line.line.for_month for line in self.lines)}: {' and '.join(kinds)}"
        if self.only and self.only.place:
            return f"{self.only.place}, {words}"
        return words

    @property
    def total(self) -> str:
        return pounds(sum((line.line.amount for line in self.lines), start=NOTHING))

    @property
    def why_nothing(self) -> list[str]:
        """What is held or missing, or why else a line alone comes to nothing, in so many words."""
        alone = self.only is not None
        lines = [line.line for line in self.lines]
        return list(
            dict.fromkeys(
                line.explanation
                for line in lines
                if line.held or line.gap or (alone and not line.amount)
            )
        )


@dataclass(frozen=True, slots=True)
class TermPart:
    """What is paid under one payment term."""

    title: str
    clause: str
    readings: tuple[str, ...]
    groups: tuple[DerivationGroup, ...]
    amount: Decimal

    @property
    def total(self) -> str:
        return sterling(self.amount)


@dataclass(frozen=True, slots=True)
class SpecificationPart:
    """What is paid under one version of a specification, and how that is read."""

    title: str
    version: str
    contact: str
    terms: tuple[TermPart, ...]
    readings: tuple[Interpretation, ...]
    amount: Decimal
    concerns: tuple[str, ...] = ()  # deviations agreed, and those whose payment is open

    @property
    def total(self) -> str:
        return sterling(self.amount)


@dataclass(frozen=True, slots=True)
class StatementSummaryRow:
    """Lines of one payment and kind, added up: recoveries are never netted out of sight."""

    specification: str
    title: str
    kind: str
    months: str
    lines: int
    amount: Decimal

    @property
    def said(self) -> str:
        return pounds(self.amount)


@dataclass(frozen=True, slots=True)
class PayeeStatement:
    """Everything on one payee's statement."""

    run: PaymentRun
    payee_code: str
    payee_name: str
    summary: tuple[StatementSummaryRow, ...]
    parts: tuple[SpecificationPart, ...]
    debts: TermPart | None
    contacts: tuple[str, ...]
    amount: Decimal

    @property
    def title(self) -> str:
        return f"Payment statement, {self.run}"

    @property
    def total(self) -> str:
        return pounds(self.amount)

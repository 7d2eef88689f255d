"""Registers as they are said: with an answer, in a file of counts, or on a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.imports.statements import HasLine, Settled, Statement
from commissioning.models import Organisation
from commissioning.records.changes import Differences
from practices.models import RegisterCount


@dataclass(frozen=True, slots=True)
class RegisterStatement(Statement[RegisterCount]):
    """A count of a practice's register on a day. Another day's count is another matter."""

    row: HasLine
    practice: Organisation
    specification: str
    counted_on: date
    patients: int
    kind: RegisterCount.Kind
    source: str

    @property
    def about(self) -> Mapping[str, object]:
        return {
            "practice": self.practice,
            "specification": self.specification,
            "counted_on": self.counted_on,
            "kind": self.kind,
        }

    @property
    def day(self) -> date:
        return self.counted_on

    @property
    def values(self) -> Mapping[str, object]:
        return {"patients": self.patients}

    @property
    def along(self) -> Mapping[str, object]:
        return {"source": self.source}

    @property
    def name(self) -> str:
        return f"{self.practice.code} {self.specification}, {self.kind} {written(self.counted_on)}"

    @property
    def text(self) -> str:
        return f"{self.name}: register of {self.patients:,}"


def settled_registers(
    statements: Iterable[RegisterStatement], mistakes: Mistakes
) -> Settled[RegisterCount]:
    """Settle counts with one another: one for each practice, specification, day and kind."""
    return Settled(statements, mistakes, one_a="practice, specification, day and kind of count")


def register_differences(
    settled: Settled[RegisterCount], practices: Iterable[Organisation], outcome: ImportOutcome
) -> Differences[RegisterCount]:
    """Compare counts with those on record."""
    on_record = {
        (count.practice_id, count.specification, count.counted_on, count.kind): count
        for count in RegisterCount.objects.filter(practice__in=practices).select_related("practice")
    }
    return settled.differences(RegisterCount, on_record, outcome)

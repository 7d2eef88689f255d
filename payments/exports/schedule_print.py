"""The schedule as the committee reads it: what needs attention first, then who is paid what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings

from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.periods import Month
from commissioning.models import SpecificationVersion
from commissioning.web.pdf import pdf
from payments.exports.lines import RunLine, lines_of
from payments.exports.notes import approved, demo_note, prepared
from payments.exports.words import months_said
from payments.models import PaymentLine, PaymentRun
from payments.selectors.exports import organisation_name, versions_of

TEMPLATE = "payments/print/schedule.html"
DEBTS = "Debts"


@dataclass
class ScheduleEntry:
    """Some lines that are alike but for the month (or the home), added up."""

    code: str
    name: str
    title: str
    kind: str
    reason: str = ""
    lines: int = 0
    sum: Decimal = NOTHING
    months: set[Month] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def add(self, line: RunLine, amount: Decimal) -> None:
        self.lines += 1
        self.sum += amount
        self.months.add(line.for_month)
        if line.for_code != line.payee_code:
            self.places.add(line.for_code)

    @property
    def amount(self) -> str:
        return pounds(self.sum)

    @property
    def said(self) -> str:
        """The months, and for whom where that is not the payee."""
        months = months_said(self.months)
        if not self.places:
            return months
        if self.kind == PaymentLine.Kind.REALLOCATION.label:
            return f"{months}, freed by {', '.join(sorted(self.places))}"
        homes = f"{len(self.places)} homes" if len(self.places) > 1 else "1 home"
        return f"{months}, {homes}"


@dataclass
class Payee:
    code: str
    name: str
    entries: dict[tuple[str, ...], ScheduleEntry] = field(default_factory=dict)
    sum: Decimal = NOTHING

    @property
    def amount(self) -> str:
        return pounds(self.sum)

    @property
    def rows(self) -> list[ScheduleEntry]:
        return list(self.entries.values())


@dataclass
class SchedulePart:
    """One specification, or the debts."""

    title: str
    version: str
    payees: dict[str, Payee] = field(default_factory=dict)
    lines: int = 0
    sum: Decimal = NOTHING

    @property
    def amount(self) -> str:
        return pounds(self.sum)

    @property
    def people(self) -> list[Payee]:
        return [self.payees[code] for code in sorted(self.payees)]

    def add(self, line: RunLine) -> None:
        self.lines += 1
        self.sum += line.amount
        payee = self.payees.setdefault(line.payee_code, Payee(line.payee_code, line.payee_name))
        payee.sum += line.amount
        kind = f"{line.kind_said}, held" if line.held else line.kind_said
        key = (line.title, kind, line.gap)
        entry = payee.entries.setdefault(
            key, ScheduleEntry(line.payee_code, line.payee_name, line.title, kind)
        )
        entry.add(line, line.amount)


@dataclass
class Schedule:
    """Everything on the printed schedule, added up line by line."""

    run: PaymentRun
    commissioner: str
    parts: dict[str, SchedulePart] = field(default_factory=dict)
    gaps: dict[tuple[str, ...], ScheduleEntry] = field(default_factory=dict)
    held: dict[tuple[str, ...], ScheduleEntry] = field(default_factory=dict)
    kinds: dict[str, ScheduleEntry] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"Payment schedule, {self.run}"

    @property
    def total(self) -> str:
        return pounds(self.run.total)

    @property
    def waiting(self) -> str:
        return pounds(sum((entry.sum for entry in self.held.values()), start=NOTHING))

    @property
    def part_rows(self) -> list[SchedulePart]:
        named = [self.parts[code] for code in sorted(self.parts) if code]
        return named + ([self.parts[""]] if "" in self.parts else [])

    @property
    def kind_rows(self) -> list[ScheduleEntry]:
        return [self.kinds[kind] for kind in PaymentLine.Kind.values if kind in self.kinds]

    @property
    def payees(self) -> int:
        return len({code for part in self.parts.values() for code in part.payees})

    def add(self, line: RunLine, versions: dict[int, SpecificationVersion]) -> None:
        version = versions.get(line.version_key or 0)
        part = self.parts.setdefault(
            line.specification,
            SchedulePart(version.title if version else line.specification or DEBTS, ""),
        )
        if version is not None and not part.version:
            part.title, part.version = version.title, version.version
        part.add(line)
        key = (line.payee_code, line.payee_name, line.title)
        self.kinds.setdefault(line.kind, ScheduleEntry("", "", "", line.kind_said)).add(
            line, line.amount
        )
        if line.gap:
            self.gaps.setdefault(
                (*key, line.gap), ScheduleEntry(*key, line.kind_said, line.gap)
            ).add(line, NOTHING)
        elif line.held:
            reason = line.held.removeprefix("held: ")
            self.held.setdefault((*key, reason), ScheduleEntry(*key, line.kind_said, reason)).add(
                line, line.waiting
            )


def schedule_of(run: PaymentRun, lines: Iterable[RunLine]) -> Schedule:
    """Add a run's lines up for printing."""
    versions = versions_of(run)
    names = [organisation_name(version.commissioner) for version in versions.values()]
    schedule = Schedule(run, ", ".join(dict.fromkeys(names)))
    for line in lines:
        schedule.add(line, versions)
    return schedule


def schedule_pdf(run: PaymentRun) -> bytes:
    """The committee's schedule as a tagged PDF."""
    context: dict[str, Any] = {
        "schedule": schedule_of(run, lines_of(run)),
        "run": run,
        "prepared": prepared(run),
        "approved": approved(run),
        "demo": demo_note(demo=settings.DEMO),
    }
    return pdf(TEMPLATE, context)

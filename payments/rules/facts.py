"""What is known when payments are worked out, as plain values with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commissioning.domain.periods import Month, Period, written
from commissioning.specifications.schema import RegisteredService


@dataclass(frozen=True, slots=True)
class ListFact:
    """A practice's list on a day, and the day it stands for."""

    patients: Decimal
    counted_on: date
    stands_for: date
    source: str

    @property
    def label(self) -> str:
        if self.counted_on == self.stands_for:
            return f"List on {written(self.stands_for)}"
        return f"List on {written(self.counted_on)}, standing in for {written(self.stands_for)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A practice's answer for one element. Empty days: the element's own."""

    signed: bool
    responded_on: date
    start: date | None = None
    end: date | None = None
    version: str = ""  # of the specification it answered

    @property
    def words(self) -> str:
        did = "signed up" if self.signed else "declined"
        return f"{did} {written(self.responded_on)}"


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a register on a day."""

    counted_on: date
    patients: int
    source: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A return that came in; `met` is None while nobody has judged it."""

    submitted_on: date
    met: bool | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A named decision about one payee."""

    kind: str
    subject: str
    outcome: str
    start: date | None
    end: date | None
    figure: Decimal | None
    reason: str
    decided_by: str
    decided_on: date

    @property
    def words(self) -> str:
        return f"decided by {self.decided_by} on {written(self.decided_on)}: {self.reason}"

    def covers(self, month: Month) -> bool:
        """Say whether a month lies within the decision's days. Open ends have no bound."""
        return (self.start is None or self.start <= month.last) and (
            self.end is None or self.end >= month.first
        )


def about(decisions: tuple[Decided, ...], kind: str, subject: str = "") -> tuple[Decided, ...]:
    """The decisions of a kind that stand, about a subject where one is named."""
    if not decisions:
        return ()
    return tuple(
        decision
        for decision in decisions
        if decision.kind == kind
        and decision.outcome != "withdrawn"
        and (not subject or decision.subject in ("", subject))
    )


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claimed cost."""

    reference: str
    category: str
    incurred_on: date
    quantity: Decimal
    unit_cost: Decimal
    other_funding: Decimal
    claimed_on: date


@dataclass(frozen=True, slots=True)
class Protected:
    """A yearly local amount that is kept."""

    service: str
    annual_amount: Decimal
    period: Period


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """All that is known of one practice. Mappings are by specification code first."""

    code: str
    name: str
    open: tuple[Period, ...]  # days it is open and commissioned by the specification's CCG
    networks: tuple[tuple[Period, str], ...] = ()
    lists: Mapping[tuple[str, date], ListFact] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    declared: Mapping[str, Count] = field(default_factory=dict)
    audits: Mapping[str, tuple[Count, ...]] = field(default_factory=dict)
    returns: Mapping[tuple[str, str, date | None], Submission] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claimed, ...]] = field(default_factory=dict)
    protected: Mapping[str, tuple[Protected, ...]] = field(default_factory=dict)
    group_returns: Mapping[tuple[str, str, str], Submission] = field(default_factory=dict)

    def returned(self, specification: str, code: str, on: date) -> Submission | None:
        """A return asked once: the practice's own, else the form of its network on a day (D-16)."""
        own = self.returns.get((specification, code, None))
        return own or self.group_returns.get((self.network_on(on), specification, code))

    def decided(self, specification: str, kind: str, subject: str = "") -> tuple[Decided, ...]:
        """The decisions of a kind, about a subject where one is named."""
        return about(self.decisions.get(specification, ()), kind, subject)

    def network_on(self, day: date) -> str:
        """The network the practice belonged to on a day, or nothing."""
        return next((code for period, code in self.networks if day in period), "")

    def open_days(self, month: Month) -> int:
        return sum([period.days_in(month) for period in self.open])


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """All that is known of one care home."""

    location_id: str
    name: str
    services: frozenset[RegisteredService]  # which it is registered for with the CQC
    open: Period
    beds: tuple[tuple[Period, int, str], ...]  # days, beds, source
    alignments: tuple[tuple[Period, str], ...]  # days, network
    residents: Mapping[str, tuple[tuple[date, int], ...]] = field(default_factory=dict)

    def network_on(self, day: date) -> str:
        return next((code for period, code in self.alignments if day in period), "")

    def residents_of(self, practice: str, month: Month) -> int:
        """A practice's residents: the latest count by the month's end, else the first made."""
        counts = sorted(self.residents.get(practice, ()))
        so_far = [number for day, number in counts if day <= month.last]
        if so_far:
            return so_far[-1]
        return counts[0][1] if counts else 0

    def counted_later(self, practice: str, month: Month) -> bool:
        """Say whether a practice's residents in a month are those of a first count made later."""
        days = [day for day, _ in self.residents.get(practice, ())]
        return bool(days) and min(days) > month.last


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """What is known of one network, apart from its practices and homes."""

    code: str
    name: str
    open: Period
    decisions: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)

    def decided(self, specification: str, kind: str, subject: str = "") -> tuple[Decided, ...]:
        """The decisions of a kind, about a subject where one is named."""
        return about(self.decisions.get(specification, ()), kind, subject)


@dataclass(frozen=True, slots=True)
class Share:
    """One payee's part of an approved reallocation."""

    specification: str
    term: str
    freed_by: str
    payee: str
    month: Month
    pot: Decimal
    weights: tuple[Decimal, ...]
    position: int
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Everything a run rests on, gathered at one moment."""

    practices: tuple[PracticeFacts, ...]
    networks: tuple[NetworkFacts, ...] = ()
    homes: tuple[HomeFacts, ...] = ()
    shares: tuple[Share, ...] = ()

"""Which registers are audited when, how many patients each needs, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commissioning.domain.registers import at_least, needed
from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, User
from commissioning.specifications.schema import (
    ListBasis,
    RegisterCondition,
    Specification,
)
from practices.models import AuditReferral, RegisterCount
from practices.policy.audits import audits_registers
from practices.selectors.list_sizes import ListOn, list_sizes_on
from practices.selectors.organisations import practices_commissioned_by

Kind = RegisterCount.Kind


@dataclass(frozen=True, slots=True)
class AuditDay:
    """A day on which a year-end payment's condition asks for an audit of every register."""

    specification: str
    title: str  # of the specification
    commissioner: str
    day: date
    name: str  # of the condition
    percent: int
    basis: ListBasis
    clause: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where one practice stands on one audit day."""

    practice: Organisation
    list: ListOn | None
    percent: int
    count: RegisterCount | None
    referral: AuditReferral | None = None

    @property
    def listed(self) -> int | None:
        return int(self.list.patients) if self.list else None

    @property
    def needed(self) -> int | None:
        """The smallest register that passes."""
        return None if self.listed is None else needed(self.listed, self.percent)

    @property
    def passes(self) -> bool | None:
        """None while there is no count, or no list to hold it against."""
        if self.count is None or self.listed is None:
            return None
        return at_least(self.count.patients, self.listed, self.percent)


@dataclass(frozen=True, slots=True)
class AuditProgress:
    """How far the audit of a day is."""

    day: AuditDay
    practices: int
    counted: int
    short: int
    referred: int

    @property
    def is_done(self) -> bool:
        return self.counted >= self.practices


def audit_days() -> list[AuditDay]:
    """Every audit that the approved specifications ask for, by day."""
    days = {}
    for approved in approved_specifications().values():
        for specification in reversed(approved.latest_first):
            for audit in _days(specification):
                days[audit.specification, audit.day] = audit
    return sorted(days.values(), key=lambda audit: (audit.day, audit.specification))


def audit_day(specification: str, day: date) -> AuditDay | None:
    wanted = (specification, day)
    return next(
        (audit for audit in audit_days() if (audit.specification, audit.day) == wanted), None
    )


def last_audit_day(specification: str, day: date) -> AuditDay | None:
    """The audit whose bar a spot check on a day is held against: the next, else the last."""
    days = [audit for audit in audit_days() if audit.specification == specification]
    return next((audit for audit in days if audit.day >= day), days[-1] if days else None)


def _days(specification: Specification) -> Iterable[AuditDay]:
    for condition in specification.conditions:
        if isinstance(condition, RegisterCondition):
            yield AuditDay(
                specification.code,
                specification.title,
                specification.commissioner,
                condition.due,
                condition.title,
                int(condition.percent),
                condition.list,
                condition.clause,
            )


def audited_practices(user: User, audit: AuditDay) -> QuerySet[Organisation]:
    """The practices whose register is audited on a day: those commissioned then."""
    practices = practices_commissioned_by(audit.commissioner, audit.day)
    return practices if audits_registers(user) else practices.none()


def positions(audit: AuditDay, practices: Iterable[Organisation]) -> list[Position]:
    """Where practices stand on an audit day, in the order given. Two queries."""
    here = list(practices)
    lists = list_sizes_on(here, audit.basis.on, audit.basis.kind)
    counts = {register_count.practice_id: register_count for register_count in _counts(here, audit)}
    return [
        Position(
            practice,
            lists.get(practice.pk),
            audit.percent,
            count := counts.get(practice.pk),
            getattr(count, "referral", None),
        )
        for practice in here
    ]


def _counts(practices: Iterable[Organisation], audit: AuditDay) -> QuerySet[RegisterCount]:
    return RegisterCount.objects.filter(
        practice__in=practices,
        specification=audit.specification,
        counted_on=audit.day,
        kind=Kind.AUDIT,
    ).select_related("referral__referred_by")


def progress(audit: AuditDay, practices: Iterable[Organisation]) -> AuditProgress:
    audit_positions = positions(audit, practices)
    return AuditProgress(
        audit,
        len(audit_positions),
        sum(1 for position in audit_positions if position.count),
        sum(1 for position in audit_positions if position.passes is False),
        sum(1 for position in audit_positions if position.referral),
    )


def counts_visible_to(user: User) -> QuerySet[RegisterCount]:
    """The audits and spot checks; for those who audit."""
    counts = RegisterCount.objects.exclude(kind=Kind.DECLARED).select_related(
        "practice", "referral__referred_by"
    )
    return counts if audits_registers(user) else counts.none()


def spot_positions(counts: Iterable[RegisterCount]) -> dict[int, Position]:
    """What spot checks would mean on the day of an audit, by the count's key.

    Each is held against the bar of the next audit, else of the last.
    """
    positions_by_count: dict[int, Position] = {}
    by_audit: dict[AuditDay, list[RegisterCount]] = {}
    for count in counts:
        if audit := last_audit_day(count.specification, count.counted_on):
            by_audit.setdefault(audit, []).append(count)
    for audit, here in by_audit.items():
        practices = [count.practice for count in here]
        lists = list_sizes_on(practices, audit.basis.on, audit.basis.kind)
        for count in here:
            listed = lists.get(count.practice_id)
            positions_by_count[count.pk] = Position(count.practice, listed, audit.percent, count)
    return positions_by_count

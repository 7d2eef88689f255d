"""The conditions of a year-end payment: each met, unmet, or not yet due, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from commissioning.domain.periods import Month, written
from commissioning.domain.registers import at_least
from commissioning.specifications.schema import (
    AtYearEnd,
    Condition,
    DecisionCondition,
    ParticipationCondition,
    RegisterCondition,
    ReturnCondition,
    RewardedYear,
    Specification,
)
from payments.rules.circumstances import quarters_asked
from payments.rules.delivery import Delivery
from payments.rules.facts import Decided, PracticeFacts
from payments.rules.holds import missing


class State(StrEnum):
    MET = "met"
    UNMET = "unmet"
    NOT_YET_DUE = "not yet due"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one condition is met, the evidence, and the decision that overrode it, if any."""

    condition: Condition
    state: State
    evidence: str
    overridden_by: Decided | None = None


def findings(
    specification: Specification,
    term: AtYearEnd,
    year: RewardedYear,
    practice: PracticeFacts,
    delivery: Delivery,
    on: date,
) -> tuple[Finding, ...]:
    """Judge every condition of a year-end payment as at a day."""
    return tuple(
        _overridden(
            specification,
            year,
            practice,
            _judge(specification, term, year, condition, practice, delivery, on),
        )
        for condition in year.conditions
    )


def _overridden(
    specification: Specification, year: RewardedYear, practice: PracticeFacts, finding: Finding
) -> Finding:
    decisions = practice.decided(specification.code, "condition", finding.condition.code)
    named = [
        decision
        for decision in decisions
        if decision.subject == finding.condition.code and decision.covers(Month.of(year.period.end))
    ]
    if not named:
        return finding
    latest = max(named, key=lambda decision: decision.decided_on)
    state = State.MET if latest.outcome == "met" else State.UNMET
    evidence = f"{latest.words} (otherwise {finding.state}: {finding.evidence})"
    return Finding(finding.condition, state, evidence, latest)


def _judge(
    specification: Specification,
    term: AtYearEnd,
    year: RewardedYear,
    condition: Condition,
    practice: PracticeFacts,
    delivery: Delivery,
    on: date,
) -> Finding:
    match condition:
        case ParticipationCondition():
            state, evidence = _participation(specification, condition, delivery, on)
        case ReturnCondition():
            state, evidence = _return(specification, condition, practice, on)
        case RegisterCondition():
            state, evidence = _register(specification, condition, practice, on)
        case DecisionCondition():
            state, evidence = _decision(specification, term, year, practice)
        case _:  # pragma: no cover
            assert_never(condition)
    return Finding(condition, state, evidence)


def _late(last: date, on: date) -> State:
    """Nothing has come: unmet once the last day is over, else not yet due."""
    return State.UNMET if on > last else State.NOT_YET_DUE


def _participation(
    specification: Specification, condition: ParticipationCondition, delivery: Delivery, on: date
) -> tuple[State, str]:
    pairs = list(zip(delivery.answered, delivery.months, strict=True))
    months = sum(1 for days, month in pairs if days == month.days)
    part = sum(1 for days, month in pairs if 0 < days < month.days)
    words = f"{months} of {len(pairs)} months delivered in full"
    if part:
        words += f", {part} in part"
    if months == len(pairs):
        return (State.MET if on > condition.due else State.NOT_YET_DUE), words
    if not months and not part:
        return State.UNMET, words
    if specification.reading("D-20") == "strict":
        return State.UNMET, f"{words}: not every element (D-20, strict)"
    state = State.MET if on > condition.due else State.NOT_YET_DUE
    return state, f"{words}: paid in proportion (D-20); the strict reading pays 0.00"


def _return(
    specification: Specification, condition: ReturnCondition, practice: PracticeFacts, on: date
) -> tuple[State, str]:
    due, accepted_until = specification.due(condition)
    last = accepted_until or due
    network = practice.network_on(due)
    own = practice.returned(specification.code, condition.return_code, due)
    if own is None:
        return _late(last, on), f"no {condition.return_code} from {practice.code}" + (
            f" or {network}" if network else ""
        )
    came = f"{condition.return_code} received {written(own.submitted_on)}"
    if own.met is False:
        return State.UNMET, f"{came}, found not to meet what was asked"
    if own.submitted_on > last:
        return State.UNMET, f"{came}, after {written(last)}"
    return State.MET, came + (", late but accepted" if own.submitted_on > due else "")


def _register(
    specification: Specification, condition: RegisterCondition, practice: PracticeFacts, on: date
) -> tuple[State, str]:
    listed = practice.lists.get((condition.list.kind, condition.list.on))
    if listed is None:
        return _late(condition.due, on), f"no list size for {practice.code}"
    audits = practice.audits.get(specification.code, ())
    count = next((audit for audit in audits if audit.counted_on == condition.due), None)
    if count is None:
        return _late(condition.due, on), f"no audit of {written(condition.due)}"
    enough = at_least(count.patients, int(listed.patients), int(condition.percent))
    sign = "at least" if enough else "under"
    evidence = (
        f"{count.patients:,} patients is {sign} {condition.percent}% of {int(listed.patients):,},"
        f" audited {written(count.counted_on)}"
    )
    return (State.MET if enough else State.UNMET), evidence


def year_end_decision(
    specification: Specification, term: AtYearEnd, year: RewardedYear, practice: PracticeFacts
) -> Decided | None:
    """The latest decision to pay, or refuse, one year's payment."""
    decisions = [
        decision
        for decision in practice.decided(specification.code, "year-end", term.code)
        if decision.covers(Month.of(year.period.end))
    ]
    return max(decisions, key=lambda decision: decision.decided_on, default=None)


def _decision(
    specification: Specification, term: AtYearEnd, year: RewardedYear, practice: PracticeFacts
) -> tuple[State, str]:
    paying = year_end_decision(specification, term, year, practice)
    if paying and paying.outcome == "pay":
        return State.MET, paying.words
    return State.NOT_YET_DUE, "waits for the commissioner's decision on the evidence"


def late_reports(
    specification: Specification, term: AtYearEnd, year: RewardedYear, practice: PracticeFacts
) -> list[str]:
    """The report on the year's last quarter, where it is missing or incomplete.

    It falls after the year's instalments, so it holds the year-end payment. Clause: S3; D-10.
    """
    late = []
    for return_ in specification.returns:
        if term.code not in return_.last_holds:
            continue
        for quarter, due in quarters_asked(return_):
            if quarter == year.period.end and any(quarter in period for period in practice.open):
                submission = practice.returns.get((specification.code, return_.code, quarter))
                words = missing(return_, submission, quarter, due)
                if words:
                    late.append(words)
    return late

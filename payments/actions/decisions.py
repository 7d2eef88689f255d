"""Keeping what the commissioner decides about payments: by name, on a day, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.imports.lookup import Approved, Lookup
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from payments.engine.decision_rows import DecisionRow
from payments.models import Claim, Decision
from payments.policy.claims import can_decide_claim
from payments.policy.decisions import can_decide_kind, decides
from payments.rules.decisions import SHAPES, About, Proposed, checked, pays
from practices.models import RegisterCount
from practices.policy.conflicts import no_conflict

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class _Decided(Statement[Decision]):
    row: DecisionRow
    organisation: Organisation
    decision: Proposed  # checked, with the days that the specification gives it

    @property
    def about(self) -> Mapping[str, object]:
        decision = self.decision
        return {
            "organisation": self.organisation,
            "specification": self.row.specification,
            "kind": decision.kind,
            "subject": decision.subject,
            "starts_on": decision.start,
        }

    @property
    def day(self) -> date:
        return self.row.decided_on

    @property
    def values(self) -> Mapping[str, object]:
        return {
            "outcome": self.row.outcome,
            "ends_on": self.decision.end,
            "figure": self.decision.figure,
            "reason": self.row.reason,
            "decided_by": self.row.decided_by,
            "decided_on": self.row.decided_on,
            "committee": self.row.committee,
            "minute": self.row.minute,
        }

    @property
    def name(self) -> str:
        decision = self.decision
        subject = f" {decision.subject}" if decision.subject else ""
        start = f" from {written(decision.start)}" if decision.start else ""
        return f"{self.organisation.code} {self.row.specification} {decision.kind}{subject}{start}"

    @property
    def text(self) -> str:
        return f"{self.name}: {self.row.outcome}, {self.row.decided_by}, {written(self.day)}"


@transaction.atomic
def record_decisions(
    *, rows: Sequence[DecisionRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Record decisions, all of them or none.

    One decision for each payee, kind, subject and first day: a later decided day takes the place of
    an earlier one, the same day's corrects it, an earlier day's changes nothing.
    """
    change_facts()
    require(decides(by))
    for kind in sorted({row.kind.value for row in rows}):
        require(can_decide_kind(by, kind))
    lookup = Lookup((row.organisation_code for row in rows), mistakes)
    decided = list(_found(rows, lookup, by))
    for new_decision in decided:
        require(no_conflict(by, new_decision.organisation))
    settled = Settled(
        decided,
        lookup.mistakes,
        one_a="payee, kind, subject and first day, decided on the same day",
    )
    lookup.mistakes.check()
    outcome = ImportOutcome()
    differences = settled.differences(
        Decision,
        _on_record(lookup.organisations.values()),
        outcome,
        day_of=lambda stored_decision: stored_decision.decided_on,
    )
    outcome.notes.extend(_without_audit(decided))
    for decision, became in differences.save():
        record(
            f"decision {became}",
            decision,
            by=by,
            reason=decision.reason,
            decided_by=decision.decided_by,
            outcome=decision.outcome,
        )
        if decision.kind == Decision.Kind.CLAIM:
            _note_who_decided(decision, by)
    return outcome


def _on_record(organisations: Iterable[Organisation]) -> dict[tuple[Any, ...], Decision]:
    """Decisions about these payees, by payee, specification, kind, subject and first day."""
    return {
        (
            decision.organisation_id,
            decision.specification,
            decision.kind,
            decision.subject,
            decision.starts_on,
        ): decision
        for decision in Decision.objects.filter(organisation__in=organisations).select_related(
            "organisation"
        )
    }


def _note_who_decided(decision: Decision, by: User) -> None:
    """The claim names who entered the decision that stands: never who entered the claim."""
    stands = decision.outcome != Decision.Outcome.WITHDRAWN and not by.is_console
    Claim.objects.filter(reference=decision.subject).update(decided_by=by if stands else None)


def _found(rows: Sequence[DecisionRow], lookup: Lookup, by: User) -> Iterator[_Decided]:
    claims = {
        claim.reference: claim
        for claim in Claim.objects.filter(
            reference__in={row.subject for row in rows if SHAPES[row.kind].about is About.CLAIM}
        ).select_related("practice")
    }
    for row in rows:
        mistakes_before = len(lookup.mistakes)
        lookup.text_without_patients(
            row.line,
            subject=row.subject,
            reason=row.reason,
            decided_by=row.decided_by,
            committee=row.committee,
            minute=row.minute,
        )
        approved = lookup.specification(row.line, row.specification)
        decision = _checked(row, approved, lookup.mistakes) if approved else None
        about_claim = SHAPES[row.kind].about is About.CLAIM
        if approved and about_claim and row.subject:
            _check_claim(row, claims.get(row.subject), by, lookup.mistakes)
        kinds = _payees(row, approved)
        organisation = lookup.organisation(
            row.line, "organisation_code", row.organisation_code, *kinds
        )
        if organisation and decision and len(lookup.mistakes) == mistakes_before:
            yield _Decided(row, organisation, decision)


def _checked(row: DecisionRow, approved: Approved, mistakes: Mistakes) -> Proposed:
    decision, slips = checked(
        Proposed(
            row.kind.value,
            row.subject,
            row.outcome.value,
            row.starts_on,
            row.ends_on,
            row.figure,
        ),
        approved.latest_first,
    )
    for slip in slips:
        mistakes.add(row.line, slip.column, slip.reason, slip.instead)
    return decision


def _payees(row: DecisionRow, approved: Approved | None) -> tuple[Kind, ...]:
    """Who a decision can be about: whoever the term pays."""
    if approved is None:
        return (Kind.PRACTICE, Kind.PCN)
    return (Kind(pays(row.subject, approved.latest_first)),)


def _check_claim(row: DecisionRow, claim: Claim | None, by: User, mistakes: Mistakes) -> None:
    """A decision about a claim names one that is on record, of that practice, and another's."""
    if claim is None:
        mistakes.add(
            row.line,
            "subject",
            f"no claim “{row.subject}” is on record",
            "Write its reference, or load it first with import_claims",
        )
    elif (claim.practice.code, claim.specification) != (row.organisation_code, row.specification):
        mistakes.add(
            row.line,
            "subject",
            f"“{row.subject}” is a claim of {claim.practice.code} under {claim.specification}",
            "Name that practice and specification",
        )
    elif not (allowed := can_decide_claim(by, claim)):
        mistakes.add(row.line, "subject", allowed.reason)


def _without_audit(decisions: Sequence[_Decided]) -> Iterator[str]:
    """Registers that are agreed though no audit is on record."""
    agreed = [decision for decision in decisions if decision.row.kind == Decision.Kind.REGISTER]
    audited = set(
        RegisterCount.objects.filter(practice__in={decision.organisation for decision in agreed})
        .exclude(kind=RegisterCount.Kind.DECLARED)
        .values_list("practice", "specification")
    )
    for decision in agreed:
        if (decision.organisation.pk, decision.row.specification) not in audited:
            yield f"{decision.name}: agreed, though no audit of this register is on record"

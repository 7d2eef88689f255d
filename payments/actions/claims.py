"""Taking claims for extra costs. What is allowed of them the rules work out, and people decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from django.db import transaction
from django.db.models import Q
from pydantic.dataclasses import dataclass as row_model

from commissioning.domain.money import NOTHING, pounds
from commissioning.imports import FileRow, ImportOutcome, Mistakes
from commissioning.imports.lookup import Approved, Lookup
from commissioning.imports.row_models import (
    Blank,
    Code,
    CodeOrBlank,
    Day,
    FileCell,
    PracticeCode,
    number_of,
    text_of,
)
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.schema import OnClaim
from payments.models import Claim
from payments.policy.claims import STANDS
from payments.policy.runs import can_claim
from payments.selectors.claims import outcomes_of

UNITS = number_of(most=Decimal("99999.99"))
MONEY = number_of(most=Decimal("9999999.99"))


def _quantity(row: FileRow, column: str) -> Decimal:
    quantity = UNITS.read(row, column)
    if not quantity:
        row.wrong(column, "is 0", "Write how many are claimed")
    return quantity


@row_model(frozen=True, slots=True)
class ClaimRow:
    """One claimed cost, as a file or a form gives it."""

    line: int | None
    reference: Annotated[str, text_of(60)]
    practice_code: PracticeCode
    specification: CodeOrBlank  # none: the one that pays claims
    category: Code
    incurred_on: Day
    quantity: Annotated[Decimal, FileCell(_quantity)]
    unit_cost: Annotated[Decimal, MONEY]
    other_funding: Annotated[Decimal, MONEY, Blank(NOTHING)]
    claimed_on: Day
    description: Annotated[str, text_of(300), Blank("")] = ""
    evidence: Annotated[str, text_of(300), Blank("")] = ""


@dataclass(frozen=True, slots=True)
class _Claimed(Statement[Claim]):
    row: ClaimRow
    practice: Organisation
    specification: str
    entered_by: User | None  # nobody in particular, where a command brings it in

    @property
    def about(self) -> Mapping[str, object]:
        return {
            "reference": self.row.reference,
            "practice": self.practice,
            "specification": self.specification,
        }

    @property
    def matter(self) -> str:
        return self.row.reference

    @property
    def day(self) -> date:
        return self.row.claimed_on

    @property
    def values(self) -> Mapping[str, object]:
        row = self.row
        return {
            "category": row.category,
            "incurred_on": row.incurred_on,
            "quantity": row.quantity,
            "unit_cost": row.unit_cost,
            "other_funding": row.other_funding,
            "claimed_on": row.claimed_on,
            "description": row.description,
            "evidence": row.evidence,
        }

    @property
    def along(self) -> Mapping[str, object]:
        return {"entered_by": self.entered_by}

    @property
    def name(self) -> str:
        return f"Claim {self.row.reference} of {self.practice.code}"

    @property
    def text(self) -> str:
        row = self.row
        return f"{self.name}: {row.category}, {row.quantity} at {pounds(row.unit_cost)}"


@transaction.atomic
def record_claims(
    *, rows: Sequence[ClaimRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Take claims, all of them or none.

    One claim for each reference: a later claimed day takes the place of an earlier one, the same
    day's corrects it, an earlier day's changes nothing; one that is withdrawn or decided changes no
    more. Windows and caps are not applied here: a claim outside them is kept, and the rules
    disallow it with the reason.
    """
    change_facts()
    lookup = Lookup((row.practice_code for row in rows), mistakes)
    for practice in lookup.organisations.values():
        require(can_claim(by, practice))
    on_record = {
        stored_claim.reference: stored_claim
        for stored_claim in Claim.objects.filter(
            Q(practice__in=lookup.organisations.values())
            | Q(reference__in={row.reference for row in rows})
        ).select_related("practice")
    }
    claims = list(_found(rows, lookup, None if by.is_console else by))
    _one_practice_each(claims, on_record, lookup.mistakes)
    _still_to_decide(claims, on_record, lookup.mistakes)
    settled = Settled(claims, lookup.mistakes, one_a="claim on the same day")
    lookup.mistakes.check()
    outcome = ImportOutcome()
    differences = settled.differences(
        Claim, on_record, outcome, day_of=lambda stored_claim: stored_claim.claimed_on
    )
    outcome.notes.extend(_twins(claims, on_record))
    for claim, became in differences.save():
        record(f"claim {became}", claim, by=by, category=claim.category)
    return outcome


def _found(rows: Sequence[ClaimRow], lookup: Lookup, entered_by: User | None) -> Iterator[_Claimed]:
    for row in rows:
        lookup.text_without_patients(
            row.line,
            reference=row.reference,
            description=row.description,
            evidence=row.evidence,
        )
        practice = lookup.practice(row.line, row.practice_code)
        approved = lookup.specification_that_pays(row.line, row.specification, OnClaim, "claims")
        if approved is None:
            continue
        categories = _categories(approved)
        if row.category not in categories:
            lookup.mistakes.add(
                row.line,
                "category",
                f"{approved.code} has no category “{row.category}”",
                f"Write one of: {', '.join(categories)}",
            )
        elif practice is not None:
            yield _Claimed(row, practice, approved.code, entered_by)


def _categories(approved: Approved) -> list[str]:
    """What can be claimed under any of the approved versions."""
    return list(
        dict.fromkeys(
            category.code
            for specification in approved.latest_first
            for term in specification.payments
            if isinstance(term, OnClaim)
            for category in term.categories
        )
    )


def _one_practice_each(
    claims: Sequence[_Claimed], on_record: Mapping[str, Claim], mistakes: Mistakes
) -> None:
    """A reference names one claim of one practice for ever."""
    owners = {
        reference: (claim.practice.code, claim.specification, "on record")
        for reference, claim in on_record.items()
    }
    for claim in claims:
        mine = (claim.practice.code, claim.specification, f"on line {claim.line}")
        owner = owners.setdefault(claim.row.reference, mine)
        if owner[:2] != mine[:2]:
            mistakes.add(
                claim.line,
                "reference",
                f"“{claim.row.reference}” is a claim of {owner[0]} under {owner[1]} ({owner[2]})",
                "Give every claim a reference of its own",
            )


def _still_to_decide(
    claims: Sequence[_Claimed], on_record: Mapping[str, Claim], mistakes: Mistakes
) -> None:
    """What was decided about is not changed under the decision; what is withdrawn stays so."""
    outcomes = outcomes_of(on_record.values())
    for claim in claims:
        stored_claim = on_record.get(claim.row.reference)
        if stored_claim is None or claim.day < stored_claim.claimed_on:
            continue
        if all(getattr(stored_claim, name) == value for name, value in claim.values.items()):
            continue
        if stored_claim.withdrawn_on:
            mistakes.add(
                claim.line,
                "reference",
                f"“{stored_claim.reference}” is withdrawn",
                "Give what is claimed anew a reference of its own",
            )
        elif outcomes.get(stored_claim.reference) in STANDS:
            mistakes.add(
                claim.line,
                "reference",
                f"“{stored_claim.reference}” is decided, so it cannot be changed",
                "Withdraw the decision first, or claim what is missing under another reference",
            )


def _twins(claims: Sequence[_Claimed], on_record: Mapping[str, Claim]) -> Iterator[str]:
    """Claims that say the same as another: perhaps one cost claimed twice."""
    alike: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for stored_claim in on_record.values():
        alike[_cost(stored_claim.practice.code, stored_claim)].add(stored_claim.reference)
    for claim in claims:
        alike[_cost(claim.practice.code, claim.row)].add(claim.row.reference)
    for claim in claims:
        others = alike[_cost(claim.practice.code, claim.row)] - {claim.row.reference}
        if others:
            listed = ", ".join(sorted(others))
            yield f"{claim.name} is for the same cost on the same day as {listed}: once or twice?"


def _cost(practice_code: str, claim: Claim | ClaimRow) -> tuple[object, ...]:
    return (practice_code, claim.category, claim.incurred_on, claim.quantity, claim.unit_cost)

"""Costs that are claimed back: within windows and caps, net of other funding, as decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from commissioning.domain.figures import Figure, derive, given
from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.periods import Month, written
from commissioning.specifications.schema import ClaimCategory, OnClaim, Specification
from payments.rules.facts import Claimed, Decided, PracticeFacts
from payments.rules.owed import Owed, for_one_month


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a claim comes to under the rules, before anyone decides, and what is disallowed."""

    claim: Claimed
    allowed: Figure
    disallowed: Decimal
    reasons: tuple[str, ...]


def assess(
    categories: tuple[ClaimCategory, ...],
    claims: tuple[Claimed, ...],
    before: frozenset[str] = frozenset(),
) -> tuple[Assessed, ...]:
    """Apply windows, rate caps and weekly caps to a practice's claims, in order of date.

    A weekly cap counts Monday to Sunday, over all the claims of a category. DOMAIN 2.7, 4.9. The
    references in `before` use it up first, whatever their day: what is to be paid already, where
    others are only considered.
    """
    by_code = {listed_category.code: listed_category for listed_category in categories}
    used: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    assessments = []

    def turn(claim: Claimed) -> tuple[bool, date, str]:
        return claim.reference not in before, claim.incurred_on, claim.reference

    for claim in sorted(claims, key=turn):
        category = by_code.get(claim.category)
        if category is None:
            assessments.append(_refused(claim, f"{claim.category} is not a category of claims"))
            continue
        year, week, _ = claim.incurred_on.isocalendar()
        monday = date.fromisocalendar(year, week, 1)
        assessed, units = _one(category, claim, used[claim.category, monday])
        used[claim.category, monday] += units
        assessments.append(assessed)
    return tuple(assessments)


def _refused(claim: Claimed, reason: str) -> Assessed:
    amount = claim.quantity * claim.unit_cost
    return Assessed(
        claim, given(f"Claim {claim.reference}", NOTHING, source=reason), amount, (reason,)
    )


def _one(category: ClaimCategory, claim: Claimed, used: Decimal) -> tuple[Assessed, Decimal]:
    if category.refused:
        return _refused(claim, category.refused), Decimal(0)
    if claim.incurred_on not in category.window:
        span = f"{written(category.window.start)} to {written(category.window.end)}"
        reason = f"{written(claim.incurred_on)} is outside {span} ({category.clause})"
        return _refused(claim, reason), Decimal(0)
    reasons = []
    units = claim.quantity
    quantity = given(f"{category.title}: {category.unit}s claimed", units, source=claim.reference)
    disallowed = Decimal(0)
    if category.most_units_a_week is not None:
        left = max(Decimal(0), Decimal(category.most_units_a_week) - used)
        cap = given(
            f"{category.unit.capitalize()}s left that week",
            left,
            source=f"{category.most_units_a_week} a week ({category.clause})",
        )
        if units > left:
            over = (units - left) * claim.unit_cost
            disallowed += over
            reasons.append(
                f"{pounds(over)} is over {category.most_units_a_week} {category.unit}s a week"
            )
        quantity = derive(f"{category.unit.capitalize()}s allowed", "the lower of", quantity, cap)
        units = quantity.number
    price = given(f"Claimed for each {category.unit}", claim.unit_cost, source=claim.reference)
    if category.most_per_unit is not None:
        most = given(
            f"Most for each {category.unit}", category.most_per_unit, source=category.clause
        )
        if claim.unit_cost > category.most_per_unit and units:
            over = (claim.unit_cost - category.most_per_unit) * units
            disallowed += over
            reasons.append(
                f"{pounds(over)} is over {pounds(category.most_per_unit)} a {category.unit}"
            )
        price = derive(f"Allowed for each {category.unit}", "the lower of", price, most)
    cost = derive("Cost allowed", "multiply", quantity, price)
    if claim.other_funding:
        cost = _net_of_other_funding(cost, claim)
        reasons.append(f"{pounds(claim.other_funding)} is met by other funding")
    if category.claim_by and claim.claimed_on > category.claim_by:
        reasons.append(
            f"claimed {written(claim.claimed_on)}, after {written(category.claim_by)}:"
            " late, for the commissioner to decide"
        )
    allowed = derive(
        f"Claim {claim.reference}", "round to the penny", cost, source="; ".join(reasons)
    )
    return Assessed(claim, allowed, disallowed, tuple(reasons)), units


def _net_of_other_funding(cost: Figure, claim: Claimed) -> Figure:
    """A cost less what other funding meets of it, in pounds, and at least nothing."""
    other = given("Met by other funding", claim.other_funding, source=claim.reference)
    net = derive("Net cost", "take away", cost, other)
    return derive("Net cost, at least nothing", "the higher of", net, given("Nothing", NOTHING))


def on_claim(
    specification: Specification,
    term: OnClaim,
    practice: PracticeFacts,
    months: tuple[Month, ...],
) -> list[Owed]:
    """What is paid back for the claims the commissioner decided to pay, by the month of the cost.

    Clause: S4, paragraph 10; S1, 9 and 10. An undecided claim waits; it never uses up a cap.
    """
    decided = _decisions(specification, practice)
    claims = practice.claims.get(specification.code, ())
    refused = [
        practice_claim for practice_claim in claims if _outcome(decided, practice_claim) == "refuse"
    ]
    paid = tuple(
        practice_claim for practice_claim in claims if _outcome(decided, practice_claim) == "pay"
    )
    figures: dict[Month, list[Figure]] = defaultdict(list)
    for assessed in assess(term.categories, paid):
        month = Month.of(assessed.claim.incurred_on)
        figures[month].append(_decided_figure(assessed, decided[assessed.claim.reference]))
    for claim in refused:
        words = decided[claim.reference].words
        figures[Month.of(claim.incurred_on)].append(
            given(f"Claim {claim.reference}, refused", NOTHING, source=words)
        )
    owed = []
    for month in (paid_month for paid_month in months if paid_month in figures):
        total = derive(f"{term.title}, {{month}}", "total", *figures[month])
        owed.append(Owed.under(specification, term, practice.code, (month,), for_one_month(total)))
    return merged(owed)


def merged(owed: list[Owed]) -> list[Owed]:
    """One `Owed` for each financial year, its months in order."""
    years: dict[int, list[Owed]] = defaultdict(list)
    for entitlement in owed:
        years[entitlement.year].append(entitlement)
    result = []
    for parts in years.values():
        if len(parts) == 1:
            result.append(parts[0])
            continue
        months = tuple(part.months[0] for part in parts)
        totals = [part.figure.inputs[1] for part in parts]
        choice = given("Which month", tuple(Decimal(n) for n in range(1, len(parts) + 1)))
        figure = derive(parts[0].figure.label, "by month", choice, *totals)
        result.append(replace(parts[0], months=months, figure=figure, held=("",) * len(months)))
    return result


def _decisions(specification: Specification, practice: PracticeFacts) -> dict[str, Decided]:
    return {
        decision.subject: decision for decision in practice.decided(specification.code, "claim")
    }


def _outcome(decided: dict[str, Decided], claim: Claimed) -> str:
    decision = decided.get(claim.reference)
    return decision.outcome if decision else ""


def _decided_figure(assessed: Assessed, decision: Decided) -> Figure:
    """The allowed amount, or less where the decision names less."""
    if decision.figure is None:
        return derive(
            assessed.allowed.label,
            "total",
            assessed.allowed,
            source=decision.words,
        )
    named = given("Named by the decision", decision.figure, source=decision.words)
    return derive(assessed.allowed.label, "the lower of", assessed.allowed, named)

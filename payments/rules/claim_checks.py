"""What a claim would come to before it is sent, and what else is worth knowing about it.

The same rules as in a run: `claims.assess` says what is allowed. Here it is only put to people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from commissioning.domain.money import NOTHING, to_the_penny
from commissioning.specifications.schema import ClaimCategory
from payments.rules.claims import Assessed, assess
from payments.rules.facts import Claimed

Typed = Mapping[str, str]  # what was typed for one cost, by the name of its box


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost of a claim form that is filled in rightly."""

    category: str
    incurred_on: date
    quantity: Decimal
    unit_cost: Decimal
    other_funding: Decimal
    description: str


@dataclass(frozen=True, slots=True)
class AssessedCost:
    """One claimed cost with what is allowed of it, in pounds: cost = the other three together."""

    assessed: Assessed
    cost: Decimal
    disallowed: Decimal  # over a cap, outside a window or never paid here
    elsewhere: Decimal  # met by other funding, of what would be allowed
    allowed: Decimal
    late: bool

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why less is allowed than was asked, or who has to agree to a late claim."""
        return self.assessed.reasons


@dataclass(frozen=True, slots=True)
class CostTotal:
    """What several costs come to, in pounds."""

    cost: Decimal
    disallowed: Decimal
    elsewhere: Decimal
    allowed: Decimal

    @classmethod
    def of(cls, lines: Iterable[AssessedCost]) -> CostTotal:
        checked_lines = list(lines)
        return cls(
            cost=sum((line.cost for line in checked_lines), start=NOTHING),
            disallowed=sum((line.disallowed for line in checked_lines), start=NOTHING),
            elsewhere=sum((line.elsewhere for line in checked_lines), start=NOTHING),
            allowed=sum((line.allowed for line in checked_lines), start=NOTHING),
        )


def check(
    categories: tuple[ClaimCategory, ...],
    standing: tuple[Claimed, ...],
    claims: Sequence[Claimed],
) -> tuple[AssessedCost, ...]:
    """What each cost asked for would come to, beside claims that stand: they use caps up first.

    In the order in which the costs were asked for.
    """
    by_code = {category.code: category for category in categories}
    wanted = {claim.reference for claim in claims}
    others = tuple(claim for claim in standing if claim.reference not in wanted)
    assessments = {
        assessment.claim.reference: assessment
        for assessment in assess(
            categories, (*others, *claims), frozenset(other.reference for other in others)
        )
    }
    return tuple(
        _checked(by_code.get(claim.category), assessments[claim.reference]) for claim in claims
    )


def _checked(category: ClaimCategory | None, assessed: Assessed) -> AssessedCost:
    claim = assessed.claim
    exact = claim.quantity * claim.unit_cost
    cost, allowed = to_the_penny(exact), assessed.allowed.number
    elsewhere = min(claim.other_funding, to_the_penny(exact - assessed.disallowed))
    return AssessedCost(
        assessed,
        cost=cost,
        disallowed=cost - elsewhere - allowed,
        elsewhere=elsewhere,
        allowed=allowed,
        late=bool(category and category.claim_by and claim.claimed_on > category.claim_by),
    )


def alike(claims: Iterable[Claimed]) -> dict[str, tuple[str, ...]]:
    """For each claim the others that are for the same cost on the same day, by reference.

    Perhaps one cost claimed twice; perhaps two people's sessions. Only people know.
    """
    groups: dict[tuple[str, date, Decimal, Decimal], list[str]] = defaultdict(list)
    for claim in claims:
        groups[claim.category, claim.incurred_on, claim.quantity, claim.unit_cost].append(
            claim.reference
        )
    return {
        reference: tuple(other for other in group if other != reference)
        for group in groups.values()
        if len(group) > 1
        for reference in group
    }


def drawn(seed: str, size: int, references: Iterable[str]) -> tuple[str, ...]:
    """The references that a seed draws: those whose SHA-256 with it, “seed:reference”, is smallest.

    Anybody can draw the same again with any tool that knows SHA-256.
    """

    def rank(reference: str) -> str:
        return sha256(f"{seed}:{reference}".encode()).hexdigest()

    return tuple(sorted(sorted(references, key=rank)[:size]))

"""Reading claims: whose a person may see, where each stands, and what the rules allow of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat, TruncMonth

from commissioning.domain.periods import Month
from commissioning.imports.lookup import approved_specifications
from commissioning.models import AuditEvent, Organisation, Role, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.schema import ClaimCategory, OnClaim, Specification
from payments.models import Claim, Decision, PaymentLine, PaymentRun
from payments.policy.claims import reads_every_claim
from payments.rules.claim_checks import AssessedCost, alike, check
from payments.rules.facts import Claimed

WAITING, ALLOWED, PAID, REFUSED, WITHDRAWN = "waiting", "allowed", "paid", "refused", "withdrawn"
STATES = {
    WAITING: "Waiting for a decision",
    ALLOWED: "Allowed, in the next run",
    PAID: "Paid",
    REFUSED: "Refused",
    WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class ClaimTerm:
    """What pays claims on a day: the version in force, and its term."""

    specification: Specification
    term: OnClaim

    @property
    def claim_by(self) -> date | None:
        """The last day on which none of its categories is late."""
        days = [category.claim_by for category in self.term.categories if category.claim_by]
        return min(days, default=None)


def term_for_claims(on: date, code: str = "") -> ClaimTerm | None:
    """The version that pays claims on a day, of one specification or the first that pays any."""
    for approved in approved_specifications().values():
        if code not in ("", approved.code):
            continue
        version = approved.governing(on)
        read = {
            (approved_version.code, approved_version.version): approved_version
            for approved_version in approved.latest_first
        }
        specification = read[version.code, version.version]
        for term in specification.payments:
            if isinstance(term, OnClaim):
                return ClaimTerm(specification, term)
    return None


def decisions_about_claims() -> QuerySet[Decision]:
    return Decision.objects.filter(kind=Decision.Kind.CLAIM)


def outcomes_of(claims: Iterable[Claim]) -> dict[str, str]:
    """What was decided about claims, by reference; a withdrawn decision is one no more."""
    references = [claim.reference for claim in claims]
    decisions = decisions_about_claims().filter(subject__in=references)
    stands = decisions.exclude(outcome=Decision.Outcome.WITHDRAWN)
    return dict(stands.values_list("subject", "outcome"))


def outcome_of(claim: Claim) -> str:
    """What was decided about one claim, or nothing."""
    return outcomes_of([claim]).get(claim.reference, "")


def claims_visible_to(user: User) -> QuerySet[Any]:
    """For the CCG's team and finance every claim, for a practice's people its own."""
    claims = with_state(Claim.objects.select_related("practice"))
    if reads_every_claim(user):
        return claims
    return claims.filter(
        practice__in=[own_practice.pk for own_practice in acts_for(user, Role.PRACTICE)]
    )


def with_state(claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Claims with where each stands (`state`), what was decided (`outcome`) and its `cost`."""
    decided = decisions_about_claims().filter(
        organisation=OuterRef("practice"),
        specification=OuterRef("specification"),
        subject=OuterRef("reference"),
    )
    in_runs = PaymentLine.objects.filter(
        calculation__payee=OuterRef("practice"),
        for_month=OuterRef("first_of_month"),
        calculation__specification_code=OuterRef("specification"),
        calculation__run__status=PaymentRun.Status.APPROVED,
        calculation__derivation__contains=Concat(
            Value('"Claim '), OuterRef("reference"), Value('"'), output_field=TextField()
        ),
    )
    money = DecimalField(max_digits=20, decimal_places=4)
    dated = claims.annotate(first_of_month=TruncMonth("incurred_on", output_field=DateField()))
    return dated.annotate(
        outcome=Subquery(decided.values("outcome")[:1], output_field=CharField()),
        is_in_a_run=Exists(in_runs),
        cost=ExpressionWrapper(F("quantity") * F("unit_cost"), output_field=money),
        state=Case(
            When(withdrawn_on__isnull=False, then=Value(WITHDRAWN)),
            When(outcome="pay", is_in_a_run=True, then=Value(PAID)),
            When(outcome="pay", then=Value(ALLOWED)),
            When(outcome="refuse", then=Value(REFUSED)),
            default=Value(WAITING),
            output_field=CharField(),
        ),
    )


def visible_claim(user: User, reference: str) -> Claim | None:
    """The claim of a reference, or None where there is none or the person may not see it."""
    if "\0" in reference:
        return None  # nothing in the database holds it
    claims = claims_visible_to(user).select_related("entered_by", "sheet", "withdrawn_by")
    return claims.filter(reference=reference).first()


def as_claimed(claim: Claim) -> Claimed:
    """A claim as the rules take it."""
    return Claimed(
        claim.reference,
        claim.category,
        claim.incurred_on,
        claim.quantity,
        claim.unit_cost,
        claim.other_funding,
        claim.claimed_on,
    )


def claims_standing(practice: Organisation, specification: str) -> tuple[Claimed, ...]:
    """A practice's claims that use caps up, or may: those to be paid and those that wait."""
    claims = with_state(Claim.objects.filter(practice=practice, specification=specification))
    return tuple(as_claimed(claim) for claim in claims.filter(state__in=[WAITING, ALLOWED, PAID]))


def check_asked(
    practice: Organisation, term: ClaimTerm, claims: Sequence[Claimed]
) -> tuple[tuple[AssessedCost, ...], dict[str, tuple[str, ...]]]:
    """What costs that are being typed would come to beside the practice's claims, and their twins.

    In the order in which they are asked. A twin is the same cost on the same day: by reference.
    """
    standing = claims_standing(practice, term.specification.code)
    wanted = {claim.reference for claim in claims}
    others = [claim for claim in standing if claim.reference not in wanted]
    return check(term.term.categories, standing, claims), alike([*others, *claims])


def check_claims(claims: Iterable[Claim]) -> dict[str, AssessedCost]:
    """What the rules allow of claims beside the others of their practices, by reference.

    Claims to be paid are taken together, as in a run. One that waits is taken with those that wait,
    once what is to be paid has used caps up; one that is refused or withdrawn likewise, by itself.
    """
    wanted = list(claims)
    standing = with_state(
        Claim.objects.filter(practice__in={wanted_claim.practice_id for wanted_claim in wanted})
    )
    by_owner: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for standing_claim in standing.filter(state__in=[WAITING, ALLOWED, PAID]):
        by_owner[standing_claim.practice_id, standing_claim.specification].append(standing_claim)
    terms: dict[tuple[str, Month], ClaimTerm | None] = {}
    checks_by_reference: dict[str, AssessedCost] = {}
    for claim in wanted:
        key = (claim.specification, Month.of(claim.incurred_on))
        if key not in terms:
            terms[key] = term_for_claims(claim.incurred_on, claim.specification)
        if (term := terms[key]) is not None:
            others = by_owner[claim.practice_id, claim.specification]
            checks_by_reference[claim.reference] = _checked(claim, others, term.term.categories)
    return checks_by_reference


def _checked(
    claim: Claim, others: list[Claim], categories: tuple[ClaimCategory, ...]
) -> AssessedCost:
    to_pay = [other for other in others if state_of(other) in (ALLOWED, PAID)]
    waiting = [other for other in others if state_of(other) == WAITING]
    beside = next((group for group in (to_pay, waiting) if claim in group), [claim])
    before = [] if beside is to_pay else to_pay
    checked = check(categories, tuple(map(as_claimed, before)), [*map(as_claimed, beside)])
    return next(
        checked_claim
        for checked_claim in checked
        if checked_claim.assessed.claim.reference == claim.reference
    )


def state_of(claim: Claim) -> str:
    """Where a claim stands that `with_state` read."""
    state: str = claim.state  # type: ignore[attr-defined]
    return state


def lines_that_paid(claim: Claim) -> list[PaymentLine]:
    """The lines whose derivation holds the claim, in runs approved or not: the first paid it."""
    lines = PaymentLine.objects.filter(
        calculation__payee=claim.practice_id,
        calculation__specification_code=claim.specification,
        calculation__derivation__contains=f'"Claim {claim.reference}"',
        for_month=claim.incurred_on.replace(day=1),
    )
    return list(
        lines.select_related("calculation__run").order_by(
            "calculation__run__month", "calculation__run__supplement", "pk"
        )
    )


def decision_about(claim: Claim) -> Decision | None:
    """The latest decision about a claim, withdrawn or not."""
    return decisions_about_claims().filter(subject=claim.reference).first()


def category_of(claim: Claim) -> ClaimCategory | None:
    """The kind of cost that a claim is for, in the version in force on its day."""
    term = term_for_claims(claim.incurred_on, claim.specification)
    categories = term.term.categories if term else ()
    return next((category for category in categories if category.code == claim.category), None)


def twins_of(claim: Claim) -> tuple[str, ...]:
    """Other claims that stand for the same cost on the same day."""
    standing = claims_standing(claim.practice, claim.specification)
    return alike(standing).get(claim.reference, ())


def sent_together(claim: Claim) -> list[Claim]:
    """The other claims of the same form."""
    if claim.sheet_id is None:
        return []
    return list(
        Claim.objects.filter(sheet=claim.sheet_id).exclude(pk=claim.pk).order_by("reference")
    )


def events_about(claim: Claim, decision: Decision | None) -> list[AuditEvent]:
    """What was done about a claim and its decision, the latest first."""
    subjects = [f"payments.Claim:{claim.pk}"]
    if decision is not None:
        subjects.append(f"payments.Decision:{decision.pk}")
    events = AuditEvent.objects.filter(subject__in=subjects).select_related("by")
    return list(events.order_by("-pk"))


def kinds_of_cost(on: date) -> list[tuple[str, str]]:
    """The kinds of cost that can be claimed or were, with their titles."""
    term = term_for_claims(on)
    return [(category.code, category.title) for category in term.term.categories] if term else []

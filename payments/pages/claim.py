"""A claim's page: what was asked, what the rules allow of it, what was decided and paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month, written
from commissioning.models import Attachment, AuditEvent
from commissioning.policy.decision import Permission as Answer
from commissioning.specifications.schema import ClaimCategory
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from payments.models import Claim, Decision, PaymentLine, SampledClaim
from payments.pages.claim_form import CheckedCost
from payments.pages.line import Branch, as_tree
from payments.pages.words import ActionButton, ActionLink, joined, line_href, payee_href, sterling
from payments.rules.claim_checks import AssessedCost
from payments.rules.unfolding import unfold
from payments.selectors.claims import (
    ALLOWED,
    PAID,
    REFUSED,
    STATES,
    WAITING,
    WITHDRAWN,
    state_of,
)
from payments.selectors.lines import line_reference

COLOURS = {WAITING: "yellow", ALLOWED: "blue", PAID: "green", REFUSED: "red", WITHDRAWN: "grey"}


def claim_href(reference: str) -> str:
    """Where a claim's page is."""
    return address("payments:claim", reference=reference)


def tag_of(state: str) -> Tag:
    return Tag(STATES[state], COLOURS[state])


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """One thing that was done about a claim."""

    on: str
    what: str
    by: str
    reason: str

    @classmethod
    def of(cls, event: AuditEvent) -> Self:
        words = event.event.removeprefix("claim ")
        return cls(
            on=written(event.on) if event.on else "",
            what=f"{words[:1].upper()}{words[1:]}",
            by=str(event.by),
            reason=event.reason,
        )


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything on the page of one claim."""

    reference: str
    practice: str
    title: str
    tag: Tag
    late: str
    facts: tuple[tuple[str, str], ...]
    checked: CheckedCost | None
    tree: Branch | None
    decision: tuple[tuple[str, str], ...]
    paid: tuple[ActionLink, ...]
    declared: tuple[str, ...]
    declared_by: str
    files: tuple[ActionLink, ...]
    together: tuple[ActionLink, ...]
    sampled: str
    sampled_tag: Tag | None
    happened: tuple[ClaimEvent, ...]
    buttons: tuple[ActionButton, ...]
    adds_evidence: bool
    payments: ActionLink

    @classmethod
    def of(
        cls,
        claim: Claim,
        *,
        category: ClaimCategory | None,
        checked: AssessedCost | None,
        twins: Sequence[str],
        decision: Decision | None,
        lines: Sequence[PaymentLine],
        files: Sequence[Attachment],
        together: Sequence[Claim],
        drawn: SampledClaim | None,
        events: Sequence[AuditEvent],
        buttons: Sequence[ActionButton],
        adds_evidence: bool,
    ) -> Self:
        month = Month.of(claim.incurred_on)
        sheet = claim.sheet
        return cls(
            reference=claim.reference,
            practice=in_words(claim.practice.name),
            title=category.title if category else claim.category,
            tag=tag_of(state_of(claim)),
            late=_late(claim, category),
            facts=tuple(_facts(claim, category)),
            checked=CheckedCost.of(checked, twins) if checked else None,
            tree=as_tree(unfold(checked.assessed.allowed, [month], month)) if checked else None,
            decision=tuple(_decision(decision)),
            paid=tuple(_paid(line) for line in lines),
            declared=tuple(sheet.declared) if sheet else (),
            declared_by=sheet.declared_by if sheet else "",
            files=tuple(
                ActionLink(file.name, address("attachment", key=file.pk)) for file in files
            ),
            together=tuple(
                ActionLink(other_claim.reference, claim_href(other_claim.reference))
                for other_claim in together
            ),
            sampled=_sampled(drawn),
            sampled_tag=verification_tag(drawn) if drawn else None,
            happened=tuple(ClaimEvent.of(event) for event in events),
            buttons=tuple(buttons),
            adds_evidence=adds_evidence,
            payments=ActionLink(
                f"Payments of {in_words(claim.practice.name)}, {month.financial_year}",
                payee_href(claim.practice.code, month.financial_year),
            ),
        )


def buttons_for(
    claim: Claim, *, change: Answer, decide: Answer, is_own: bool, may_decide: bool
) -> list[ActionButton]:
    """What can be done about a claim, each with the reason where the rule says no."""
    buttons = []
    if is_own:
        buttons += [
            ActionButton(
                "Correct this claim",
                address("payments:claim_correct", reference=claim.reference),
                change.reason,
            ),
            ActionButton(
                "Withdraw this claim",
                address("payments:claim_withdraw", reference=claim.reference),
                change.reason,
            ),
        ]
    if may_decide:
        text = "Decide this claim" if state_of(claim) == WAITING else "Change the decision"
        buttons.insert(
            0,
            ActionButton(
                text, address("payments:claim_decide", reference=claim.reference), decide.reason
            ),
        )
    return buttons


def _late(claim: Claim, category: ClaimCategory | None) -> str:
    if category and category.claim_by and claim.claimed_on > category.claim_by:
        return f"Late: claimed {written(claim.claimed_on)}, due {written(category.claim_by)}"
    return ""


def _facts(claim: Claim, category: ClaimCategory | None) -> list[tuple[str, str]]:
    quantity = claim.quantity.normalize()
    unit = category.unit if category else "unit"
    plural = unit if quantity == 1 else f"{unit}s"
    total = sterling((claim.quantity * claim.unit_cost).quantize(claim.unit_cost))
    facts = [
        ("Practice", f"{in_words(claim.practice.name)} ({claim.practice.code})"),
        ("Day of the cost", written(claim.incurred_on)),
        (
            "Claimed",
            f"{quantity:f} {plural} at {sterling(claim.unit_cost)} = {total}",
        ),
        ("Met by other funding", sterling(claim.other_funding)),
        ("What it was for", claim.description or "Not said"),
        ("Claimed on", written(claim.claimed_on)),
        ("Entered by", str(claim.entered_by) if claim.entered_by else "Brought in from a file"),
    ]
    if claim.evidence:
        facts.append(("Where the evidence is kept", claim.evidence))
    if claim.withdrawn_on:
        facts.append(
            (
                "Withdrawn",
                f"{written(claim.withdrawn_on)} by {claim.withdrawn_by}: {claim.withdrawal}",
            )
        )
    return facts


def _decision(decision: Decision | None) -> list[tuple[str, str]]:
    if decision is None or decision.outcome == Decision.Outcome.WITHDRAWN:
        return []
    outcome = decision.get_outcome_display()
    if decision.figure is not None:
        outcome += f", at most {sterling(decision.figure)}"
    return [
        ("Decision", outcome),
        ("Reason", decision.reason),
        ("Decided by", decision.decided_by),
        ("Decided on", written(decision.decided_on)),
    ]


def _paid(line: PaymentLine) -> ActionLink:
    run = line.calculation.run
    state = "" if run.is_approved else ", a draft"
    return ActionLink(
        f"In the run of {run}{state}: {sterling(line.amount)} for {Month.of(line.for_month).name}",
        line_href(line_reference(line)),
    )


def verification_tag(drawn: SampledClaim) -> Tag:
    outcomes = SampledClaim.Outcome
    colours: Mapping[str, str] = {outcomes.VERIFIED: "green", outcomes.FAILED: "red"}
    return Tag(drawn.get_outcome_display(), colours.get(drawn.outcome, "yellow"))


def _sampled(drawn: SampledClaim | None) -> str:
    if drawn is None:
        return ""
    words = f"Drawn at random on {written(drawn.sample.drawn_on)} to be verified after payment"
    if drawn.verified_on:
        by = joined([str(drawn.verified_by), written(drawn.verified_on)])
        words += f". {by}: {drawn.note}"
    return words

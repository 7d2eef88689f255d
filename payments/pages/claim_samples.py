"""Samples of paid claims, and the claims that several are chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from payments.models import Claim, ClaimSample, SampledClaim
from payments.pages.claim import claim_href, verification_tag
from payments.pages.words import joined, sterling
from payments.policy.claims import can_verify
from payments.rules.claim_checks import AssessedCost

HOW = (
    "The claims for which the SHA-256 of “seed:reference” is smallest. The seed is the system’s own"
)


def several_choices(
    claims: Sequence[Claim], checked: Mapping[str, AssessedCost]
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Claims to choose from: what each is, and beneath it what the rules allow and why."""
    choices, hints = [], {}
    for claim in claims:
        words = f"{claim.reference}, {in_words(claim.practice.name)}"
        choices.append((claim.reference, words))
        if claim_check := checked.get(claim.reference):
            parts = [
                claim.description,
                f"{sterling(claim_check.cost)} claimed, {sterling(claim_check.allowed)} allowed",
                *claim_check.reasons,
            ]
            hints[claim.reference] = "; ".join(part for part in parts if part)
    return choices, hints


@dataclass(frozen=True, slots=True)
class SampleRow:
    title: str
    href: str
    drawn: str
    of: str
    done: str
    failed: str

    @classmethod
    def of_sample(cls, sample: ClaimSample) -> Self:
        done: int = sample.done  # type: ignore[attr-defined]
        failed: int = sample.failed  # type: ignore[attr-defined]
        return cls(
            title=str(sample),
            href=address("payments:claim_sample", pk=sample.pk),
            drawn=joined([written(sample.drawn_on), str(sample.drawn_by)]),
            of=f"{sample.size} of {len(sample.drawn_from)}",
            done=f"{done} of {sample.size}",
            failed=str(failed),
        )


@dataclass(frozen=True, slots=True)
class SamplesPage:
    rows: tuple[SampleRow, ...]
    left: str
    may_draw: bool

    @classmethod
    def of(cls, samples: Iterable[ClaimSample], left: int, *, may_draw: bool) -> Self:
        words = f"{counted(left, 'paid claim')} {'was' if left == 1 else 'were'} in no sample yet"
        return cls(
            tuple(SampleRow.of_sample(sample) for sample in samples),
            words if left else "Every paid claim was in a sample already",
            may_draw and left > 0,
        )


@dataclass(frozen=True, slots=True)
class DrawnRow:
    reference: str
    href: str
    practice: str
    tag: Tag
    said: str
    verify: str

    @classmethod
    def of(cls, drawn: SampledClaim, user: User) -> Self:
        claim = drawn.claim
        allowed = can_verify(user, drawn)
        words = "" if drawn.outcome else allowed.reason
        if drawn.verified_on:
            by = joined([str(drawn.verified_by), written(drawn.verified_on)])
            words = f"{drawn.note} ({by})"
        return cls(
            reference=claim.reference,
            href=claim_href(claim.reference),
            practice=in_words(claim.practice.name),
            tag=verification_tag(drawn),
            said=words,
            verify=address("payments:claim_verify", pk=drawn.sample_id, reference=claim.reference)
            if allowed
            else "",
        )


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One sample, how it was drawn, and what was seen of each claim."""

    title: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[DrawnRow, ...]

    @classmethod
    def of(cls, sample: ClaimSample, drawn: Sequence[SampledClaim], user: User) -> Self:
        return cls(
            title=str(sample),
            facts=(
                ("Drawn", joined([written(sample.drawn_on), str(sample.drawn_by)])),
                ("How many", f"{sample.size} of {len(sample.drawn_from)} paid claims"),
                ("Seed", sample.seed),
                ("How it was drawn", HOW),
                ("Drawn from", ", ".join(sample.drawn_from)),
            ),
            rows=tuple(DrawnRow.of(sampled_claim, user) for sampled_claim in drawn),
        )

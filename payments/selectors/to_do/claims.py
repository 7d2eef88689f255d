"""What there is to do about claims: filling in, deciding, verifying."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commissioning.domain.counts import counted
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.specifications.schema import Deadline
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from payments.models import Claim, ClaimSheet, SampledClaim
from payments.selectors.claim_decisions import claims_not_borne_out
from payments.selectors.claims import WAITING, ClaimTerm, term_for_claims, with_state

CLAIM, VERIFY = "claims", "claims-verified"  # deadlines of the specification


def claims_to_do(user: User, on: date) -> Iterator[ToDo]:
    practices = acts_for(user, Role.PRACTICE)
    if practices:
        yield from _of_practices(practices, on)
    if holds(user, Role.PRIMARY_CARE):
        yield from _of_the_team(on)


def _deadline(term: ClaimTerm | None, code: str) -> Deadline | None:
    deadlines = term.specification.deadlines if term else ()
    return next((deadline for deadline in deadlines if deadline.code == code), None)


def _of_practices(practices: list[Organisation], on: date) -> Iterator[ToDo]:
    """Claim while there is time; go on with drafts; wait for decisions."""
    deadline = _deadline(term_for_claims(on), CLAIM)
    due = deadline.due if deadline and on <= deadline.due else None
    first = (
        due - timedelta(days=max(deadline.remind.days_before, default=0))
        if deadline and due
        else None
    )
    mine = {own_practice.pk: own_practice for own_practice in practices}
    drafts = ClaimSheet.objects.filter(practice__in=mine, state=ClaimSheet.State.DRAFT)
    for sheet in drafts.order_by("saved_on", "pk"):
        yield ToDo(
            title="Finish your draft claim, or discard it",
            href=address("payments:claim_draft", number=sheet.pk),
            due=due,
            organisation=mine[sheet.practice_id].code,
            note="A draft is not sent: nothing of it is paid",
        )
    if due and first and on >= first:
        for practice in practices:
            yield ToDo(
                title="Claim additional costs of COVID-19, if you have any",
                href=address("payments:claim_new", code=practice.code),
                due=due,
                organisation=practice.code,
                note="Costs expected until 30 September go into the same claim",
            )
    waiting = with_state(Claim.objects.filter(practice__in=mine)).filter(state=WAITING)
    for claim in waiting.order_by("reference"):
        yield ToDo(
            title=f"Claim {claim.reference} waits for the CCG’s decision",
            href=address("payments:claim", reference=claim.reference),
            organisation=mine[claim.practice_id].code,
            waiting=True,
        )


def _of_the_team(on: date) -> Iterator[ToDo]:
    """Decide what waits, verify what was drawn, decide again what was not borne out."""
    waiting = list(
        with_state(Claim.objects.all())
        .filter(state=WAITING)
        .order_by("claimed_on")
        .values_list("claimed_on", flat=True)
    )
    if waiting:
        number = len(waiting)
        yield ToDo(
            title=f"Decide {counted(number, 'claim')}",
            href=address("payments:claims", query={"state": "waiting", "sort": "claimed_on"}),
            note=f"The oldest was made {(on - waiting[0]).days:,} days ago",
        )
    open_samples: dict[int, int] = {}
    drawn = SampledClaim.objects.filter(outcome="").values_list("sample_id", flat=True)
    for sample in drawn.order_by("sample_id"):
        open_samples[sample] = open_samples.get(sample, 0) + 1
    if open_samples:
        deadline = _deadline(term_for_claims(on), VERIFY)
        for sample, number in open_samples.items():
            yield ToDo(
                title=f"Verify {counted(number, 'claim')} of sample {sample}",
                href=address("payments:claim_sample", pk=sample),
                due=deadline.due if deadline else None,
            )
    for claim in claims_not_borne_out():
        yield ToDo(
            title=f"Decide whether to take back claim {claim.reference}",
            href=address("payments:claim_decide", reference=claim.reference),
            note="Its evidence did not bear it out",
        )

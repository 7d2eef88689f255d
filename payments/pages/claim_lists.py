"""Rows of the lists of claims and of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.money import to_the_penny
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Row
from payments.models import Claim, ClaimSheet, LineQuery
from payments.pages.claim import claim_href, tag_of
from payments.pages.queries import query_href, query_tag
from payments.pages.words import ActionLink, sterling
from payments.policy.claims import claims_costs, reads_every_claim
from payments.policy.runs import can_decide
from payments.rules.claim_checks import AssessedCost
from payments.selectors.claims import state_of


def money(amount: Decimal) -> Cell:
    return Cell(sterling(amount), value=amount)


def claim_row(claim: Claim, checked: AssessedCost | None, titles: Mapping[str, str]) -> Row:
    tag = tag_of(state_of(claim))
    cost = to_the_penny(claim.quantity * claim.unit_cost)
    return Row(
        (
            Cell(claim.reference, href=claim_href(claim.reference), said=claim.description),
            Cell(in_words(claim.practice.name), said=claim.practice.code),
            titles.get(claim.category, claim.category),
            claim.incurred_on,
            Cell(
                written(claim.claimed_on),
                said="late" if checked and checked.late else "",
                value=claim.claimed_on,
            ),
            money(cost),
            money(checked.allowed) if checked else "",
            Cell(tag.text, tag=tag.colour),
        )
    )


def practice_rows(practices: Sequence[Organisation]) -> list[Row]:
    """Practices that a claim can be begun for."""
    return [
        Row(
            (
                Cell(
                    in_words(practice.name), href=address("payments:claim_new", code=practice.code)
                ),
                practice.code,
            )
        )
        for practice in practices
    ]


def query_row(query: LineQuery, on: date) -> Row:
    tag = query_tag(query)
    waited = (on - query.waiting_since).days
    days = counted(waited, "day") if query.state != LineQuery.State.CLOSED else ""
    return Row(
        (
            Cell(tag.text, tag=tag.colour),
            Cell(query.title, href=query_href(query.reference), said=query.reference),
            Cell(in_words(query.payee.name), said=query.payee.code),
            str(query.asked_by),
            query.asked_on,
            Cell(written(query.waiting_since), said=days, value=query.waiting_since),
        )
    )


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """What can be done beside the list of claims, and the drafts to go on with."""

    buttons: tuple[ActionLink, ...]
    links: tuple[ActionLink, ...]
    drafts: tuple[ActionLink, ...]

    @classmethod
    def of(cls, user: User, drafts: Sequence[ClaimSheet]) -> Self:
        buttons = (
            [ActionLink("Claim additional costs", address("payments:claim_begin"))]
            if claims_costs(user)
            else []
        )
        if can_decide(user):
            buttons.insert(
                0, ActionLink("Decide several claims", address("payments:claims_decide"))
            )
        every = bool(reads_every_claim(user))
        return cls(
            buttons=tuple(buttons),
            links=(ActionLink("Samples of paid claims", address("payments:claim_samples")),)
            if every
            else (),
            drafts=tuple(
                ActionLink(
                    f"{in_words(draft.practice.name)}, {counted(len(draft.lines), 'cost')},"
                    f" saved by {draft.saved_by} on {written(draft.saved_on)}",
                    address("payments:claim_draft", number=draft.pk),
                )
                for draft in drafts
            ),
        )

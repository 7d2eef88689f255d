"""What declines set free, who is proposed to have it, and how it was shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month, written
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row
from payments.models import Reallocation, ReallocationShare
from payments.pages.item import Block, ItemPage, ItemStep
from payments.pages.words import payee_href, sterling
from payments.policy.runs import (
    can_approve_reallocation,
    can_propose_reallocation,
    can_withdraw_reallocation,
)
from payments.selectors.pots import Pot
from practices.policy.conflicts import stakes_of

PROPOSED, APPROVED = Tag("Waits for approval", "yellow"), Tag("Approved", "green")


def spelled(code: str) -> str:
    """An element's or payment's code as words."""
    return code.replace("-", " ").capitalize()


def pot_href(pot: Pot) -> str:
    return address(
        "payments:reallocation_propose",
        specification=pot.specification,
        term=pot.term,
        element=pot.element,
        practice=pot.practice,
    )


def overview(pots: Sequence[Pot], names: Mapping[str, str], user: User) -> ItemPage:
    proposes, stakes = bool(can_propose_reallocation(user)), stakes_of(user)
    return ItemPage(
        title="Money set free by declines",
        words=(
            (
                "Where a practice declines part of a service, its funding is reinvested in those"
                " who cover. One person proposes how it is shared, another approves, and the next"
                " run pays it."
            ),
        ),
        blocks=(
            Block(
                "Set free so far",
                (
                    Column("Practice that declined"),
                    Column("Payment"),
                    Column("Set free", numeric=True),
                    Column("Shared", numeric=True),
                    Column("Left", numeric=True),
                    Column("What follows"),
                ),
                tuple(
                    _pot_row(pot, names, proposes=proposes, why_not=stakes.get(pot.practice, ""))
                    for pot in pots
                ),
                "No decline has set anything free.",
            ),
        ),
    )


def _pot_row(pot: Pot, names: Mapping[str, str], *, proposes: bool, why_not: str) -> Row:
    follows = Cell("")
    if pot.left > 0 and proposes and why_not:
        follows = Cell("For somebody else", said=why_not)
    elif pot.left > 0 and proposes:
        follows = Cell("Propose shares", href=pot_href(pot))
    elif pot.left < 0:
        follows = Cell(
            "More is shared than is free now",
            said="the practice signed after all: decide what is taken back",
        )
    return Row(
        (
            Cell(
                names.get(pot.practice, pot.practice),
                href=payee_href(pot.practice),
                said=pot.practice,
            ),
            Cell(spelled(pot.term), said=spelled(pot.element)),
            Cell(sterling(pot.freed)),
            Cell(sterling(pot.shared)),
            Cell(sterling(pot.left)),
            follows,
        )
    )


def listed_rows(reallocations: Sequence[Reallocation]) -> list[Row]:
    rows = []
    for reallocation in reallocations:
        tag = APPROVED if reallocation.approved_by_id else PROPOSED
        rows.append(
            Row(
                (
                    Cell(
                        in_words(reallocation.freed_by.name),
                        href=address("payments:reallocation", number=reallocation.pk),
                        said=reallocation.freed_by.code,
                        value=reallocation.freed_by.code,
                    ),
                    Cell(spelled(reallocation.term), said=spelled(reallocation.element)),
                    Cell(Month.of(reallocation.last_month).name, value=reallocation.last_month),
                    Cell(sterling(reallocation.amount), value=reallocation.amount),
                    Cell(tag.text, tag=tag.colour),
                    Cell(str(reallocation.proposed_by), said=written(reallocation.proposed_on)),
                )
            )
        )
    return rows


def months_block(pot: Pot, until: Month) -> Block:
    """How the pot was reached: what each month would have paid, and what it pays."""
    rows = []
    total = NOTHING
    for part in pot.parts:
        signed, paid = part.figure.inputs
        pairs = zip(part.months, signed.series, paid.series, part.figure.series, strict=True)
        for month, would, does, free in pairs:
            if free and month <= until:
                rows.append(
                    Row((month.name, *(Cell(sterling(amount)) for amount in (would, does, free))))
                )
                total += free
    rows.append(Row((Cell("Together"), Cell(""), Cell(""), Cell(sterling(total)))))
    return Block(
        "How it was set free",
        (
            Column("Month"),
            Column("Had it signed", numeric=True),
            Column("As it answered", numeric=True),
            Column("Set free", numeric=True),
        ),
        tuple(rows),
    )


def shares_block(shares: Sequence[ReallocationShare], amount: Decimal, basis: str) -> Block:
    """Who gets what: each share by its number, and the control total."""
    whole = sum((share.weight for share in shares), start=Decimal(0))
    rows = [
        Row(
            (
                Cell(
                    in_words(share.payee.name),
                    href=payee_href(share.payee.code),
                    said=share.payee.code,
                ),
                Cell(f"{share.weight.normalize():f} of {whole.normalize():f}"),
                Cell(sterling(share.amount)),
            )
        )
        for share in shares
    ]
    total = sum((share.amount for share in shares), start=NOTHING)
    agrees = "agrees with what is shared" if total == amount else "does not agree"
    rows.append(Row((Cell("Control total", said=agrees), Cell(""), Cell(sterling(total)))))
    return Block(
        "Shares",
        (Column("To"), Column(basis), Column("Amount", numeric=True)),
        tuple(rows),
        words="Each share is the amount × its number ÷ all numbers, cut to whole pennies; pennies"
        " left over go to the largest remainders.",
    )


def summary(proposal: Reallocation) -> tuple[SummaryRow, ...]:
    first, last = Month.of(proposal.first_month), Month.of(proposal.last_month)
    freed_by = proposal.freed_by
    return (
        SummaryRow(
            "Set free by",
            f"{in_words(freed_by.name)} ({freed_by.code})",
            href=payee_href(freed_by.code),
        ),
        SummaryRow("Payment", f"{spelled(proposal.term)}, {spelled(proposal.element).lower()}"),
        SummaryRow("Months", first.name if first == last else f"{first.name} to {last.name}"),
        SummaryRow("Shared", sterling(proposal.amount)),
        SummaryRow("By", proposal.get_basis_display()),
        SummaryRow("Why", proposal.reason),
    )


def proposal_page(
    proposal: Reallocation, shares: Sequence[ReallocationShare], user: User
) -> ItemPage:
    parties = [proposal.freed_by, *(share.payee for share in shares)]
    steps = []
    if not proposal.approved_by_id:
        steps = [
            ItemStep.if_allowed(
                "Check and approve",
                address("payments:reallocation_approve", number=proposal.pk),
                can_approve_reallocation(user, proposal, parties),
            ),
            ItemStep.if_allowed(
                "Withdraw",
                address("payments:reallocation_withdraw", number=proposal.pk),
                can_withdraw_reallocation(user, proposal, parties),
                "secondary",
            ),
        ]
    timeline = [
        TimelineEvent(
            written(proposal.proposed_on), "Proposed", str(proposal.proposed_by), proposal.reason
        )
    ]
    if proposal.approved_on:
        timeline.append(
            TimelineEvent(written(proposal.approved_on), "Approved", str(proposal.approved_by))
        )
    return ItemPage(
        title=f"Share out {sterling(proposal.amount)}",
        caption=f"Set free by {in_words(proposal.freed_by.name)}",
        tag=APPROVED if proposal.approved_by_id else PROPOSED,
        rows=summary(proposal),
        steps=tuple(steps),
        blocks=(shares_block(shares, proposal.amount, proposal.get_basis_display()),),
        timeline=tuple(timeline),
    )

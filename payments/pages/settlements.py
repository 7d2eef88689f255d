"""The end of a year: where every practice stands, what is accrued, and what was paid."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import FinancialYear
from commissioning.models import Organisation, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
from commissioning.web.lists import Cell, Column, Row
from payments.pages.item import Block, ItemPage, ItemStep
from payments.pages.words import payee_href, run_href, sterling
from payments.pages.year_end import TAGS
from payments.policy.decisions import can_decide_kind
from payments.policy.runs import can_export
from payments.rules.accruals import Accrual
from payments.rules.conditions import State
from payments.rules.year_end import YearEnd
from payments.selectors.settlements import SettledRun


def year_page(year: FinancialYear, runs: Sequence[SettledRun], user: User) -> ItemPage:
    """Above the list of practices."""
    steps: tuple[ItemStep, ...] = ()
    if can_export(user):
        steps = (
            ItemStep(
                "Download the accrual and its reversal",
                address("payments:year_end_accrual", year=year),
                "",
                "secondary",
            ),
            ItemStep(
                "Download what it rests on",
                address("payments:year_end_basis", year=year),
                "",
                "secondary",
            ),
        )
    return ItemPage(
        title=f"Year end {year}",
        words=(
            (
                "Achievement and final payments are paid once the commissioner decides so and every"
                " condition is met: in the first run after. What was earned by 31 March and not"
                " paid by then is accrued, and reversed on 1 April."
            ),
        ),
        steps=steps,
        blocks=(
            Block(
                "Paid so far",
                (Column("Run"), Column("Payees"), Column("Amount", numeric=True)),
                tuple(
                    Row(
                        (
                            Cell(str(settled_run.run), href=run_href(settled_run.run.code)),
                            counted(settled_run.payees, "payee"),
                            Cell(sterling(settled_run.amount)),
                        )
                    )
                    for settled_run in runs
                ),
                "No run has paid anything for this year’s end yet.",
            ),
        ),
    )


def listed_rows(
    practices: Sequence[Organisation], accruals: Sequence[Accrual], year: FinancialYear, user: User
) -> list[Row]:
    """Each practice's year-end payments: conditions, amount at stake, and the decision."""
    by_practice: dict[str, list[Accrual]] = {}
    for accrual in accruals:
        by_practice.setdefault(accrual.stand.practice.code, []).append(accrual)
    decides = bool(can_decide_kind(user, "year-end"))
    rows = []
    for practice in practices:
        href = address("payments:year_end_practice", year=year, code=practice.code)
        name = Cell(in_words(practice.name), href=href, said=practice.code, value=practice.code)
        own = by_practice.get(practice.code, [])
        if not own:
            nothing = Cell("No year-end payment", said="it was not open, or takes no part")
            rows.append(Row((name, nothing, Cell(""), Cell(""), Cell(""), Cell(""))))
        for accrual in own:
            stand = accrual.stand
            rows.append(
                Row(
                    (
                        name,
                        Cell(stand.term.title, said=stand.specification.title),
                        Cell(sterling(stand.at_stake), value=stand.at_stake),
                        _conditions(accrual),
                        Cell(sterling(accrual.amount), said=accrual.refused, value=accrual.amount),
                        _decision(stand, decides=decides),
                    )
                )
            )
    return rows


def _conditions(accrual: Accrual) -> Cell:
    unmet = accrual.conditions(State.UNMET)
    waiting = accrual.conditions(State.NOT_YET_DUE)
    if unmet:
        return Cell("Not met", tag="red", said="; ".join(unmet))
    if waiting:
        return Cell("Not yet due", tag="grey", said="; ".join(waiting))
    return Cell("All met", tag="green")


def decide_href(kind: str, stand: YearEnd, subject: str) -> str:
    """Where a decision about a practice's year end begins, with what is known filled in."""
    matter = f"{stand.specification.code}|{subject}|{stand.year.period.start.isoformat()}"
    query = {"organisation": stand.practice.code, "matter": matter}
    return address("payments:decision_make", kind=kind, query=query)


def _decision(stand: YearEnd, *, decides: bool) -> Cell:
    decision = stand.decision
    if decision is not None:
        return Cell(
            {"pay": "Pay", "refuse": "Refuse"}.get(decision.outcome, decision.outcome),
            tag="green" if decision.outcome == "pay" else "red",
            said=decision.decided_by,
        )
    if decides:
        return Cell("Decide", href=decide_href("year-end", stand, stand.term.code))
    return Cell("Not decided yet")


def practice_page(
    practice: Organisation, accruals: Sequence[Accrual], year: FinancialYear, user: User
) -> ItemPage:
    """One practice's year end: every condition with its evidence, and what can be decided."""
    name = in_words(practice.name)
    decides = bool(can_decide_kind(user, "year-end"))
    steps = []
    if decides:
        steps = [
            ItemStep(
                f"Decide {accrual.stand.term.title.lower()}",
                decide_href("year-end", accrual.stand, accrual.stand.term.code),
            )
            for accrual in accruals
        ]
    return ItemPage(
        title=name,
        caption=f"{practice.code}, year end {year}",
        words=() if accruals else ("There is no year-end payment for this practice in this year.",),
        rows=(
            *_summary(accruals),
            SummaryRow("Payments", f"{name}, {year}", href=payee_href(practice.code, year)),
        ),
        steps=tuple(steps),
        blocks=tuple(_conditions_block(accrual, decides=decides) for accrual in accruals),
    )


def _summary(accruals: Sequence[Accrual]) -> list[SummaryRow]:
    rows = []
    for accrual in accruals:
        stand = accrual.stand
        title = stand.term.title
        whole = sterling(stand.whole.number) if stand.whole else "not known"
        rows.append(
            SummaryRow(
                f"{title}: if every condition is met",
                sterling(stand.at_stake),
                said=f"for the months delivered, of {whole} for the whole year",
            )
        )
        rows.append(SummaryRow("Accrued", sterling(accrual.amount), said=accrual.refused))
        decision = stand.decision
        words = f"{decision.outcome.capitalize()}, {decision.words}" if decision else "Not yet"
        rows.append(SummaryRow("Decided", words))
    return rows


def _conditions_block(accrual: Accrual, *, decides: bool) -> Block:
    stand = accrual.stand
    rows = []
    for finding in stand.findings:
        tag = TAGS[finding.state]
        href = decide_href("condition", stand, finding.condition.code) if decides else ""
        rows.append(
            Row(
                (
                    Cell(finding.condition.title, said=finding.condition.clause),
                    Cell(tag.text, tag=tag.colour),
                    Cell(finding.evidence[:1].upper() + finding.evidence[1:]),
                    Cell(sterling(stand.at_stake)),
                    Cell("Decide otherwise", href=href) if href else Cell(""),
                )
            )
        )
    return Block(
        f"Conditions of {stand.term.title.lower()}",
        (
            Column("Condition"),
            Column("State"),
            Column("Evidence"),
            Column("At stake", numeric=True),
            Column("Override"),
        ),
        tuple(rows),
        "It depends on no condition.",
    )

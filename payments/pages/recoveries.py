"""What payees owe back, and the plans by which they pay it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commissioning.domain.counts import counted
from commissioning.domain.names import in_words
from commissioning.domain.periods import Month, written
from commissioning.models import Organisation, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row
from payments.models import PaymentLine, RecoveryPlan
from payments.pages.item import Block, ItemPage, ItemStep
from payments.pages.words import line_href, payee_href, sterling
from payments.policy.recoveries import (
    can_approve_plan,
    can_end_plan,
    can_propose_plan,
    plans_recoveries,
)
from payments.rules.recoveries import Plan
from payments.selectors.lines import line_reference
from payments.selectors.recoveries import IndebtedPayee

AT_ONCE = Tag("At once", "grey")
PROPOSED, APPROVED = Tag("Waits for approval", "yellow"), Tag("Approved", "green")
ENDED, DONE = Tag("Ended", "grey"), Tag("Finished", "blue")

LEDE = (
    "A run takes back no more than the month’s part, and carries the rest forward where everybody"
    " can see it. Nothing changes until a second person has approved the plan."
)


def state_of(plan: RecoveryPlan, on: date) -> Tag:
    if plan.ended_on:
        return ENDED
    if not plan.approved_by_id:
        return PROPOSED
    return DONE if plan.ends_on < on else APPROVED


def span_of(plan: RecoveryPlan) -> str:
    first, last = Month.of(plan.starts_on), Month.of(plan.ends_on)
    return first.name if first == last else f"{first.name} to {last.name}"


def overview(owing: Sequence[IndebtedPayee], user: User, on: date) -> ItemPage:
    """Everybody who owes something back, and how it is being paid."""
    return ItemPage(
        title="Money owed back",
        words=(
            (
                "What is taken back is set against everything else that the same run pays. What is"
                " left is carried forward as a debt, and the next runs take it back at once; or"
                " month by month, where a plan is agreed with the payee."
            ),
        ),
        blocks=(
            Block(
                "Who owes something back now",
                (
                    Column("Payee"),
                    Column("Carried forward", numeric=True),
                    Column("Taken back by the draft", numeric=True),
                    Column("Together", numeric=True),
                    Column("How it is paid back"),
                ),
                tuple(_owing_row(debt, user, on) for debt in owing),
                "Nobody owes anything back.",
            ),
        ),
    )


def _owing_row(owing: IndebtedPayee, user: User, on: date) -> Row:
    payee, plan = owing.payee, owing.plan
    words = "closed: agree with its partners how it is paid" if owing.is_closed(on) else ""
    how = Cell(AT_ONCE.text, tag=AT_ONCE.colour, said=words)
    if plan is not None:
        tag = state_of(plan, on)
        how = Cell(
            f"Plan: {sterling(plan.amount)} over {counted(plan.months, 'month')}",
            href=address("payments:plan", number=plan.pk),
            said=tag.text.lower(),
        )
    elif plans_recoveries(user):
        href = address("payments:recovery", code=payee.code)
        how = Cell("At once", href=href, said=words or "agree a plan")
    return Row(
        (
            Cell(
                in_words(payee.name),
                href=address("payments:recovery", code=payee.code),
                said=payee.code,
            ),
            Cell(sterling(owing.carried)),
            Cell(sterling(owing.in_draft)),
            Cell(sterling(owing.owed)),
            how,
        )
    )


def payee_page(
    payee: Organisation,
    lines: Sequence[PaymentLine],
    plans: Sequence[RecoveryPlan],
    user: User,
    on: date,
) -> ItemPage:
    """One payee's debts, run by run, and its plans."""
    name = in_words(payee.name)
    total = sum((line.amount for line in lines), start=lines[0].amount * 0) if lines else None
    return ItemPage(
        title=f"{name}: money owed back",
        caption=payee.code,
        amount=sterling(total) if total is not None else "",
        words=()
        if total is None
        else ("Carried forward by approved runs and by the draft, less what was taken back.",),
        rows=(SummaryRow("Payments", f"{name}, this year", href=payee_href(payee.code)),),
        steps=(
            ItemStep.if_allowed(
                "Agree a plan",
                address("payments:plan_propose", code=payee.code),
                can_propose_plan(user, payee),
            ),
        ),
        blocks=(
            Block(
                "Debts, run by run",
                (Column("Run"), Column("What"), Column("Amount", numeric=True)),
                tuple(_debt_row(line) for line in lines),
                "No run carries a debt of this payee.",
            ),
            Block(
                "Plans",
                (
                    Column("Plan"),
                    Column("Months"),
                    Column("State"),
                    Column("Agreed with"),
                ),
                tuple(plan_row(plan, on) for plan in plans),
                "There is no plan: everything is taken back at once.",
            ),
        ),
    )


def _debt_row(line: PaymentLine) -> Row:
    run = line.calculation.run
    state = "" if run.is_approved else "draft"
    return Row(
        (
            Cell(str(run), href=line_href(line_reference(line)), said=state),
            Cell("Carried forward" if line.amount > 0 else "Taken back"),
            Cell(sterling(line.amount)),
        )
    )


def listed_row(plan: RecoveryPlan, on: date) -> Row:
    """A plan in the list of all of them."""
    payee = plan.payee
    name = Cell(
        in_words(payee.name),
        href=address("payments:plan", number=plan.pk),
        said=payee.code,
        value=payee.code,
    )
    _, *rest = plan_row(plan, on).cells
    return Row((name, Cell(sterling(plan.amount), value=plan.amount), *rest))


def plan_row(plan: RecoveryPlan, on: date) -> Row:
    tag = state_of(plan, on)
    return Row(
        (
            Cell(
                sterling(plan.amount),
                href=address("payments:plan", number=plan.pk),
                value=plan.amount,
            ),
            Cell(span_of(plan), said=counted(plan.months, "month")),
            Cell(tag.text, tag=tag.colour),
            Cell(plan.agreed_with),
        )
    )


def plan_page(plan: RecoveryPlan, user: User, on: date) -> ItemPage:
    """One plan: its parts month by month, who agreed it, and what can be done."""
    steps = []
    if not plan.ended_on:
        ending = can_end_plan(user, plan)
        steps = [
            ItemStep.if_allowed(
                "End this plan", address("payments:plan_end", number=plan.pk), ending, "secondary"
            )
        ]
        if not plan.approved_by_id:
            approval = can_approve_plan(user, plan)
            steps.insert(
                0,
                ItemStep.if_allowed(
                    "Check and approve", address("payments:plan_approve", number=plan.pk), approval
                ),
            )
    return ItemPage(
        title=f"Plan to pay back {sterling(plan.amount)}",
        caption=f"{in_words(plan.payee.name)} ({plan.payee.code})",
        tag=state_of(plan, on),
        rows=plan_rows(plan),
        steps=tuple(steps),
        blocks=(parts_of(plan),),
        timeline=tuple(_happened(plan)),
    )


def plan_rows(plan: RecoveryPlan) -> tuple[SummaryRow, ...]:
    name = f"{in_words(plan.payee.name)} ({plan.payee.code})"
    return (
        SummaryRow("Payee", name, href=address("payments:recovery", code=plan.payee.code)),
        SummaryRow("Pounds to be spread", sterling(plan.amount)),
        SummaryRow("Months", span_of(plan)),
        SummaryRow("Agreed with", plan.agreed_with),
        SummaryRow("Why", plan.reason),
    )


def parts_of(plan: RecoveryPlan) -> Block:
    """The most that each month takes back, by the very rule that runs use."""
    rule = Plan(
        plan.payee.code,
        plan.amount,
        Month.of(plan.starts_on),
        plan.months,
        plan.agreed_with,
        str(plan.approved_by or ""),
        plan.approved_on or plan.proposed_on,
        plan.reason,
    )
    rows = []
    for place in range(plan.months):
        month = rule.first.plus(place)
        part = rule.part(month)
        if part is not None:
            rows.append(Row((month.name, Cell(sterling(part.series[0])))))
    return Block(
        "At most this is taken back each month",
        (Column("Month"), Column("Amount", numeric=True)),
        tuple(rows),
        words="What a month cannot take is carried forward. After the last month, or once the plan"
        " is ended or the payee has closed, all that is left is due at once.",
    )


def _happened(plan: RecoveryPlan) -> list[TimelineEvent]:
    events = [TimelineEvent(written(plan.proposed_on), "Proposed", str(plan.proposed_by))]
    if plan.approved_on:
        events.append(TimelineEvent(written(plan.approved_on), "Approved", str(plan.approved_by)))
    if plan.ended_on:
        events.append(
            TimelineEvent(written(plan.ended_on), "Ended", str(plan.ended_by), plan.end_reason)
        )
    return events

"""Decisions about payments: the list, one of them, and what a new one would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commissioning.domain.money import NOTHING
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import AuditEvent, Organisation, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row
from payments.engine.decision_rows import DecisionRow
from payments.models import Decision
from payments.pages.item import Block, ItemPage, ItemStep
from payments.pages.words import change, payee_href, sterling
from payments.policy.decisions import can_decide_about, decides
from payments.selectors.effects import PaymentEffect

COLOURS = {
    "pay": "green",
    "met": "green",
    "agreed": "green",
    "refuse": "red",
    "unmet": "red",
    "withdrawn": "grey",
}
REGISTER = Decision.Kind.REGISTER


def tag_of(decision: Decision) -> Tag:
    return Tag(decision.get_outcome_display(), COLOURS[decision.outcome])


def about(decision: Decision | DecisionRow, words: Mapping[str, str]) -> str:
    """What a decision is about: the payment or condition in words, under its specification."""
    subject = words.get(decision.subject, decision.subject.replace("-", " "))
    return subject[:1].upper() + subject[1:]


def days_of(decision: Decision | DecisionRow) -> str:
    start, end = decision.starts_on, decision.ends_on
    if start and end:
        return f"{written(start)} to {written(end)}"
    if start:
        return f"from {written(start)}"
    return f"until {written(end)}" if end else ""


def figure_of(decision: Decision | DecisionRow) -> str:
    if decision.figure is None:
        return ""
    if decision.kind == REGISTER:
        return f"{decision.figure:,.0f} patients"
    return sterling(decision.figure)


def list_page(user: User) -> ItemPage:
    return ItemPage(
        title="Decisions about payments",
        words=(
            (
                "What the commissioner decided, by name and with the reason. A decision counts from"
                " the next run that is prepared; it is changed by a later one, or withdrawn."
            ),
        ),
        steps=(ItemStep("Decide something", address("payments:decision_new")),)
        if decides(user)
        else (),
    )


def listed_rows(decisions: Sequence[Decision]) -> list[Row]:
    rows = []
    for decision in decisions:
        tag = tag_of(decision)
        rows.append(
            Row(
                (
                    Cell(
                        in_words(decision.organisation.name),
                        href=address("payments:decision", number=decision.pk),
                        said=decision.organisation.code,
                        value=decision.organisation.code,
                    ),
                    Cell(decision.get_kind_display(), said=about(decision, {})),
                    Cell(tag.text, tag=tag.colour, said=figure_of(decision)),
                    Cell(days_of(decision)),
                    Cell(decision.reason),
                    Cell(
                        written(decision.decided_on),
                        said=decision.decided_by,
                        value=decision.decided_on,
                    ),
                )
            )
        )
    return rows


def decision_page(
    decision: Decision,
    events: Sequence[AuditEvent],
    rests_on: Sequence[tuple[str, str]],
    user: User,
) -> ItemPage:
    steps: tuple[ItemStep, ...] = ()
    if decision.outcome != Decision.Outcome.WITHDRAWN:
        allowed = can_decide_about(user, decision.kind, decision.organisation)
        steps = (
            ItemStep.if_allowed(
                "Withdraw this decision",
                address("payments:decision_withdraw", number=decision.pk),
                allowed,
                "secondary",
            ),
        )
    return ItemPage(
        title=decision.get_kind_display(),
        caption=in_words(decision.organisation.name),
        tag=tag_of(decision),
        rows=(
            *_rows(decision, decision.organisation),
            *(SummaryRow("Rests on", what, href=href) for what, href in rests_on),
        ),
        steps=steps,
        timeline=tuple(
            TimelineEvent(
                written(event.on) if event.on else "",
                f"Decision {event.event.removeprefix('decision ')}: "
                f"{Decision.Outcome(event.details.get('outcome', decision.outcome)).label.lower()}",
                str(event.by),
                event.reason,
            )
            for event in events
        ),
    )


def check_rows(
    row: DecisionRow, organisation: Organisation | None, matter: str
) -> tuple[SummaryRow, ...]:
    """What was answered, to be looked at before it counts."""
    name = f"{in_words(organisation.name)} ({organisation.code})" if organisation else ""
    rows = [
        SummaryRow("About", name or row.organisation_code),
        SummaryRow("Matter", matter),
        SummaryRow("Decision", row.outcome.label),
        SummaryRow("Days", days_of(row)),
        SummaryRow("Figure", figure_of(row)),
        SummaryRow("Why", row.reason),
        SummaryRow("Decided by", _decider(row)),
        SummaryRow("On", written(row.decided_on)),
    ]
    return tuple(summary_row for summary_row in rows if summary_row.value)


def _decider(decision: Decision | DecisionRow) -> str:
    minute = f", minute {decision.minute}" if decision.minute else ""
    return f"{decision.decided_by}{minute}"


def _rows(decision: Decision, organisation: Organisation) -> tuple[SummaryRow, ...]:
    name = f"{in_words(organisation.name)} ({organisation.code})"
    claim = decision.kind == Decision.Kind.CLAIM
    rows = [
        SummaryRow("About", name, href=payee_href(organisation.code)),
        SummaryRow(
            "Claim" if claim else "Matter",
            decision.subject if claim else about(decision, {}),
            href=address("payments:claim", reference=decision.subject) if claim else "",
        ),
        SummaryRow("Specification", decision.specification.replace("-", " ").capitalize()),
        SummaryRow("Days", days_of(decision)),
        SummaryRow("Figure", figure_of(decision)),
        SummaryRow("Why", decision.reason),
        SummaryRow("Decided by", _decider(decision)),
        SummaryRow("On", written(decision.decided_on)),
    ]
    return tuple(summary_row for summary_row in rows if summary_row.value)


def effect_block(effects: Sequence[PaymentEffect]) -> Block:
    """The pounds that a decision changes of what the payee can expect, month by month."""
    rows = [
        Row(
            (
                Cell(effect.title, said=effect.note),
                effect.month.name,
                Cell(sterling(effect.before)),
                Cell(sterling(effect.after)),
                Cell(change(effect.difference)),
            )
        )
        for effect in effects
    ]
    if rows:
        before = sum((effect.before for effect in effects), start=NOTHING)
        after = sum((effect.after for effect in effects), start=NOTHING)
        rows.append(
            Row(
                (
                    "Together",
                    "",
                    Cell(sterling(before)),
                    Cell(sterling(after)),
                    Cell(change(after - before)),
                )
            )
        )
    return Block(
        "What it changes",
        (
            Column("Payment"),
            Column("Month"),
            Column("Expected before", numeric=True),
            Column("Expected after", numeric=True),
            Column("Difference", numeric=True),
        ),
        tuple(rows),
        "It changes nothing that is expected today: no pound more or less.",
        "Worked out by the rules of the runs, from the facts of now; nothing is kept yet."
        if rows
        else "",
    )

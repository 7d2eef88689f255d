"""The worklist of audits, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.web.addresses import address
from commissioning.web.components import Tag
from commissioning.web.lists import Cell, Row
from practices.models import RegisterCount
from practices.policy.audits import can_audit, can_refer_audit
from practices.selectors.audit_words import bar_in_words, found_in_words
from practices.selectors.audits import AuditDay, AuditProgress, Position


@dataclass(frozen=True, slots=True)
class DayCard:
    """One day of audits, and how far they are."""

    title: str
    href: str
    name: str
    said: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class PositionPage:
    """One practice's audit: the bar, what was found, and what can be done."""

    practice: str
    code: str
    day: str
    bar: str
    found: str
    tag: Tag
    referred: str
    note: str
    counts_refusal: str
    refer_href: str  # empty: it is not sent for a decision
    is_counted: bool

    @classmethod
    def of(cls, audit: AuditDay, position: Position, user: User, on: date) -> Self:
        referral = position.referral
        too_early = "" if audit.day <= on else f"It is counted from {written(audit.day)} on"
        return cls(
            in_words(position.practice.name),
            position.practice.code,
            written(audit.day),
            bar_in_words(position),
            found_in_words(position),
            state(position),
            f"Sent for a decision on {written(referral.referred_on)} by {referral.referred_by}"
            if referral
            else "",
            referral.note if referral else "",
            can_audit(user, position.practice).reason or too_early,
            _refer_href(audit, position, user),
            position.count is not None,
        )


def _refer_href(audit: AuditDay, position: Position, user: User) -> str:
    """Where a count under the bar is sent for a decision, for whoever may send it."""
    if position.passes is not False or position.count is None:
        return ""
    if not can_refer_audit(user, position.count):
        return ""
    return address(
        "practices:audit_refer",
        specification=audit.specification,
        day=audit.day,
        code=position.practice.code,
    )


def state(position: Position) -> Tag:
    """Passed, failed or still to count; exact, never by what a share prints as."""
    match position.passes:
        case True:
            return Tag("Pass", "green")
        case False:
            return Tag("Fail", "red")
    return Tag("To count", "yellow") if position.count is None else Tag("No list", "orange")


def audit_href(audit: AuditDay, practice: Organisation | None = None) -> str:
    values: dict[str, Any] = {"specification": audit.specification, "day": audit.day}
    if practice is None:
        return address("practices:audit", **values)
    return address("practices:audit_practice", **values, code=practice.code)


def day_card(audit_progress: AuditProgress, on: date) -> DayCard:
    audit = audit_progress.day
    if audit_progress.is_done:
        tag = Tag("Counted", "green")
    elif audit.day < on:
        tag = Tag("Overdue", "red")
    else:
        tag = Tag("To do", "yellow")
    words = f"{audit_progress.counted:,} of {audit_progress.practices:,} counted"
    if audit_progress.short:
        words += f", {audit_progress.short:,} under {audit.percent}%"
        words += f", {audit_progress.referred:,} sent for a decision"
    return DayCard(
        f"{audit.title}, {written(audit.day)}", audit_href(audit), audit.name, words, tag
    )


def position_rows(audit: AuditDay, positions: Iterable[Position]) -> list[Row]:
    """One row for each practice: list, needed, counted, and whether it passes."""
    return [_row(audit, position) for position in positions]


def _row(audit: AuditDay, position: Position) -> Row:
    tag = state(position)
    words = "Sent for a decision" if position.referral else ""
    return Row(
        (
            Cell(in_words(position.practice.name), href=audit_href(audit, position.practice)),
            position.practice.code,
            position.listed if position.listed is not None else "None on record",
            position.needed if position.needed is not None else "",
            position.count.patients if position.count else "",
            Cell(tag.text, tag=tag.colour, said=words),
        )
    )


def spot_rows(counts: Sequence[RegisterCount], *, positions: Mapping[int, Position]) -> list[Row]:
    """Spot checks: what was found, and what it would mean on an audit's day."""
    rows = []
    for count in counts:
        position = positions.get(count.pk)
        tag = state(position) if position else Tag("No audit asks", "grey")
        rows.append(
            Row(
                (
                    Cell(
                        in_words(count.practice.name),
                        href=address("practices:practice", code=count.practice.code),
                    ),
                    count.practice.code,
                    count.counted_on,
                    count.patients,
                    Cell(
                        f"Would {tag.text.lower()}" if tag.text in {"Pass", "Fail"} else tag.text,
                        tag=tag.colour,
                        said=found_in_words(position) if position else "",
                    ),
                    Cell("Send for a decision", href=address("practices:spot_refer", key=count.pk))
                    if not hasattr(count, "referral")
                    else Cell(f"Sent {written(count.referral.referred_on)}"),
                )
            )
        )
    return rows

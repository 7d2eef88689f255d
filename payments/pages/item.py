"""The parts that pages of one thing, and pages of lists, are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.policy.decision import Permission
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row


@dataclass(frozen=True, slots=True)
class ItemStep:
    """Something that can be done here, on a page of its own; or why this person cannot."""

    text: str
    href: str
    why_not: str = ""
    variant: str = ""  # of the button: empty, secondary or warning

    @classmethod
    def if_allowed(cls, text: str, href: str, allowed: Permission, variant: str = "") -> Self:
        return cls(text, href, allowed.reason, variant)


@dataclass(frozen=True, slots=True)
class Block:
    """A short table on a page, with its heading; `none` is said where it has no rows."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    none: str = ""
    words: str = ""

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row.shown, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One thing: what is known of it, what can be done, and what happened."""

    title: str
    caption: str = ""
    tag: Tag | None = None
    amount: str = ""
    words: tuple[str, ...] = ()
    rows: tuple[SummaryRow, ...] = ()
    steps: tuple[ItemStep, ...] = ()
    blocks: tuple[Block, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()

    @property
    def open_steps(self) -> list[ItemStep]:
        return [step for step in self.steps if not step.why_not]

    @property
    def closed_reasons(self) -> Sequence[str]:
        return list(dict.fromkeys(step.why_not for step in self.steps if step.why_not))

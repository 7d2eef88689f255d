"""How much a specification pays a practice or network, with the sum of each payment unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import Organisation
from commissioning.specifications.schema import Specification
from commissioning.web.lists import Column, Table
from payments.engine.worth import PayeeWorth, TermWorth
from payments.pages.line import Branch, as_tree
from payments.pages.words import HeadlineFigure, sterling


@dataclass(frozen=True, slots=True)
class TermCard:
    """What one payment comes to, and how."""

    title: str
    total: str
    clause: str
    gap: str
    tree: Branch | None
    shown: str
    months: Table

    @classmethod
    def of(cls, worth: TermWorth) -> Self:
        once = len(worth.months) == 1
        return cls(
            title=worth.term.title,
            total=sterling(worth.total),
            clause=worth.term.clause,
            gap=worth.gap,
            tree=as_tree(worth.steps) if worth.steps and not worth.gap else None,
            shown="" if once or worth.shown is None else worth.shown.name,
            months=Table(
                f"{worth.term.title} by month",
                (Column("Month"), Column("Amount", numeric=True)),
                [] if once else [(month.name, sterling(amount)) for month, amount in worth.months],
            ),
        )


@dataclass(frozen=True, slots=True)
class WorthPage:
    """What a specification pays one payee."""

    title: str
    code: str
    name: str
    payee: str
    period: str
    figures: tuple[HeadlineFigure, ...]
    terms: tuple[TermCard, ...]
    held: str

    @classmethod
    def of(cls, payee: Organisation, spec: Specification, worth: PayeeWorth) -> Self:
        first, last = Month.of(spec.period.start), Month.of(spec.period.end)
        return cls(
            title=spec.title,
            code=spec.code,
            name=in_words(payee.name),
            payee=payee.code,
            period=f"{first.name} to {last.name}",
            figures=(
                HeadlineFigure("If everything is signed and delivered", sterling(worth.total)),
                HeadlineFigure("As things stand", sterling(worth.as_things_stand)),
            ),
            terms=tuple(TermCard.of(term) for term in worth.terms),
            held=sterling(worth.held) if worth.held else "",
        )

"""What one payee is owed, month by month, under one payment term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, Self

from commissioning.domain.figures import Figure, given
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.specifications.schema import Specification


class OwedTerm(Protocol):
    """A payment term's basics, or a name that stands for a term: what its lines are called."""

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Owed:
    """Pounds owed for each of some months of one financial year, and why.

    `figure` is a series, a whole number of pennies for each month, before any hold. `held` says for
    each month why nothing more is paid for now, or nothing. `gap` names a missing fact. `shown` are
    the months in which a line is written even when it is 0.00; a term that pays once has none.
    """

    specification: str
    version: str
    term: str
    title: str
    kind: str
    payee: str
    for_code: str
    months: tuple[Month, ...]
    figure: Figure
    held: tuple[str, ...] = ()
    gap: str = ""
    shown: frozenset[Month] = frozenset()
    once: bool = False

    @classmethod
    def under(
        cls,
        specification: Specification,
        term: OwedTerm,
        payee: str,
        months: tuple[Month, ...],
        figure: Figure,
        *,
        for_code: str = "",
        held: tuple[str, ...] = (),
        gap: str = "",
        shown: frozenset[Month] | None = None,
    ) -> Self:
        """What a term of a specification owes a payee, for itself unless `for_code` is another.

        Nothing is held where `held` is empty. A term for which no months are shown pays once.
        """
        return cls(
            specification=specification.code,
            version=specification.version,
            term=term.code,
            title=term.title,
            kind=term.kind,
            payee=payee,
            for_code=for_code or payee,
            months=months,
            figure=figure,
            held=held or ("",) * len(months),
            gap=gap,
            shown=shown or frozenset(),
            once=shown is None,
        )

    @property
    def year(self) -> int:
        return self.months[0].financial_year.start

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.specification, self.term, self.payee, self.for_code)


def by_year(months: Sequence[Month]) -> list[tuple[Month, ...]]:
    """Months in order, parted by financial year."""
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.financial_year.start, []).append(month)
    return [tuple(year_months) for year_months in years.values()]


def nothing(title: str, months: Sequence[Month], reason: str) -> Figure:
    """A series of 0.00 that says why."""
    return given(title + ", {month}", (NOTHING,) * len(months), source=reason)


def one_text(texts: Sequence[str]) -> str | tuple[str, ...]:
    """A text for each month, or one where they are all alike."""
    return texts[0] if len(set(texts)) == 1 else tuple(texts)


def whole(number: int) -> Decimal:
    return Decimal(number)


def for_one_month(figure: Figure) -> Figure:
    """A single number as a series of one month, so that a line can unfold to it."""
    choice = given("This month", (Decimal(1),))
    return Figure(figure.label, (figure.number,), "", "by month", (choice, figure))

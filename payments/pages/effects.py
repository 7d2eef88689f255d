"""What a version changes: in its words, and in pounds for everybody it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import written
from commissioning.specifications.differences import Difference
from commissioning.web.lists import Cell, Column, Table
from payments.engine.what_if import WhatIfEffect
from payments.pages.words import HeadlineFigure, change, payee_href, sterling
from payments.rules.outturns import MonthSpan, Outturns, differences
from payments.selectors.forecasts import Networks

MOST_ROWS = 50  # the largest differences are shown; the totals have them all
KINDS = {"added": "green", "changed": "blue", "removed": "red"}


@dataclass(frozen=True, slots=True)
class Money:
    """What two outturns come to: in total, by specification and term, by network and by payee."""

    figures: tuple[HeadlineFigure, ...]
    by_term: Table
    by_network: Table | None
    by_payee: Table
    left_out: str
    same: bool

    @classmethod
    def of(
        cls,
        before: Outturns,
        after: Outturns,
        names: Mapping[str, str],
        titles: Mapping[str, str],
        networks: Networks | None = None,
    ) -> Self:
        """Without networks nothing is added up by them, as where one payee is asked about."""
        outturn_differences = differences(before, after)
        payees: dict[str, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
        touched = {difference.key[2] for difference in outturn_differences}
        for index, outturns in enumerate((before, after)):
            for key, outturn in outturns.items():
                if key[2] in touched:
                    payees[key[2]][index] += outturn.total
        was, now = _sum(before), _sum(after)
        rows = sorted(payees.items(), key=lambda row: (-abs(row[1][1] - row[1][0]), row[0]))
        more = len(rows) - MOST_ROWS
        return cls(
            figures=(
                HeadlineFigure("As things stand", sterling(was)),
                HeadlineFigure("With the change", sterling(now)),
                HeadlineFigure("Difference", change(now - was)),
                HeadlineFigure("Payees touched", f"{len(touched):,}"),
            ),
            by_term=_by_term(before, after, titles),
            by_network=_by_network(before, after, networks) if networks else None,
            by_payee=Table(
                "The payees it touches, the largest differences first",
                (
                    Column("Payee"),
                    Column("As things stand", numeric=True),
                    Column("With the change", numeric=True),
                    Column("Difference", numeric=True),
                ),
                [
                    (
                        Cell(names.get(code, code), payee_href(code), said=code),
                        sterling(one),
                        sterling(two),
                        change(two - one),
                    )
                    for code, (one, two) in rows[:MOST_ROWS]
                ],
                none="Nobody is paid more or less.",
            ),
            left_out=f"{counted(more, 'smaller difference')} not listed here" if more > 0 else "",
            same=not outturn_differences,
        )


def _sum(outturns: Outturns) -> Decimal:
    return sum((outturn.total for outturn in outturns.values()), start=NOTHING)


def _by_term(before: Outturns, after: Outturns, titles: Mapping[str, str]) -> Table:
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    called: dict[tuple[str, str], str] = {}
    for index, outturns in enumerate((before, after)):
        for key, outturn in outturns.items():
            sums[key[:2]][index] += outturn.total
            if outturn.title and outturn.title != "Recovery":
                called.setdefault(key[:2], outturn.title)
    return Table(
        "By payment",
        (
            Column("Payment"),
            Column("As things stand", numeric=True),
            Column("With the change", numeric=True),
            Column("Difference", numeric=True),
        ),
        [
            (
                Cell(called.get(place, place[1].capitalize()), said=titles.get(place[0], place[0])),
                sterling(was),
                sterling(now),
                change(now - was),
            )
            for place, (was, now) in sorted(sums.items())
        ],
        none="Nothing is paid in these months.",
    )


def _by_network(before: Outturns, after: Outturns, networks: Networks) -> Table:
    """Every network: what its practices come to together with itself."""
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    for index, outturns in enumerate((before, after)):
        for key, outturn in outturns.items():
            sums[networks.of.get(key[2], "")][index] += outturn.total
    rows = sorted(sums.items(), key=lambda row: (-abs(row[1][1] - row[1][0]), not row[0], row[0]))
    return Table(
        f"Networks with their practices, as they belonged on {written(networks.on)}",
        (
            Column("Network"),
            Column("As things stand", numeric=True),
            Column("With the change", numeric=True),
            Column("Difference", numeric=True),
        ),
        [
            (
                Cell(networks.names[code], payee_href(code), said=code)
                if code
                else Cell("Practices in no network"),
                sterling(was),
                sterling(now),
                change(now - was),
            )
            for code, (was, now) in rows
            if code or was or now
        ],
        hidden=False,
    )


def codes_in(*outturns: Outturns) -> set[str]:
    """The payees of some outturns, by code."""
    return {key[2] for outturns_by_key in outturns for key in outturns_by_key}


def titles_in(*outturns: Outturns) -> set[str]:
    """The specifications of some outturns, by code."""
    return {key[0] for outturns_by_key in outturns for key in outturns_by_key}


def differences_tables(version_differences: Iterable[Difference]) -> tuple[Table, ...]:
    """Where a version differs from the one before, a table for each part of the file."""
    parts: dict[str, list[Difference]] = defaultdict(list)
    for difference in version_differences:
        parts[difference.part].append(difference)
    return tuple(
        Table(
            part,
            (Column("What"), Column("Change"), Column("Before"), Column("After")),
            [
                (
                    Cell(
                        difference.item or difference.what,
                        said=difference.what if difference.item else "",
                    ),
                    Cell(difference.kind.capitalize(), tag=KINDS[difference.kind]),
                    difference.before,
                    difference.after,
                )
                for difference in rows
            ],
            hidden=False,
        )
        for part, rows in parts.items()
    )


@dataclass(frozen=True, slots=True)
class EffectPage:
    """What a version changes, in its words and in pounds."""

    since: str  # the version it is held against
    differences: tuple[Table, ...]
    months: str
    money: Money | None
    too_many: bool

    @classmethod
    def of(
        cls,
        since: str,
        version_differences: Sequence[Difference],
        effect: WhatIfEffect | None,
        names: Mapping[str, str],
        titles: Mapping[str, str],
        *,
        too_many: bool,
    ) -> Self:
        """Without an effect: there are too many practices, or the version is approved already."""
        return cls(
            since=since,
            differences=differences_tables(version_differences),
            months=months_of(effect.span) if effect else "",
            money=Money.of(effect.before, effect.after, names, titles) if effect else None,
            too_many=too_many,
        )


def months_of(span: MonthSpan) -> str:
    return f"{span.first.name} to {span.last.name}"

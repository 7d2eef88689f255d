"""What changed since a draft was last prepared, and since the last month, with the cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Sum

from commissioning.domain.figures import Figure
from commissioning.domain.money import NOTHING, PENNY
from commissioning.domain.periods import Month
from payments.engine.comparing.causes import causes
from payments.engine.comparing.lines import Place, Working, Workings, compared, moved
from payments.engine.store import StoredCalculation, read_derivation, written
from payments.models import Calculation, PaymentLine, PaymentRun
from payments.rules.lines import DEBT

BATCH = 1000  # derivations of so many places are held at a time


class AmountChange(NamedTuple):
    """One payee's amount under one term, before and after, and the fact that moved it."""

    payee: str
    name: str
    term: str
    for_code: str
    month: str
    before: str
    after: str
    difference: str
    cause: str


InMonth = tuple[Figure, int]  # a derivation, and a month's place in it


def since_last_preparation(
    before: Iterable[StoredCalculation], run: PaymentRun, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What preparing a draft again changed, line by line. `before` is what the run was."""
    was, now = compared(before, written(run))
    changes = []
    for place, lines in groupby(moved(was, now), key=itemgetter(0)):
        old, new = _by_month(was.get(place)), _by_month(now.get(place))
        for _, month, past, present in lines:
            cause = _cause(old.get(month), new.get(month))
            amounts = [line[1] if line else NOTHING for line in (past, present)]
            changes.append(_change(place, str(month), amounts[0], amounts[1], cause, names))
    return changes


def _by_month(working: Working | None) -> dict[Month, InMonth]:
    """The derivations of a place, by the months they cover."""
    figures_by_month: dict[Month, InMonth] = {}
    for text in working.derivations if working else ():
        figure, months = read_derivation(text)
        for position, month in enumerate(months):
            figures_by_month[month] = (figure, position)
    return figures_by_month


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a run comes to in one place, and the months before its own that it has lines for."""

    amount: Decimal = NOTHING
    earlier: tuple[Month, ...] = ()


def _sums(run: PaymentRun) -> dict[Place, _Sum]:
    earlier = Q(for_month__lt=run.month)
    rows = (
        PaymentLine.objects.filter(calculation__run=run)
        .values_list(
            "calculation__specification_code",
            "calculation__term",
            "calculation__payee_code",
            "calculation__for_code",
        )
        .annotate(
            total=Sum("amount"),
            earlier=ArrayAgg("for_month", filter=earlier, order_by="for_month"),
        )
    )
    return {
        (specification, term, payee, for_code): _Sum(
            amount, tuple([Month.of(day) for day in days or ()])
        )
        for specification, term, payee, for_code, amount, days in rows.iterator(chunk_size=5000)
    }


def since_last_month(
    last: PaymentRun | None, run: PaymentRun, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Whose total for a term differs from last month's run by more than a penny's rounding."""
    if last is None:
        return []
    was, now = _sums(last), _sums(run)
    nothing = _Sum()
    differing = [
        place
        for place in sorted(set(was) | set(now))
        if abs(now.get(place, nothing).amount - was.get(place, nothing).amount) > PENNY
    ]
    changes = []
    for start in range(0, len(differing), BATCH):
        places = differing[start : start + BATCH]
        old, new = _derivations(last, places), _derivations(run, places)
        for place in places:
            before, after = was.get(place, nothing), now.get(place, nothing)
            earlier = after.earlier
            cause = _cause(_in_month(old[place], earlier), _in_month(new[place], earlier))
            reasons = (
                _of_earlier("this run has lines for earlier months", earlier),
                _of_earlier(f"{last.code} had lines for earlier months", before.earlier),
                cause,
            )
            words = "; ".join(reason for reason in reasons if reason)
            if place[1] == DEBT:
                words = "follows from the payee's other lines, and from debts brought forward"
            changes.append(_change(place, run.code, before.amount, after.amount, words, names))
    return changes


def _derivations(run: PaymentRun, places: Iterable[Place]) -> Workings:
    """The derivations that are stored for some places of a run."""
    workings = {place: Working() for place in places}
    rows = Calculation.objects.filter(run=run, payee__code__in={place[2] for place in places})
    for specification, term, payee, for_code, text in rows.values_list(
        "specification_code", "term", "payee_code", "for_code", "derivation"
    ).iterator(chunk_size=BATCH):
        working = workings.get((specification, term, payee, for_code))
        if working:
            working.derivations.append(text)
    return workings


def _cause(past: InMonth | None, present: InMonth | None) -> str:
    return causes(
        past[0] if past else None,
        present[0] if present else None,
        present[1] if present else 0,
        past[1] if past else 0,
    )


def _of_earlier(words: str, months: Iterable[Month]) -> str:
    return f"{words}: {', '.join(map(str, months))}" if months else ""


def _in_month(working: Working, earlier: tuple[Month, ...]) -> InMonth | None:
    """A derivation and its place in the earliest month that moved, else in its last month."""
    derivations = _by_month(working)
    if not derivations:
        return None
    return derivations.get(earlier[0]) if earlier else derivations[max(derivations)]


def _change(
    place: Place,
    month: str,
    before: Decimal,
    after: Decimal,
    cause: str,
    names: Mapping[str, str],
) -> dict[str, Any]:
    _, term, payee, for_code = place
    change = AmountChange(
        payee=payee,
        name=names.get(payee, payee),
        term=term,
        for_code=for_code,
        month=month,
        before=str(before),
        after=str(after),
        difference=str(after - before),
        cause=cause or "a line was added or removed",
    )
    return change._asdict()

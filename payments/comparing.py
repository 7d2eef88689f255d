"""Says what differs between two workings of a run, by payee, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from commissioning.domain.figures import Figure
from commissioning.domain.money import NOTHING, PENNY
from commissioning.domain.periods import Month
from payments.models import Calculation, PaymentLine, PaymentRun
from payments.rules.lines import DEBT, Calculated
from payments.rules.unfolding import at, number, source_at
from payments.store import read_derivation

Place = tuple[str, str, str, str]  # specification, term, payee, for whom
Amounts = dict[Place, dict[Month, tuple[str, Decimal]]]


@dataclass(frozen=True, slots=True)
class Change:
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


def amounts_of(run: PaymentRun) -> Amounts:
    """Kind and amount of every line of a stored run."""
    found: Amounts = {}
    rows = PaymentLine.objects.filter(calculation__run=run).values_list(
        "calculation__specification_code",
        "calculation__term",
        "calculation__payee_code",
        "calculation__for_code",
        "for_month",
        "kind",
        "amount",
    )
    for specification, term, payee, for_code, for_month, kind, amount in rows.iterator(
        chunk_size=5000
    ):
        place = (specification, term, payee, for_code)
        found.setdefault(place, {})[Month.of(for_month)] = (kind, amount)
    return found


def amounts_in(calculated: Iterable[Calculated]) -> Amounts:
    """The same of a working that is not stored."""
    found: Amounts = {}
    for each in calculated:
        place = (each.specification, each.term, each.payee, each.for_code)
        months = found.setdefault(place, {})
        for line in each.lines:
            months[line.month] = (line.kind, line.amount)
    return found


def differences(stored: Amounts, fresh: Amounts) -> Iterator[str]:
    """Each line that one working has and the other has not, in words."""
    for place in sorted(set(stored) | set(fresh)):
        was, now = stored.get(place, {}), fresh.get(place, {})
        _, term, payee, for_code = place
        for month in sorted(set(was) | set(now)):
            if was.get(month) != now.get(month):
                whom = payee if for_code == payee else f"{payee} for {for_code}"
                yield (
                    f"{whom}, {term}, {month}: {_words(was.get(month))} was prepared,"
                    f" {_words(now.get(month))} follows from the facts"
                )


def _words(line: tuple[str, Decimal] | None) -> str:
    return f"{line[1]} ({line[0]})" if line else "no line"


def causes(before: Figure | None, after: Figure | None, position: int, past: int) -> str:
    """The given figures that differ between two derivations of one line, in words."""
    if after is None:
        return "nothing more is due under this term"
    was, now = _givens(before, past), _givens(after, position)
    said = []
    for label in dict.fromkeys([*now, *was]):
        old, new = was.get(label), now.get(label)
        if old == new or (old and new and old[0] == new[0] and label != DELIVERED):
            continue
        if new is None and old is not None:
            said.append(f"{label} no longer counts")
        elif new is not None:
            start = f"{old[0]} → " if old and old[0] != new[0] else ""
            source = f" ({new[1]})" if new[1] else ""
            said.append(f"{label}: {start}{new[0]}{source}")
    return "; ".join(said)


DELIVERED = "Days of the month delivered"
NO_CAUSE = (  # follow from the calendar, or from earlier runs: nobody changed them
    "Months of the year gone",
    "Days in",
    "Months in a year",
    "Paid so far",
    "The other lines",
    "Debt brought forward",
    "Which yearly amount",
    "This month",
)


def _givens(figure: Figure | None, position: int) -> dict[str, tuple[str, str]]:
    """The facts under a derivation as they stand in one month: number and source, by label."""
    found: dict[str, tuple[str, str]] = {}
    days = ""
    for each in _leaves(figure):
        label = each.label.replace("{word}", "the month").replace("{month}", "the month")
        value = number(at(each, position))
        if label == "Days in the month":
            days = value
        if not label.startswith(NO_CAUSE):
            found.setdefault(label, (value, source_at(each, position)))
    if DELIVERED in found and found[DELIVERED][0] == days:
        found[DELIVERED] = ("all", found[DELIVERED][1])
    return found


def _leaves(figure: Figure | None) -> Iterator[Figure]:
    if figure is None:
        return
    if not figure.inputs:
        yield figure
    for each in figure.inputs:
        yield from _leaves(each)


Derivations = Mapping[Place, Mapping[Month, tuple[Figure, int]]]


def derivations_of(run: PaymentRun, places: Iterable[Place]) -> Derivations:
    """The stored derivations of some places of a run, by the months they cover."""
    wanted = set(places)
    found: dict[Place, dict[Month, tuple[Figure, int]]] = {}
    rows = Calculation.objects.filter(run=run, payee_code__in={place[2] for place in wanted})
    for each in rows:
        place = (each.specification_code, each.term, each.payee_code, each.for_code)
        if place in wanted:
            figure, months = read_derivation(each.derivation)
            for position, month in enumerate(months):
                found.setdefault(place, {})[month] = (figure, position)
    return found


def since_last_preparation(
    was: Amounts, old: Derivations, now: Amounts, new: Derivations, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What preparing a draft again changed, line by line."""
    changes = []
    for place in moved(was, now):
        for month in sorted(set(was.get(place, {})) | set(now.get(place, {}))):
            before = was.get(place, {}).get(month, ("", NOTHING))
            after = now.get(place, {}).get(month, ("", NOTHING))
            if before == after:
                continue
            past, position = old.get(place, {}).get(month), new.get(place, {}).get(month)
            cause = causes(
                past[0] if past else None,
                position[0] if position else None,
                position[1] if position else 0,
                past[1] if past else 0,
            )
            changes.append(_change(place, str(month), before[1], after[1], cause, names))
    return changes


def since_last_month(
    last: PaymentRun | None, run: PaymentRun, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Whose total for a term differs from last month's run by more than a penny's rounding."""
    if last is None:
        return []
    old_lines, new_lines = amounts_of(last), amounts_of(run)
    was, now = _by_term(old_lines), _by_term(new_lines)
    differing = [
        place
        for place in sorted(set(was) | set(now))
        if abs(now.get(place, NOTHING) - was.get(place, NOTHING)) > PENNY
    ]
    old, new = derivations_of(last, differing), derivations_of(run, differing)
    changes = []
    for place in differing:
        earlier = _before(run, new_lines.get(place, {}))
        past, present = _in_month(old.get(place), earlier), _in_month(new.get(place), earlier)
        cause = causes(
            past[0] if past else None,
            present[0] if present else None,
            present[1] if present else 0,
            past[1] if past else 0,
        )
        before_that = _before(last, old_lines.get(place, {}))
        cause = "; ".join(
            said
            for said in (
                _of_earlier("this run has lines for earlier months", earlier),
                _of_earlier(f"{last.code} had lines for earlier months", before_that),
                cause,
            )
            if said
        )
        if place[1] == DEBT:
            cause = "follows from the payee's other lines, and from debts brought forward"
        before, after = was.get(place, NOTHING), now.get(place, NOTHING)
        changes.append(_change(place, run.code, before, after, cause, names))
    return changes


def _before(run: PaymentRun, lines: Iterable[Month]) -> list[Month]:
    """The months of some lines that lie before the run's own."""
    return sorted(month for month in lines if month < Month.of(run.month))


def moved(was: Amounts, now: Amounts) -> list[Place]:
    """The places whose lines differ."""
    return [place for place in sorted(set(was) | set(now)) if was.get(place) != now.get(place)]


def _by_term(amounts: Amounts) -> dict[Place, Decimal]:
    return {
        place: sum((amount for _, amount in months.values()), start=NOTHING)
        for place, months in amounts.items()
    }


def _of_earlier(words: str, months: list[Month]) -> str:
    return f"{words}: {', '.join(map(str, months))}" if months else ""


def _in_month(
    derivations: Mapping[Month, tuple[Figure, int]] | None, earlier: list[Month]
) -> tuple[Figure, int] | None:
    """A derivation and its place in the earliest month that moved, else in its last month."""
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
    return asdict(
        Change(
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
    )

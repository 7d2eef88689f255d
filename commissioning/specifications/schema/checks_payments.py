"""Whether the payments of a specification's file make sense: dates, rates, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commissioning.domain.periods import Month, Period
from commissioning.specifications.schema.mistakes import Mistake
from commissioning.specifications.schema.parts import (
    FilePart,
    codes,
    listed,
    repeated,
    unknown,
    within,
)

LINES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("register patient", "monthly"): ("instalment",),
    ("listed patient", "monthly"): ("instalment", "participation"),
    ("bed", "monthly"): ("premium",),
    ("register patient", "at year end"): ("achievement", "final"),
    ("listed patient", "at year end"): ("achievement", "final"),
    ("claim", "when decided"): ("claim",),
    ("protected amount", "monthly"): ("protection",),
}
"""The kinds of line that each kind of payment can make."""


def mistakes_in_payments(file: FilePart) -> Iterator[Mistake]:
    whole = file.span("period")
    yield from repeated(file.parts("payment"), "code")
    for payment in file.parts("payment"):
        yield from unknown(payment, "elements", codes(file, "element"), "an element")
        entries = codes(file, "interpretation")
        yield from unknown(payment, "rests_on", entries, "an interpretation")
        yield from _who_and_what(payment)
        period = payment.span("period")
        yield from within(payment.at("period"), period, whole, "the specification")
        yield from _years(file, payment, period or whole)
        yield from _rates(payment, whole)
        yield from _lists(payment, period or whole)
        yield from _claims(payment, period or whole)


def _who_and_what(payment: FilePart) -> Iterator[Mistake]:
    per, pays, line = payment.text("per"), payment.text("pays"), payment.text("line")
    allowed = LINES.get((per, payment.text("paid")), ())
    if line and allowed and line not in allowed:
        yield payment.wrong(
            f"a payment per {per} makes no “{line}”; allowed: {listed(allowed)}", "line"
        )
    payee = "pcn" if per == "bed" else "practice"
    if allowed and pays and pays != payee:
        yield payment.wrong(f"a payment per {per} is paid to a {payee}", "pays")


def _years(file: FilePart, payment: FilePart, period: Period | None) -> Iterator[Mistake]:
    once = [part.text("code") for part in file.parts("return") if "quarterly" not in part.values]
    before: Period | None = None
    for year in payment.parts("year"):
        span = year.span("period")
        yield from within(year.at("period"), span, period, "the payment")
        if span and before and span.start <= before.end:
            yield year.wrong(f"starts before the one above ends, {before.end}", "period")
        before = span or before
        pay_by = year.day("pay_by")
        if span and pay_by and pay_by < span.end:
            yield year.wrong(f"{pay_by} is before the year ends, {span.end}", "pay_by")
        yield from repeated(year.parts("condition"), "code")
        for condition in year.parts("condition"):
            name, due = condition.text("return"), condition.day("due")
            if name and name not in once:
                yield condition.wrong(
                    f"“{name}” is not a return of this file that is asked once; "
                    f"allowed: {listed(once)}",
                    "return",
                )
            if span and due and due < span.start:
                yield condition.wrong(f"{due} is before the year starts, {span.start}", "due")


def _laid_over(payment: FilePart) -> list[FilePart]:
    """The payment as it stands, and as each of its readings makes it."""
    return [
        payment,
        *(
            FilePart({**payment.values, **reading.values}, reading.place)
            for reading in payment.parts("reading")
        ),
    ]


def _rates(payment: FilePart, whole: Period | None) -> Iterator[Mistake]:
    """Rates follow each other, and one stands in every month that the payment is for."""
    if payment.text("per") in ("", "claim", "protected amount"):
        return
    readings = payment.parts("reading")
    in_readings = any(
        "rate" in reading.values or "period" in reading.values for reading in readings
    )
    for way, own in zip(_laid_over(payment), [payment, *readings], strict=True):
        if own is payment and in_readings and "rate" not in payment.values:
            continue  # every reading brings its own
        if own is not payment and not ("rate" in own.values or "period" in own.values):
            continue  # already looked at, in the payment itself
        rates, given = way.parts("rate"), way.values.get("rate")
        starts = [rate.day("from") for rate in rates]
        if isinstance(given, list) and (len(rates) != len(given) or None in starts):
            continue  # the shape's own check has said so
        yield from _in_order(rates)
        period = way.span("period") or whole
        gaps = (
            [month.name for month in period.months if not _stands(rates, month)] if period else []
        )
        if gaps:
            yield way.wrong(f"none stands on the first day of {_and(gaps)}", "rate")


def _in_order(rates: list[FilePart]) -> Iterator[Mistake]:
    before: date | None = None
    for rate in rates:
        start, end = rate.day("from"), rate.day("to")
        if start and before and start <= before:
            yield rate.wrong(f"{start} is not after the one above, {before}", "from")
        if start and end and end < start:
            yield rate.wrong(f"{end} is before {start}", "to")
        before = start or before


def _stands(rates: list[FilePart], month: Month) -> bool:
    """Say whether a rate stands on the first of a month, as `rate_on` asks when paying."""
    for rate in rates:
        start, end = rate.day("from"), rate.day("to")
        if start and start <= month.first and (end is None or month.first <= end):
            return True
    return False


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _lists(payment: FilePart, period: Period | None) -> Iterator[Mistake]:
    """A payment has the list it is counted by, taken before what it pays for is over."""
    missing_keys = set()
    for way in _laid_over(payment) if payment.text("paid") == "at year end" else ():
        needed = {"register patient": "cap", "listed patient": "list"}.get(way.text("per"), "")
        if needed and needed not in way.values and needed not in missing_keys:
            missing_keys.add(needed)
            yield way.wrong(f"is missing: a payment per {way.text('per')} has one", needed)
    bases = [payment.part("cap")]
    bases += [part.part("list") for part in (payment, *payment.parts("reading"))]
    bases += [
        condition.part("list")
        for year in payment.parts("year")
        for condition in year.parts("condition")
    ]
    for basis in bases:
        on = basis.day("on")
        if on and period and on > period.end:
            yield basis.wrong(f"{on} is after the last day paid for, {period.end}", "on")


def _claims(payment: FilePart, period: Period | None) -> Iterator[Mistake]:
    yield from repeated(payment.parts("category"), "code")
    for category in payment.parts("category"):
        window, claim_by = category.span("window"), category.day("claim_by")
        yield from within(category.at("window"), window, period, "the payment")
        if window and claim_by and claim_by < window.start:
            yield category.wrong(f"{claim_by} is before the window opens", "claim_by")
    whole_until = payment.day("whole_until")
    if whole_until and period and whole_until not in period:
        yield payment.wrong(
            f"{whole_until} is outside the period, {period.start} to {period.end}", "whole_until"
        )

"""Paying back under a plan: what must hold for every amount, plan and order of runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.domain.figures import from_json, to_json
from commissioning.domain.periods import Month
from payments.rules.lines import Line, RunTotal, debts
from payments.rules.recoveries import Plan
from payments.rules.unfolding import unfold
from payments.rules.wording import explanation

FIRST = Month(2020, 10)
PAYEE = "C86001"
NOTHING = Decimal("0.00")
amounts = st.decimals("0.01", "20000.00", places=2)


def a_plan(amount: str | Decimal, months: int, **more: object) -> Plan:
    said = {
        "payee": PAYEE,
        "first": FIRST,
        "agreed_with": "Ann Example, practice manager",
        "approved_by": "Bob Example",
        "approved_on": date(2020, 9, 20),
        "reason": "to keep staff",
    } | more
    return Plan(amount=Decimal(amount), months=months, **said)  # type: ignore[arg-type]


def run(
    month: Month,
    lines: list[Decimal],
    owing: Decimal,
    *plans: Plan,
    regular: bool = True,
) -> tuple[Decimal, Decimal, object]:
    """What reaches the payee, what it owes afterwards, and the calculation of the debt line."""
    total = RunTotal()
    if lines:
        total.add([Line(month, "instalment", each) for each in lines])
    found = list(
        debts({PAYEE: total}, {PAYEE: owing}, month, plans={PAYEE: plans}, regular=regular)
    )
    line = found[0].lines[0].amount if found else NOTHING
    return total.amount + line, owing + line, found[0] if found else None


def test_a_recovery_is_spread_over_the_months_of_its_plan() -> None:
    plan = a_plan("1000.00", 3)
    owing, taken = NOTHING, []
    for place in range(4):
        recovered = [Decimal("-1000.00")] if place == 0 else []
        paid, owing, _ = run(FIRST.plus(place), [Decimal("500.00"), *recovered], owing, plan)
        taken.append(Decimal("500.00") - paid)
    assert taken == [Decimal(each) for each in ("333.33", "333.34", "333.33", "0.00")]
    assert owing == 0


def test_without_a_plan_or_outside_it_everything_is_taken_at_once() -> None:
    lines = [Decimal("500.00"), Decimal("-300.00")]
    assert run(FIRST, lines, Decimal("900.00"))[:2] == (NOTHING, Decimal("700.00"))
    plan = a_plan("600.00", 2)
    for month in (FIRST.plus(-1), FIRST.plus(2)):
        assert run(month, lines, Decimal("900.00"), plan)[:2] == (NOTHING, Decimal("700.00"))


def test_a_payee_that_closed_is_given_no_more_time() -> None:
    plan = replace(a_plan("1000.00", 10), closed_on=date(2020, 10, 31))
    assert run(FIRST, [Decimal("500.00")], Decimal("1000.00"), plan)[0] == Decimal("400.00")
    assert run(FIRST.plus(1), [Decimal("500.00")], Decimal("900.00"), plan)[0] == NOTHING


def test_a_supplementary_run_takes_no_second_part() -> None:
    plan = a_plan("1000.00", 10)
    lines = [Decimal("500.00"), Decimal("-80.00")]
    paid, owing, found = run(FIRST, lines, Decimal("900.00"), plan, regular=False)
    assert (paid, owing) == (Decimal("500.00"), Decimal("980.00"))
    said = explanation(found.figure, found.months, FIRST)  # type: ignore[attr-defined]
    assert "by its regular run" in said


def test_the_line_says_the_plan_and_unfolds_to_it() -> None:
    plan = a_plan("1000.00", 3)
    _, owing, found = run(FIRST, [Decimal("500.00"), Decimal("-1000.00")], NOTHING, plan)
    said = explanation(found.figure, found.months, FIRST)  # type: ignore[attr-defined]
    assert said == (
        "Of 1,000.00 owed back, at most 333.33 is taken back in October 2020, part 1 of 3 of the"
        " plan agreed with Ann Example, practice manager, approved by Bob Example on 20 September"
        " 2020: to keep staff: the rest is carried forward"
    )
    steps = unfold(found.figure, found.months, FIRST)  # type: ignore[attr-defined]
    assert "Part 1 of 3, October 2020" in [step.label for step in steps]
    _, _, later = run(FIRST.plus(1), [Decimal("500.00")], owing, plan)
    assert explanation(later.figure, later.months, FIRST.plus(1)).startswith(  # type: ignore[attr-defined]
        "666.67 was carried forward by earlier runs, 333.34 of it is taken back: at most 333.34"
    )


@settings(max_examples=200, deadline=None)
@given(amounts, st.integers(1, 24), st.lists(st.decimals("0", "3000", places=2), max_size=30))
def test_all_is_paid_back_and_never_more_than_the_part(
    debt: Decimal, months: int, income: list[Decimal]
) -> None:
    """Whatever the payee is paid each month: to the penny, and in sight."""
    plan = a_plan(debt, months)
    owing, taken_altogether = NOTHING, NOTHING
    for place in range(len(income) + 1):
        month = FIRST.plus(place)
        last = place == len(income)
        positive = [Decimal("30000.00")] if last else [income[place]]
        lines = [*positive, *([-debt] if place == 0 else [])]
        paid, owing, found = run(month, lines, owing, plan)
        taken = sum(positive) - paid
        taken_altogether += taken
        assert paid >= 0
        assert owing >= 0
        assert taken_altogether + owing == debt
        part = plan.part(month)
        if part is not None:
            assert taken <= part.series[0]
        else:
            assert paid == 0 or owing == 0
        if found is not None:
            assert found.figure.holds()  # type: ignore[attr-defined]
            assert from_json(to_json(found.figure)) == found.figure  # type: ignore[attr-defined]


@given(amounts, st.integers(1, 60))
def test_the_parts_come_to_the_amount(debt: Decimal, months: int) -> None:
    plan = a_plan(debt, months)
    parts = [plan.part(FIRST.plus(place)) for place in range(months)]
    assert sum(part.series[0] for part in parts if part) == debt
    assert plan.part(FIRST.plus(months)) is None

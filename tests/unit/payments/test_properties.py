"""What must hold for every list, every answer and every order of runs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.domain.figures import from_json, to_json
from commissioning.domain.money import PENNY, shared_out, to_the_penny
from commissioning.domain.periods import Month
from payments.rules.lines import CATCH_UP, RECOVERY, Paid, RunTotal, debts
from tests.unit.payments import people

YEAR = people.months("2020-04", "2021-03")
days = st.dates(people.day("2020-03-01"), people.day("2021-04-30"))
lists = st.integers(1, 60_000)


@st.composite
def answers(draw):
    """Any answer to each element, or none."""
    found = {}
    for element in ("proactive-care", "care-homes"):
        kind = draw(st.sampled_from(["none", "signed", "declined", "bounded"]))
        if kind == "signed":
            found[element] = people.signed()
        elif kind == "declined":
            found[element] = people.declined()
        elif kind == "bounded":
            start, end = sorted((draw(days), draw(days)))
            found[element] = people.signed(start=str(start), end=str(end))
    return found


@st.composite
def practices(draw):
    listed = draw(lists)
    return people.practice(
        listed,
        answers=draw(answers()),
        register=draw(st.none() | st.integers(0, 1500)),
    )


def is_answered(facts):
    """Whether nothing is held: every element has an answer."""
    return len(facts.answers) == 2


@settings(max_examples=40, deadline=None)
@given(practices(), st.integers(0, 11))
def test_a_hold_never_takes_back_what_was_paid(facts, paid_until):
    """D-10, D-12: what is held is what is still to pay; taking back is a decision of its own."""
    paid: dict = {}
    month = YEAR[paid_until]
    found = people.owed("proactive-care", practices=(facts,), until=str(month))
    add(paid, people.run(found, str(month), paid))
    hold = people.decided("hold", "agreed", "aspiration", start="2020-04-01")
    later = month.plus(1)
    held = replace(facts, decisions={"proactive-care": (hold,)})
    found = people.owed("proactive-care", practices=(held,), until=str(later))
    calculated = people.run(found, str(later), paid)
    assert all(line.amount == 0 for each in calculated for line in each.lines)


@given(lists, st.integers(1, 12))
def test_every_running_total_is_the_rounded_entitlement(listed, gone):
    facts = people.practice(
        listed, answers={"proactive-care": people.signed(), "care-homes": people.signed()}
    )
    amounts = list(
        people.by_month(people.owed("proactive-care", practices=(facts,)), "aspiration").values()
    )
    annual = Decimal(171) * Decimal("0.02") * listed
    assert sum(amounts[:gone]) == to_the_penny(annual * gone / 12)
    assert all(abs(amount - annual / 12) <= PENNY for amount in amounts)


@settings(max_examples=60, deadline=None)
@given(practices(), st.lists(st.booleans(), min_size=11, max_size=11))
def test_monthly_or_all_at_once_comes_to_the_same(facts, runs):
    """Pay in any of the months, always in the last: the total is the entitlement."""
    paid: dict = {}
    for month, is_run in zip(YEAR, [*runs, True], strict=True):
        if not is_run:
            continue
        found = people.owed("proactive-care", practices=(facts,), until=str(month))
        add(paid, people.run(found, str(month), paid))
    at_once = people.run(people.owed("proactive-care", practices=(facts,)), "2021-03")
    assert totals(paid) == totals(add({}, at_once))


@settings(max_examples=60, deadline=None)
@given(practices(), practices().filter(is_answered), st.integers(0, 10))
def test_what_was_paid_before_never_changes_the_total(before, after, changed):
    """Facts change after a month: catch-ups and recoveries bring the total to what is owed."""
    paid: dict = {}
    for position, month in enumerate(YEAR):
        facts = after if position > changed else before
        found = people.owed("proactive-care", practices=(facts,), until=str(month))
        calculated = people.run(found, str(month), paid)
        for each in calculated:
            for line in each.lines:
                if line.month == month:
                    assert line.kind not in {CATCH_UP, RECOVERY} or line.amount < 0
                elif line.amount:
                    assert line.kind == (CATCH_UP if line.amount > 0 else RECOVERY)
        add(paid, calculated)
    owed = people.by_month(people.owed("proactive-care", practices=(after,)), "aspiration")
    assert totals(paid) == sum(owed.values())


@settings(max_examples=40, deadline=None)
@given(practices(), st.integers(0, 11))
def test_a_withdrawn_fact_is_recovered_in_full(facts, paid_until):
    paid: dict = {}
    month = YEAR[paid_until]
    found = people.owed("proactive-care", practices=(facts,), until=str(month))
    add(paid, people.run(found, str(month), paid))
    gone = replace(facts, lists={})
    later = month.plus(1)
    withdrawn = people.owed("proactive-care", practices=(gone,), until=str(later))
    add(paid, people.run(withdrawn, str(later), paid))
    assert totals(paid) == 0


@settings(max_examples=40, deadline=None)
@given(practices(), st.integers(0, 11))
def test_a_practice_that_was_never_ours_is_recovered_in_full(facts, paid_until):
    paid: dict = {}
    month = YEAR[paid_until]
    found = people.owed("proactive-care", practices=(facts,), until=str(month))
    add(paid, people.run(found, str(month), paid))
    calculated = people.run([], str(month.plus(1)), paid)
    add(paid, calculated)
    assert totals(paid) == 0
    assert all(line.kind == RECOVERY for each in calculated for line in each.lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(practices(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(found, random):
    named = [replace(each, code=f"C8600{number}") for number, each in enumerate(found, 1)]
    shuffled = random.sample(named, len(named))
    one = people.owed("proactive-care", practices=tuple(named))
    other = people.owed("proactive-care", practices=tuple(shuffled))
    key = lambda owed: (owed.payee, owed.term, owed.months)  # noqa: E731
    assert sorted(one, key=key) == sorted(other, key=key)


@settings(max_examples=60, deadline=None)
@given(practices())
def test_derivations_hold_and_survive_being_stored(facts):
    for each in people.owed("proactive-care", practices=(facts,)):
        assert each.figure.holds()
        again = from_json(to_json(each.figure))
        assert again == each.figure
        assert again.holds()


@given(
    st.decimals("-99999.99", "99999.99", places=2),
    st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any),
)
def test_shares_add_up_and_are_fair(total, weights):
    parts = shared_out(total, [Decimal(each) for each in weights])
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / whole) < PENNY


@given(
    st.decimals("-9999.99", "9999.99", places=2),
    st.decimals("0", "9999.99", places=2),
)
def test_no_total_falls_below_nothing_and_no_debt_is_lost(others, owing):
    month = Month(2020, 6)
    found = list(debts({"C86001": RunTotal(others)}, {"C86001": owing}, month))
    line = found[0].lines[0].amount if found else Decimal(0)
    assert others + line >= 0
    assert owing + line >= 0
    assert others + line == 0 or owing + line == 0
    assert all(each.figure.holds() for each in found)


@given(st.integers(0, 3), st.integers(0, 400))
def test_days_in_a_month_are_paid_by_the_day(skip, span):
    start = people.day("2020-09-01") + timedelta(days=skip)
    end = start + timedelta(days=span)
    facts = people.practice(
        7423,
        answers={
            "proactive-care": people.signed(start=str(start), end=str(end)),
            "care-homes": people.declined(),
        },
    )
    found = people.by_month(people.owed("proactive-care", practices=(facts,)), "aspiration")
    scheduled = people.by_month(
        people.owed(
            "proactive-care",
            practices=(
                replace(
                    facts,
                    answers={("proactive-care", "proactive-care"): people.signed()},
                ),
            ),
        ),
        "aspiration",
    )
    for month in people.months("2020-09", "2021-03"):
        inside = people.Period(start, end).days_in(month)
        due = scheduled[str(month)] * inside / month.days
        assert found[str(month)] == to_the_penny(due)


def add(paid, calculated):
    for each in calculated:
        months = paid.setdefault((each.specification, each.term, each.payee, each.for_code), {})
        for line in each.lines:
            earlier = months.get(line.month, Paid(Decimal(0), (), ""))
            months[line.month] = Paid(earlier.amount + line.amount, (*earlier.lines, 1), "earlier")
    return paid


def totals(paid):
    return sum(each.amount for months in paid.values() for each in months.values())

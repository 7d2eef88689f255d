"""From what is owed to lines and to what a year comes to: nothing, holds and closings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from commissioning.domain.periods import Month, Period
from payments.rules.entitlements import Governed
from payments.rules.facts import Answer, ListFact, RunFacts
from payments.rules.journals import Control
from payments.rules.lines import Paid
from payments.rules.outturns import MonthSpan, outturns, undecided, within
from payments.rules.scenarios import AnotherAnswer, AnotherList, AnotherRate, ListsScaled, facts_if
from tests.unit.payments import people

BOTH = {"proactive-care": people.signed(), "care-homes": people.signed()}
SPEC = people.specification("proactive-care")
APRIL, MARCH = Month(2020, 4), Month(2021, 3)
YEAR = Governed(SPEC, people.months("2020-04", "2021-03"))
ON = date(2021, 2, 15)
HOMES = "enhanced-health-in-care-homes"
KEY = (SPEC.code, "aspiration", "C86001", "C86001")


# Lines


def test_what_was_paid_in_full_needs_no_line() -> None:
    owed = people.owed(SPEC, practices=(people.practice(1000, answers=BOTH),), until="2020-04")
    paid = {KEY: {APRIL: Paid(Decimal("285.00"), (1,), "in run 1")}}
    (regular,) = people.run(owed, "2020-04", paid)
    assert [(line.kind, line.amount) for line in regular.lines] == [("instalment", 0)]
    assert people.run(owed, "2020-04", paid, regular=False) == []


def test_a_practice_that_is_not_open_is_owed_nothing() -> None:
    closed = people.practice(
        1000, answers=BOTH, open_days=(Period(date(2019, 4, 1), date(2020, 3, 31)),)
    )
    assert people.owed(SPEC, practices=(closed,)) == []


def test_no_protected_amount_is_no_line() -> None:
    facts = people.practice(specification_code="covid-costs")
    assert people.owed("covid-costs", practices=(facts,)) == []


def test_decisions_name_amounts_for_networks_and_practices() -> None:
    decision = people.decided("adjustment", "agreed", start="2020-08-31", figure="5.00")
    network = people.network(decisions=(decision,))
    owed = people.owed(HOMES, networks=(network,))
    assert [one.figure.series for one in owed if one.term == "adjustment"] == [(Decimal("5.00"),)]


# What some months come to


def test_only_versions_that_govern_a_month_of_the_span_count() -> None:
    span = MonthSpan(Month(2020, 6), Month(2020, 7))
    earlier = Governed(SPEC, people.months("2020-04", "2020-05"))
    (version,) = within([earlier, YEAR], span)
    assert version.months == people.months("2020-06", "2020-07")


def test_a_year_end_outside_the_months_is_not_expected() -> None:
    facts = RunFacts((people.practice(1000, answers=BOTH),))
    (stand,) = undecided([YEAR], facts, MonthSpan(APRIL, MARCH), ON)
    assert stand.amount == Decimal("1461.60")
    assert list(undecided([YEAR], facts, MonthSpan(APRIL, Month(2021, 2)), ON)) == []
    short = Governed(SPEC, people.months("2020-04", "2021-02"))
    assert list(undecided([short], facts, MonthSpan(APRIL, MARCH), ON)) == []


def test_a_year_end_that_is_decided_or_of_a_practice_never_open_is_not_expected() -> None:
    decision = people.decided("year-end", "pay", "achievement")
    decided = people.practice(1000, answers=BOTH, decisions=(decision,))
    closed = people.practice(1000, code="C86002", answers=BOTH, open_days=())
    assert list(undecided([YEAR], RunFacts((decided, closed)), MonthSpan(APRIL, MARCH), ON)) == []


def test_what_is_held_counts_without_what_was_paid() -> None:
    """Silent: £285 is held for each of ten months, of which £85 of June was paid before."""
    facts = RunFacts((people.practice(1000),))
    paid = {KEY: {Month(2020, 6): Paid(Decimal("85.00"), (1,), "in run 1")}}
    outturn = outturns([YEAR], facts, paid, MonthSpan(APRIL, MARCH), ON)[KEY]
    assert outturn.held == Decimal("2765.00")  # 2,850 less 85
    assert (outturn.paid, outturn.to_pay) == (Decimal("85.00"), Decimal("570.00"))


# Scenarios


def test_changes_touch_only_what_they_name() -> None:
    practice = people.practice(1000, answers=BOTH)
    facts = RunFacts((practice,))
    day = date(2020, 1, 1)
    untouched = (
        AnotherRate(SPEC.code, "aspiration", Decimal(1), day),
        AnotherList("C86002", "raw", day, Decimal(5)),
        AnotherAnswer(("C86002",), SPEC.code, "care-homes", signed=False, on=day),
    )
    assert facts_if(facts, untouched) == facts


def test_lists_are_scaled_as_they_are_counted() -> None:
    """12.5% of 1,001 is 125.125: 125 patients, or 125.13 weighted ones."""
    day = date(2020, 1, 1)
    practice = replace(
        people.practice(1001),
        lists={
            (kind, day): ListFact(Decimal(1001), day, day, "NHS") for kind in ("raw", "weighted")
        },
    )
    changes = [ListsScaled(kind, day, Decimal("12.5")) for kind in ("raw", "weighted")]
    (scaled,) = facts_if(RunFacts((practice,)), changes).practices
    assert scaled.lists["raw", day].patients == Decimal(125)
    assert scaled.lists["weighted", day].patients == Decimal("125.13")
    assert scaled.lists["raw", day].source == "what if"


# Facts as people read them


def test_a_list_says_which_day_it_stands_for() -> None:
    first, second = date(2020, 1, 1), date(2020, 1, 2)
    assert ListFact(Decimal(1), first, first, "").label == "List on 1 January 2020"
    assert ListFact(Decimal(1), second, first, "").label == (
        "List on 2 January 2020, standing in for 1 January 2020"
    )


def test_an_answer_in_words() -> None:
    assert Answer(True, date(2020, 5, 22)).words == "signed up 22 May 2020"
    assert Answer(False, date(2020, 5, 22)).words == "declined 22 May 2020"


def test_the_hash_of_a_journal_is_that_of_its_text() -> None:
    control = Control()
    # of no text at all, as FIPS 180-4 has it
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert control.sha256 == empty

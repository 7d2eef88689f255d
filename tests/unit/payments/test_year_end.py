"""Year-end payments: how each condition stands, what is accrued, and what a decision pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commissioning.domain.periods import Month
from commissioning.specifications.schema import AtYearEnd, Specification
from payments.rules.accruals import Accrual
from payments.rules.conditions import State
from payments.rules.facts import PracticeFacts
from payments.rules.year_end import YearEnd, position
from tests.unit.payments import people

BOTH = {"proactive-care": people.signed(), "care-homes": people.signed()}
AUDITS = {"2021-01-04": 20, "2021-04-05": 20}  # 2% of 1,000
RETURNS = {("gateway", None): ("2020-09-28", True), ("evaluation", None): ("2021-02-20", None)}
AFTER = date(2021, 4, 30)
BY = "decided by J. Bell, head of primary care on 20 April 2021: as the evidence shows"
IN_PROPORTION = "paid in proportion (D-20); the strict reading pays 0.00"
WAITS = "waits for the commissioner's decision on the evidence"


def stand(facts: PracticeFacts, on: date = AFTER, **choosing: str) -> YearEnd:
    """Where a practice stands with the achievement of 2020/21."""
    spec = people.specification("proactive-care", **choosing)
    term = spec.term("achievement")
    assert isinstance(term, AtYearEnd)
    return position(spec, term, term.years[0], facts, on)


def facts(listed: int = 1000, **more: Any) -> PracticeFacts:
    return people.practice(listed, **{"answers": BOTH, "audits": AUDITS, "returns": RETURNS} | more)


def finding(year_end: YearEnd, code: str) -> tuple[State, str]:
    (only,) = (one for one in year_end.findings if one.condition.code == code)
    return only.state, only.evidence


def final(on: str = "2017-06-01", **more: Any) -> YearEnd:
    """Where a practice of 1,200 patients stands with the final payment of 2016/17: £540.00."""
    spec = people.specification("coordinated-care")
    answers = {"coordinated-care": people.signed("2016-09-20")}
    practice = people.practice(
        more.pop("listed", 1200),
        specification_code=spec.code,
        **{"answers": answers} | more,
    )
    term = spec.term("final")
    assert isinstance(term, AtYearEnd)
    return position(spec, term, term.years[0], practice, people.day(on))


# How the conditions stand


def test_everything_met_is_worth_the_whole() -> None:
    """20 patients at £73.08 are £1,461.60."""
    decision = people.decided("year-end", "pay", "achievement")
    year_end = stand(facts(decisions=(decision,)))
    assert [one.state for one in year_end.findings] == [State.MET] * 6
    assert year_end.all_met
    assert (year_end.amount, year_end.freed) == (Decimal("1461.60"), Decimal("0.00"))
    assert finding(year_end, "compliance") == (State.MET, BY)
    assert not stand(facts()).all_met
    assert finding(stand(facts()), "compliance") == (State.NOT_YET_DUE, WAITS)


def test_a_decision_to_refuse_meets_nothing() -> None:
    refusal = people.decided("year-end", "refuse", "achievement")
    assert finding(stand(facts(decisions=(refusal,))), "compliance") == (State.NOT_YET_DUE, WAITS)


def test_the_latest_decision_of_the_year_counts() -> None:
    pays = people.decided("year-end", "pay", "achievement", on="2021-04-20")
    refuses = people.decided("year-end", "refuse", "achievement", on="2021-04-21")
    other_year = people.decided("year-end", "pay", "achievement", on="2021-04-22", end="2020-03-31")
    assert stand(facts(decisions=(refuses, pays, other_year))).decision == refuses


def test_a_decision_about_a_condition_stands_above_the_evidence() -> None:
    passed = people.decided("condition", "met", "register-q3", on="2021-04-20")
    failed = people.decided("condition", "unmet", "register-q3", on="2021-04-19")
    for_another_year = people.decided("condition", "unmet", "register-q3", end="2020-03-31")
    year_end = stand(facts(audits={}, decisions=(passed, failed, for_another_year)))
    overridden = year_end.findings[2]
    assert overridden.overridden_by == passed
    assert finding(year_end, "register-q3") == (
        State.MET,
        f"{BY} (otherwise unmet: no audit of 4 January 2021)",
    )
    assert finding(year_end, "register-q4") == (State.UNMET, "no audit of 5 April 2021")
    against = stand(facts(decisions=(failed,)))
    assert finding(against, "register-q3")[0] is State.UNMET


def test_a_decision_without_a_subject_overrides_no_condition() -> None:
    about_nothing = people.decided("condition", "unmet")
    assert finding(stand(facts(decisions=(about_nothing,))), "gateway")[0] is State.MET


@pytest.mark.parametrize(
    ("answers", "on", "state", "evidence"),
    [
        (BOTH, "2021-04-01", State.MET, "12 of 12 months delivered in full"),
        (BOTH, "2021-03-31", State.NOT_YET_DUE, "12 of 12 months delivered in full"),
        (
            BOTH | {"care-homes": people.declined()},
            "2021-04-01",
            State.MET,
            f"9 of 12 months delivered in full: {IN_PROPORTION}",
        ),
        (
            BOTH | {"care-homes": people.declined()},
            "2021-03-31",
            State.NOT_YET_DUE,
            f"9 of 12 months delivered in full: {IN_PROPORTION}",
        ),
        (
            BOTH | {"care-homes": people.signed(start="2020-06-16")},
            "2021-04-01",
            State.MET,
            f"11 of 12 months delivered in full, 1 in part: {IN_PROPORTION}",
        ),
    ],
)
def test_participation(answers: dict, on: str, state: State, evidence: str) -> None:
    year_end = stand(facts(answers=answers), people.day(on))
    assert finding(year_end, "participation") == (state, evidence)


def test_participation_read_strictly() -> None:
    answers = BOTH | {"care-homes": people.declined()}
    year_end = stand(facts(answers=answers), D_20="strict")
    assert finding(year_end, "participation") == (
        State.UNMET,
        "9 of 12 months delivered in full: not every element (D-20, strict)",
    )


def test_no_participation_at_all() -> None:
    closed = facts(open_days=())
    evidence = "0 of 12 months delivered in full"
    assert finding(stand(closed), "participation") == (State.UNMET, evidence)
    once = facts(open_days=(people.Period(people.day("2020-06-01"), people.day("2020-06-01")),))
    assert finding(stand(once), "participation") == (
        State.MET,
        f"{evidence}, 1 in part: {IN_PROPORTION}",
    )


@pytest.mark.parametrize(
    ("came", "state", "evidence"),
    [
        (("2020-10-01", None), State.MET, "gateway received 1 October 2020"),
        (("2020-10-02", True), State.MET, "gateway received 2 October 2020, late but accepted"),
        (("2020-10-31", True), State.MET, "gateway received 31 October 2020, late but accepted"),
        (
            ("2020-11-01", True),
            State.UNMET,
            "gateway received 1 November 2020, after 31 October 2020",
        ),
        (
            ("2020-09-28", False),
            State.UNMET,
            "gateway received 28 September 2020, found not to meet what was asked",
        ),
    ],
)
def test_a_return_that_came(came: tuple[str, bool | None], state: State, evidence: str) -> None:
    returns = RETURNS | {("gateway", None): came}
    assert finding(stand(facts(returns=returns)), "gateway") == (state, evidence)


def test_a_return_that_did_not_come_waits_until_its_last_day() -> None:
    nothing = facts(returns={})
    words = "no gateway from C86001 or U10001"
    assert finding(stand(nothing, date(2020, 10, 31)), "gateway") == (State.NOT_YET_DUE, words)
    assert finding(stand(nothing, date(2020, 11, 1)), "gateway") == (State.UNMET, words)
    alone = replace(nothing, networks=())
    assert finding(stand(alone), "evaluation") == (State.UNMET, "no evaluation from C86001")
    assert finding(stand(alone, date(2021, 2, 26)), "evaluation")[0] is State.NOT_YET_DUE


def test_a_register_is_judged_exactly() -> None:
    enough = "20 patients is at least 2% of 1,000, audited 4 January 2021"
    assert finding(stand(facts()), "register-q3") == (State.MET, enough)
    few = facts(audits=AUDITS | {"2021-01-04": 19})
    words = "19 patients is under 2% of 1,000, audited 4 January 2021"
    assert finding(stand(few), "register-q3") == (State.UNMET, words)
    assert finding(stand(facts(0)), "register-q3") == (State.UNMET, "no list size for C86001")
    assert finding(stand(facts(0), date(2021, 1, 4)), "register-q3")[0] is State.NOT_YET_DUE


def test_no_list_is_a_gap() -> None:
    year_end = stand(facts(0))
    assert year_end.gap == "No list size for C86001 on 1 January 2020"
    assert (year_end.figure, year_end.whole) == (None, None)
    assert (year_end.amount, year_end.freed) == (Decimal("0.00"), Decimal("0.00"))


def test_what_is_not_delivered_is_set_free() -> None:
    """Nine twelfths of £1,461.60 are £1,096.20, and three £365.40."""
    year_end = stand(facts(answers=BOTH | {"care-homes": people.declined()}))
    assert (year_end.amount, year_end.freed) == (Decimal("1096.20"), Decimal("365.40"))
    assert year_end.at_stake == Decimal("1096.20")  # every condition alone decides all of it


def test_a_payment_by_neither_register_nor_list_is_refused() -> None:
    spec = people.specification("proactive-care")
    term = spec.term("achievement").model_copy(update={"cap": None, "list": None})
    assert isinstance(term, AtYearEnd)
    with pytest.raises(ValueError, match="achievement names neither a register's cap nor a list"):
        position(spec, term, term.years[0], facts(), AFTER)


# What is accrued


def test_what_is_accrued_is_what_was_not_paid() -> None:
    year_end = final()
    assert year_end.amount == Decimal("540.00")  # 1,200 at 45p
    accrual = Accrual(year_end, Decimal("40.00"))
    assert (accrual.refused, accrual.amount) == ("", Decimal("500.00"))
    assert accrual.term == ("coordinated-care", "final")
    assert accrual.month == Month(2017, 3)
    assert accrual.said == "1 not yet due"
    assert accrual.conditions(State.NOT_YET_DUE) == ["Satisfactory performance until 31 March 2017"]
    assert accrual.conditions(State.MET) == []


def test_several_states_are_counted() -> None:
    accrual = Accrual(stand(facts(audits={"2021-01-04": 19, "2021-04-05": 20})), Decimal(0))
    assert accrual.said == "4 met, 1 unmet, 1 not yet due"


@pytest.mark.parametrize("paid", ["540.00", "540.01"])
def test_what_is_paid_is_not_accrued(paid: str) -> None:
    accrual = Accrual(final(), Decimal(paid))
    assert (accrual.refused, accrual.amount) == ("paid already", Decimal("0.00"))


def test_a_penny_that_is_not_paid_is_accrued() -> None:
    assert Accrual(final(), Decimal("539.99")).amount == Decimal("0.01")


def refuse(outcome: str) -> Accrual:
    decision = people.decided("year-end", outcome, "final", on="2017-05-02", reason="no plans")
    return Accrual(final(decisions=(decision,)), Decimal("0.00"))


def test_what_is_refused_is_not_accrued() -> None:
    refused = refuse("refuse")
    assert refused.amount == Decimal("0.00")
    assert refused.refused == (
        "refused, decided by J. Bell, head of primary care on 2 May 2017: no plans"
    )
    assert (refuse("pay").refused, refuse("pay").amount) == ("", Decimal("540.00"))
    assert refuse("pay").said == "1 met"


def test_an_unmet_condition_a_gap_and_no_delivery_are_not_accrued() -> None:
    unmet = Accrual(stand(facts(audits={})), Decimal("0.00"))
    assert unmet.refused == (
        "unmet: Register of at least 2% of the January 2020 list at the end of quarter 3;"
        " Register of at least 2% of the January 2020 list at the end of quarter 4"
    )
    gap = Accrual(final(listed=0), Decimal("0.00"))
    assert gap.refused == "No list size for C86001 on 1 April 2016"
    declined = {"coordinated-care": people.declined("2016-09-20")}
    idle = Accrual(final(answers=declined), Decimal("0.00"))
    assert idle.refused == "no month delivered"
    assert {one.amount for one in (unmet, gap, idle)} == {Decimal("0.00")}


def test_without_conditions_there_is_nothing_to_count() -> None:
    assert Accrual(replace(final(), findings=()), Decimal("0.00")).said == "no conditions"


# What a decision pays


def specification_and(**more: Any) -> tuple[Specification, PracticeFacts]:
    spec = people.specification("coordinated-care")
    decision = people.decided("year-end", "pay", "final", on="2017-05-02", end="2017-03-31")
    answers = {"coordinated-care": people.signed("2016-09-20")}
    practice = people.practice(
        more.pop("listed", 1200),
        specification_code=spec.code,
        **{"answers": answers, "decisions": (decision,)} | more,
    )
    return spec, practice


def test_the_report_on_the_last_quarter_holds_the_payment() -> None:
    spec, practice = specification_and()
    (owed,) = (
        one
        for one in people.owed(spec, practices=(practice,), until="2017-06")
        if one.term == "final"
    )
    assert owed.figure.series == (Decimal("540.00"),)
    assert owed.held == (
        "held: Quarterly report for the quarter to 31 March 2017, due 30 April 2017, is missing",
    )
    sent = {("quarterly-report", "2017-03-31"): ("2017-04-30", None)}
    spec, practice = specification_and(returns=sent)
    owed = people.owed(spec, practices=(practice,), until="2017-06")
    assert people.by_month(owed, "final") == {"2017-03": Decimal("540.00")}


def test_a_decided_payment_without_a_list_says_what_is_missing() -> None:
    spec, practice = specification_and(listed=0)
    (owed,) = (
        one
        for one in people.owed(spec, practices=(practice,), until="2017-06")
        if one.term == "final"
    )
    gap = "No list size for C86001 on 1 April 2016"
    assert (owed.gap, owed.figure.series, owed.held) == (gap, (Decimal("0.00"),), ("",))
    assert owed.figure.source == gap

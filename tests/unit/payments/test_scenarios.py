"""What-if by the rules alone: another rate, list, answer or reading, on invented facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from commissioning.domain.periods import FinancialYear, Month
from commissioning.specifications.schema import Specification
from payments.rules.entitlements import Governed
from payments.rules.facts import RunFacts
from payments.rules.lines import Key, Paid
from payments.rules.outturns import MonthSpan, Outturn, added_up, differences, outturns
from payments.rules.scenarios import (
    AnotherAnswer,
    AnotherList,
    AnotherRate,
    ListsScaled,
    everyone_takes_part,
    facts_if,
    specification_if,
)
from tests.unit.payments.people import (
    all_months,
    day,
    declined,
    home,
    network,
    practice,
    signed,
    specification,
)

YEAR = MonthSpan(*(FinancialYear(2020).months[i] for i in (0, -1)))
ON = date(2021, 2, 15)
BOTH = {"proactive-care": signed(), "care-homes": signed()}


def reckoned(
    spec: Specification, facts: RunFacts, paid: dict | None = None, **more: bool
) -> dict[Key, Outturn]:
    governed = [Governed(spec, all_months(spec, str(YEAR.last)))]
    return dict(outturns(governed, facts, paid or {}, YEAR, ON, **more))


def aspiration(found: dict[Key, Outturn], code: str = "C86001") -> Outturn:
    return found["proactive-care", "aspiration", code, code]


def test_a_year_is_what_the_specification_gives():
    found = reckoned(specification("proactive-care"), RunFacts((practice(answers=BOTH),)))
    assert aspiration(found).total == Decimal("25386.66")


def test_achievement_counts_until_a_condition_is_unmet():
    proactive = specification("proactive-care")
    sent = {("gateway", None): ("2020-10-01", True)}
    good = practice(answers=BOTH, returns=sent, audits={"2021-01-04": 149})
    small = practice(answers=BOTH, returns=sent, audits={"2021-01-04": 148})
    key = ("proactive-care", "achievement", "C86001", "C86001")
    assert reckoned(proactive, RunFacts((good,)))[key].if_met == Decimal("10849.46")
    assert key not in reckoned(proactive, RunFacts((small,)))
    anyway = reckoned(proactive, RunFacts((small,)), whatever_the_conditions=True)
    assert anyway[key].if_met == Decimal("10849.46")


def test_what_was_paid_is_not_expected_again():
    april = Month.parse("2020-04")
    key = ("proactive-care", "aspiration", "C86001", "C86001")
    paid = {key: {april: Paid(Decimal("2000.00"), (1,), "by hand")}}
    found = reckoned(specification("proactive-care"), RunFacts((practice(answers=BOTH),)), paid)
    assert (found[key].paid, found[key].total) == (Decimal("2000.00"), Decimal("25386.66"))


def test_what_was_paid_and_is_owed_no_more_comes_back():
    key = ("proactive-care", "aspiration", "C86099", "C86099")
    paid = {key: {Month.parse("2020-04"): Paid(Decimal("2000.00"), (1,), "by hand")}}
    found = reckoned(specification("proactive-care"), RunFacts((practice(answers=BOTH),)), paid)
    assert (found[key].to_pay, found[key].total) == (Decimal("-2000.00"), 0)
    assert found[key].title == "Recovery"  # no payment owes it any more, to lend its own title


def test_silence_is_held_and_not_counted():
    found = aspiration(reckoned(specification("proactive-care"), RunFacts((practice(),))))
    assert found.total == Decimal("4231.11")
    assert found.held == Decimal("25386.66") - Decimal("4231.11")


def test_another_rate_counts_from_its_day():
    facts = RunFacts((practice(answers=BOTH),))
    change = AnotherRate("proactive-care", "aspiration", Decimal("180.00"), day("2020-04-01"))
    dearer = specification_if(specification("proactive-care"), [change])
    assert aspiration(reckoned(dearer, facts)).total == Decimal("26722.80")  # 180 × 148.46
    from_october = replace(change, start=day("2020-10-01"))
    half = specification_if(specification("proactive-care"), [from_october])
    # six months of £25,386.66 and six of £26,722.80, each from its own running totals
    assert aspiration(reckoned(half, facts)).total == Decimal("12693.33") + Decimal("13361.40")


def test_another_rate_leaves_other_terms_and_specifications_alone():
    proactive = specification("proactive-care")
    elsewhere = AnotherRate("another", "aspiration", Decimal(1), day("2020-04-01"))
    assert specification_if(proactive, [elsewhere]) == proactive
    change = AnotherRate("proactive-care", "aspiration", Decimal(1), day("2020-04-01"))
    changed = specification_if(proactive, [change])
    assert changed.term("achievement") == proactive.term("achievement")


def test_another_list_of_one_practice():
    facts = RunFacts((practice(answers=BOTH), practice(answers=BOTH, code="C86002")))
    change = AnotherList("C86001", "raw", date(2020, 1, 1), Decimal(12001))
    found = reckoned(specification("proactive-care"), facts_if(facts, [change]))
    assert aspiration(found).total == Decimal("41043.42")
    assert aspiration(found, "C86002").total == Decimal("25386.66")


def test_every_list_scaled_to_whole_patients():
    change = ListsScaled("raw", date(2020, 1, 1), Decimal(110))
    facts = facts_if(RunFacts((practice(answers=BOTH), practice(0, code="C86002"))), [change])
    assert facts.practices[0].lists["raw", date(2020, 1, 1)].patients == 8165  # 8,165.3
    assert facts.practices[1].lists == {}


def test_another_answer_stops_what_was_signed():
    change = AnotherAnswer(
        ("C86001",), "proactive-care", "care-homes", signed=False, on=day("2020-05-22")
    )
    facts = facts_if(RunFacts((practice(answers=BOTH),)), [change])
    found = aspiration(reckoned(specification("proactive-care"), facts))
    assert found.total == Decimal("19039.99")  # 4.4: the year without June to August


def test_readings_are_worth_what_the_examples_say():
    beds = [("2020-08-01", "2020-09-30", 120), ("2020-10-01", "", 150)]
    facts = RunFacts((), (network(),), (home(beds),))
    seven = added_up(reckoned(specification("enhanced-health-in-care-homes"), facts))
    ten = added_up(
        reckoned(specification("enhanced-health-in-care-homes", D_13="ten-from-october"), facts)
    )
    assert (seven.total, ten.total) == (Decimal("8550.00"), Decimal("9000.00"))


def test_everyone_taking_part_is_the_most_there_is_to_pay():
    answers = {"proactive-care": declined(), "care-homes": declined()}
    proactive = specification("proactive-care")
    facts = everyone_takes_part(RunFacts((practice(answers=answers, register=90),)), [proactive])
    found = added_up(reckoned(proactive, facts, whatever_the_conditions=True))
    assert found.total == Decimal("25386.66") + Decimal("10849.46")
    assert found.held == 0


def test_differences_name_who_gains_and_loses_largest_first():
    one, two = practice(answers=BOTH), practice(12001, answers=BOTH, code="C86002")
    facts = RunFacts((one, two))
    before = reckoned(specification("proactive-care"), facts)
    after = reckoned(specification("proactive-care", D_03="floor"), facts)
    found = differences(before, after)
    assert differences(before, before) == []
    assert [(each.key[1], each.key[2], each.change) for each in found][:2] == [
        ("aspiration", "C86001", Decimal("-78.66")),
        ("aspiration", "C86002", Decimal("-3.42")),
    ]
    assert aspiration(after).total == Decimal("25308.00")

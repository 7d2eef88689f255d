"""What a practice delivers, what stops it, and what is held: days and reasons by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commissioning.domain.periods import Period
from commissioning.specifications.schema import Specification
from payments.rules.circumstances import answer_to, quarters_asked
from payments.rules.delivery import Delivery, deliver
from payments.rules.facts import Answer, PracticeFacts
from payments.rules.holds import missing
from payments.rules.instalments import NoRate, rate_figure
from payments.rules.registers import registers
from tests.unit.payments import people

NETWORK = "enhanced-health-in-care-homes"
BY = "decided by J. Bell, head of primary care on 20 April 2021: as the evidence shows"
BOTH = {"proactive-care": people.signed(), "care-homes": people.signed()}


def delivery(
    facts: PracticeFacts,
    first: str,
    last: str,
    code: str = "proactive-care",
    term: str = "aspiration",
    **choosing: str,
) -> Delivery:
    spec = people.specification(code, **choosing)
    return deliver(spec, spec.term(term), facts, people.months(first, last))


def taking_part(answer: Answer | None, decisions: tuple = (), **choosing: str) -> Delivery:
    """In the network contract, from April to July: everyone takes part unless opted out."""
    facts = people.practice(
        specification_code=NETWORK,
        answers={"network": answer} if answer else {},
        decisions=decisions,
    )
    return delivery(facts, "2020-04", "2020-07", NETWORK, "participation", **choosing)


# Taking part unless opted out


def test_silence_and_a_yes_both_take_part() -> None:
    silent, signed = taking_part(None), taking_part(people.signed("2020-05-22"))
    assert silent.days == signed.days == (30, 31, 30, 31)
    assert silent.reasons[0] == "Taking part in the network, taking part: no opt-out"
    assert signed.reasons[0] == "Taking part in the network, signed up 22 May 2020"


@pytest.mark.parametrize("on", ["2020-05-22", "2020-05-31"])
def test_an_opt_out_in_time_delivers_nothing(on: str) -> None:
    out = taking_part(people.declined(on))
    assert out.days == (0, 0, 0, 0)
    assert out.reasons[0].startswith("Taking part in the network, opted out ")
    assert out.reasons[0].endswith("May 2020: everything paid for the year is repaid (D-31)")


def test_a_late_opt_out_waits_for_agreement() -> None:
    late = people.declined("2020-06-01")
    refused = people.decided("opt-out", "refuse")
    for decisions in ((), (refused,)):
        waiting = taking_part(late, decisions)
        assert waiting.days == (30, 31, 30, 31)
        assert waiting.reasons[0] == (
            "Taking part in the network, opt-out of 1 June 2020 came after 31 May 2020"
            " and has not been agreed by the commissioner"
        )
    agreed = taking_part(late, (people.decided("opt-out", "agreed"),))
    assert agreed.days == (0, 0, 0, 0)
    assert agreed.reasons[0] == (
        f"Taking part in the network, opted out 1 June 2020, {BY}:"
        " everything paid for the year is repaid (D-31)"
    )


def test_an_opt_out_with_notice_ends_a_month_later() -> None:
    """D-31, the other reading: told in April, paid until the end of May."""
    notice = taking_part(people.declined("2020-04-10"), D_31="notice")
    assert notice.days == (30, 31, 0, 0)
    assert notice.reasons[0] == (
        "Taking part in the network, opted out 10 April 2020, with notice until 31 May 2020"
    )
    late = taking_part(
        people.declined("2020-08-10"), (people.decided("opt-out", "agreed"),), D_31="notice"
    )
    assert late.days == (30, 31, 30, 0)  # as if told on the last day, 31 May


# What is held, and what releases it


def test_a_release_pays_what_waits_for_an_answer() -> None:
    held = delivery(people.practice(), "2020-06", "2020-07")
    assert (
        held.held == ("held: no answer to COVID-19 support to care homes, due by 29 May 2020",) * 2
    )
    assert (held.days, held.answered) == ((30, 31), (0, 0))
    release = people.decided(
        "release", "agreed", "aspiration", start="2020-06-01", end="2020-06-30"
    )
    released = delivery(people.practice(decisions=(release,)), "2020-06", "2020-07")
    assert released.held[0] == ""
    assert released.held[1].startswith("held: no answer")
    assert (released.days, released.answered) == ((30, 31), (30, 0))
    assert released.reasons == (f"released, {BY}", "")


def test_a_decision_to_hold_and_one_to_release() -> None:
    hold = people.decided("hold", "agreed", "aspiration", start="2020-06-01")
    release = people.decided("release", "agreed", "aspiration", start="2020-07-01")
    delivered = delivery(
        people.practice(answers=BOTH, decisions=(hold, release)), "2020-05", "2020-08"
    )
    assert delivered.held == ("", f"held: {BY}", "", "")
    other = people.decided("hold", "agreed", "achievement", start="2020-06-01")
    free = delivery(people.practice(answers=BOTH, decisions=(other,)), "2020-06", "2020-06")
    assert free.held == ("",)


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (None, " is missing"),
        (("2017-01-20", False), " came 20 January 2017 and is incomplete"),
        (("2017-01-20", None), ""),
        (("2017-01-20", True), ""),
    ],
)
def test_a_report_holds_from_the_month_after_it_was_due(
    came: tuple[str, bool | None] | None, words: str
) -> None:
    """The report to 31 December 2016 is due on 31 January 2017."""
    facts = people.practice(
        specification_code="coordinated-care",
        answers={"coordinated-care": people.signed("2016-09-20")},
        returns={("quarterly-report", "2016-12-31"): came} if came else {},
    )
    delivered = delivery(facts, "2017-01", "2017-02", "coordinated-care", "upfront")
    text = "Quarterly report for the quarter to 31 December 2016, due 31 January 2017,"
    assert delivered.held == ("", f"held: {text}{words}" if words else "")


def test_a_report_is_not_asked_of_a_practice_that_was_not_open() -> None:
    facts = people.practice(
        specification_code="coordinated-care",
        answers={"coordinated-care": people.signed("2016-09-20")},
        open_days=(Period(date(2017, 1, 1), date.max),),
    )
    delivered = delivery(facts, "2016-12", "2017-02", "coordinated-care", "upfront")
    assert (delivered.days, delivered.held) == ((0, 31, 28), ("", "", ""))
    assert delivered.open == frozenset(people.months("2017-01", "2017-02"))


def test_a_return_that_is_there_is_not_missing() -> None:
    report = people.specification("coordinated-care").asked_return("quarterly-report")
    quarter, due = date(2016, 12, 31), date(2017, 1, 31)
    assert missing(report, people.Submission(quarter, True), quarter, due) == ""


# What stops a delivery


def test_days_taken_back_are_not_delivered() -> None:
    back = people.decided("take-back", "agreed", "aspiration", start="2020-06-16", end="2020-07-10")
    delivered = delivery(people.practice(answers=BOTH, decisions=(back,)), "2020-05", "2020-08")
    assert delivered.days == (31, 15, 21, 31)
    assert delivered.reasons[1] == f"taken back, {BY}"
    assert delivered.reasons[3] == "COVID-19 support to care homes, signed up 22 May 2020"
    openly = people.decided("take-back", "agreed", "aspiration")
    assert delivery(
        people.practice(answers=BOTH, decisions=(openly,)), "2020-05", "2020-06"
    ).days == (
        0,
        0,
    )


def test_two_spans_of_days_are_added_up() -> None:
    """Open until 10 June and again from 21 June: twenty days."""
    spans = (Period(date(2020, 4, 1), date(2020, 6, 10)), Period(date(2020, 6, 21), date.max))
    delivered = delivery(people.practice(answers=BOTH, open_days=spans), "2020-06", "2020-06")
    assert delivered.days == (20,)


def test_an_order_stops_the_year_from_the_element_declined() -> None:
    declined = BOTH | {"care-homes": people.declined()}
    order = people.decided("stop-year", "agreed")
    delivered = delivery(
        people.practice(answers=declined, decisions=(order,)), "2020-05", "2020-09"
    )
    assert delivered.days == (31, 0, 0, 0, 0)
    assert delivered.reasons[4] == BY
    read = delivery(people.practice(answers=declined), "2020-08", "2020-09", D_18="stop_year")
    assert (read.days, read.reasons[1]) == ((0, 0), "a decline stops the rest of the year (D-18)")
    nothing_declined = people.practice(answers=BOTH, decisions=(order,))
    assert delivery(nothing_declined, "2020-09", "2020-09").days == (30,)


def test_a_decline_of_a_part_that_is_paid_anyway_stops_nothing_before_september() -> None:
    declined = {"proactive-care": people.declined(), "care-homes": people.signed()}
    delivered = delivery(people.practice(answers=declined), "2020-05", "2020-09", D_18="stop_year")
    assert delivered.days == (31, 30, 31, 31, 0)


# Answers and quarters


def test_an_answer_to_an_earlier_version_counts_unless_this_one_asks_again() -> None:
    spec = people.specification("proactive-care")
    asking = spec.model_copy(
        update={"sign_up": spec.sign_up.model_copy(update={"asks_again": True})}
    )
    earlier = people.signed()
    now = replace(earlier, version=spec.version)
    assert answer_to(spec, earlier) == earlier
    assert answer_to(asking, earlier) is None
    assert answer_to(asking, now) == now
    assert answer_to(asking, None) is None


def test_quarters_and_the_days_they_are_due() -> None:
    assert quarters_asked(people.specification("proactive-care").asked_return("gateway")) == ()
    report = people.specification("coordinated-care").asked_return("quarterly-report")
    assert quarters_asked(report)[:2] == (
        (date(2016, 12, 31), date(2017, 1, 31)),
        (date(2017, 3, 31), date(2017, 4, 30)),
    )
    assert len(quarters_asked(report)) == 6


# Rates and registers


def test_a_month_without_a_rate_names_itself() -> None:
    spec: Specification = people.specification("proactive-care")
    term: Any = spec.term("aspiration").model_copy(update={"rates": ()})
    message = "proactive-care 2020-21.4 has no rate for aspiration in 2020-06"
    with pytest.raises(NoRate, match=message):
        rate_figure(spec, term, people.months("2020-06", "2020-06")[0])


def test_registers_on_record() -> None:
    """Declared until May, agreed at 15 from June; always the share of the list, read as such."""
    agreed = people.decided("register", "agreed", start="2020-06-01", figure=15)
    older = people.decided("register", "agreed", start="2020-06-01", figure=19, on="2021-04-19")
    facts = people.practice(1000, register=18, decisions=(agreed, older))
    months = people.months("2020-05", "2020-06")
    may, june = registers(people.specification("proactive-care"), facts, months)
    assert may is not None
    assert june is not None
    assert (may.number, may.label) == (Decimal(18), "Register, declared")
    assert (june.number, june.label) == (Decimal(15), "Register, audited and agreed")
    notional = people.specification("proactive-care", D_04="notional")
    assert registers(notional, facts, months) == [None, None]

"""What a decline sets free, to the penny: worked out on lists of round numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commissioning.domain.periods import Month, Period
from payments.rules.entitlements import Governed
from payments.rules.facts import PracticeFacts, RunFacts
from payments.rules.pots import Freed, freed, residents_of
from tests.unit.payments import people

NO_CARE_HOMES = {"proactive-care": people.signed(), "care-homes": people.declined()}
AUDITS = {"2021-01-04": 20, "2021-04-05": 20}
RETURNS = {("gateway", None): ("2020-09-28", True), ("evaluation", None): ("2021-02-20", None)}


def set_free(
    *practices: PracticeFacts,
    code: str = "proactive-care",
    first: str = "2020-04",
    last: str = "2021-03",
    **choosing: str,
) -> list[Freed]:
    governed = Governed(people.specification(code, **choosing), people.months(first, last))
    return list(freed(governed, RunFacts(practices)))


def test_a_decline_sets_free_the_months_of_its_element() -> None:
    """1,000 patients: 2% is 20, at £171 a year £3,420, and £285 for each of June to August."""
    (pot,) = set_free(people.practice(1000, answers=NO_CARE_HOMES))
    assert (pot.specification, pot.term, pot.element, pot.practice) == (
        "proactive-care",
        "aspiration",
        "care-homes",
        "C86001",
    )
    assert pot.months == people.months("2020-06", "2020-08")
    assert pot.figure.series == (Decimal("285.00"),) * 3
    assert pot.total == Decimal("855.00")


def test_only_months_that_the_version_governs_count() -> None:
    (pot,) = set_free(people.practice(1000, answers=NO_CARE_HOMES), last="2020-07")
    assert [str(month) for month in pot.months] == ["2020-06", "2020-07"]
    assert set_free(people.practice(1000, answers=NO_CARE_HOMES), first="2020-09") == []


def test_a_decided_achievement_loses_the_same_months() -> None:
    """20 at £73.08 is £1,461.60 for the year; three of its twelve months are £365.40."""
    decided = people.practice(
        1000,
        answers=NO_CARE_HOMES,
        audits=AUDITS,
        returns=RETURNS,
        decisions=(people.decided("year-end", "pay", "achievement"),),
    )
    monthly, yearly = set_free(decided)
    assert (monthly.total, yearly.total) == (Decimal("855.00"), Decimal("365.40"))
    assert (yearly.term, yearly.months) == ("achievement", (Month(2021, 3),))
    assert [pot.term for pot in set_free(decided, last="2021-02")] == ["aspiration"]


@pytest.mark.parametrize(
    "facts",
    [
        people.practice(1000),
        people.practice(1000, answers={"care-homes": people.signed()}),
        people.practice(1000, answers=NO_CARE_HOMES, open_days=()),
        people.practice(0, answers=NO_CARE_HOMES),
        people.practice(
            0,
            answers=NO_CARE_HOMES,
            decisions=(people.decided("year-end", "pay", "achievement"),),
        ),
        people.practice(
            1000,
            answers=NO_CARE_HOMES,
            open_days=(Period(people.day("2020-09-01"), people.day("2021-03-31")),),
        ),
        people.practice(
            1000,
            answers=NO_CARE_HOMES,
            open_days=(Period(people.day("2022-04-01"), people.day("2023-03-31")),),
            decisions=(people.decided("year-end", "pay", "achievement"),),
        ),
    ],
    ids=[
        "no answer",
        "signed",
        "never open",
        "no list",
        "no list, decided",
        "open in other months",
        "open later",
    ],
)
def test_nothing_is_set_free(facts: PracticeFacts) -> None:
    assert set_free(facts) == []


def test_a_list_is_shared_by_year() -> None:
    """1,200 patients at £5: £500 a month, £3,000 to March 2017 and £6,000 in 2017/18."""
    facts = people.practice(
        1200,
        specification_code="coordinated-care",
        answers={"coordinated-care": people.declined("2016-09-20")},
    )
    pots = set_free(facts, code="coordinated-care", first="2016-10", last="2018-03")
    assert [pot.total for pot in pots] == [Decimal("3000.00"), Decimal("6000.00")]
    assert [len(pot.months) for pot in pots] == [6, 12]


def test_an_opt_out_is_national_money() -> None:
    code = "enhanced-health-in-care-homes"
    facts = people.practice(
        1000, specification_code=code, answers={"network": people.declined()}, kind="weighted"
    )
    assert set_free(facts, code=code) == []


def test_what_is_paid_by_bed_or_for_another_element_sets_nothing_free() -> None:
    spec = people.specification("proactive-care")
    beds = people.specification("enhanced-health-in-care-homes").term("premium")
    elsewhere = spec.term("aspiration").model_copy(update={"elements": ("proactive-care",)})
    other = spec.model_copy(update={"version": "other", "payments": (beds, elsewhere)})
    governed = Governed(other, people.months("2020-04", "2021-03"))
    facts = RunFacts((people.practice(1000, answers=NO_CARE_HOMES),))
    assert beds.elements == ("care-homes",)
    assert list(freed(governed, facts)) == []


def test_residents_by_practice_or_by_network() -> None:
    september = Month(2020, 9)
    homes = (
        people.home([], residents={"C86001": 4, "C86002": 5}),
        people.home(
            [],
            code="1-100000002",
            residents={"C86001": 7},
            aligned=[("2020-08-01", "", "U10002")],
        ),
    )
    assert residents_of(homes, "C86001", september) == 11
    assert residents_of(homes, "C86002", september) == 5
    assert residents_of(homes, "U10001", september) == 9
    assert residents_of(homes, "U10002", september) == 7

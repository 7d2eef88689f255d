"""The domain's worked examples, to the penny, as data."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commissioning.domain.periods import Month
from payments.rules.claims import assess
from payments.rules.lines import Paid
from payments.rules.pots import shares
from tests.unit.payments import people

EXAMPLES = tomllib.loads((Path(__file__).parent / "worked_examples.toml").read_text())["example"]
QUARTERS = ["2016-12-31", "2017-03-31", "2017-06-30", "2017-09-30", "2017-12-31", "2018-03-31"]


def practice_of(example: dict[str, Any]):
    answers = {}
    for element in example.get("signed", ()):
        answers[element] = people.signed(start=example.get("from", ""), end=example.get("to", ""))
    for element in example.get("declined", ()):
        answers[element] = people.declined()
    decisions = ()
    if "agreed_register" in example:
        decisions = (people.decided("register", "agreed", **example["agreed_register"]),)
    returns = {}
    if example.get("reports") == "all":
        returns = {("quarterly-report", each): (each, True) for each in QUARTERS}
    return people.practice(
        example["listed"],
        specification_code=example["specification"],
        answers=answers,
        register=example.get("register"),
        decisions=decisions,
        returns=returns,
        kind=example.get("kind", "raw"),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_to_the_penny(example):
    choosing = {key.replace("-", "_"): value for key, value in example.get("choosing", {}).items()}
    spec = people.specification(example["specification"], **choosing)
    until = example.get("until", "2021-03")
    found = people.owed(spec, practices=(practice_of(example),), until=until)
    amounts = people.by_month(found, example["term"])
    values = list(amounts.values())
    if "each" in example:
        assert values == [Decimal(each) for each in example["each"]]
    if "first" in example:
        assert values[: len(example["first"])] == [Decimal(each) for each in example["first"]]
    assert sum(values) == Decimal(example["total"])
    assert all(each.figure.holds() for each in found)


CUMULATIVE = {
    7423: "2115.56 4231.11 6346.67 8462.22 10577.78 12693.33 14808.89 16924.44 19040.00 21155.55"
    " 23271.11 25386.66",
    12001: "3420.29 6840.57 10260.86 13681.14 17101.43 20521.71 23942.00 27362.28 30782.57"
    " 34202.85 37623.14 41043.42",
}


@pytest.mark.parametrize("listed", CUMULATIVE)
def test_running_totals(listed):
    facts = people.practice(
        listed, answers={"proactive-care": people.signed(), "care-homes": people.signed()}
    )
    amounts = people.by_month(people.owed("proactive-care", practices=(facts,)), "aspiration")
    running, total = [], Decimal(0)
    for amount in amounts.values():
        total += amount
        running.append(str(total))
    assert running == CUMULATIVE[listed].split()


@pytest.mark.parametrize(
    ("rates", "beds", "total"),
    [
        ("seven-fifty-from-august", [("2020-08-01", "", 120)], "7200.00"),
        ("ten-from-october", [("2020-08-01", "", 120)], "7200.00"),
        (
            "seven-fifty-from-august",
            [("2020-08-01", "2020-09-30", 120), ("2020-10-01", "", 150)],
            "8550.00",
        ),
        (
            "ten-from-october",
            [("2020-08-01", "2020-09-30", 120), ("2020-10-01", "", 150)],
            "9000.00",
        ),
        (
            "seven-fifty-from-august",
            [("2020-08-01", "2020-09-30", 150), ("2020-10-01", "", 120)],
            "7650.00",
        ),
        (
            "ten-from-october",
            [("2020-08-01", "2020-09-30", 150), ("2020-10-01", "", 120)],
            "7200.00",
        ),
    ],
)
def test_premium_by_aligned_home(rates, beds, total):
    """4.7: beds on the first of the month, to the network."""
    spec = people.specification("enhanced-health-in-care-homes", D_13=rates)
    found = people.owed(spec, networks=(people.network(),), homes=(people.home(beds),))
    assert sum(people.by_month(found, "premium", "U10001").values()) == Decimal(total)
    assert {each.for_code for each in found} == {"1-100000001"}


def test_claim_of_three_sessions():
    """4.9: two of three sessions a week, at £289."""
    spec = people.specification("covid-costs")
    categories = next(each for each in spec.payments if each.code == "claim").categories
    partner = next(each for each in categories if each.most_units_a_week == 2)
    claims = tuple(
        people.Claimed(
            f"R{number}",
            partner.code,
            people.day("2020-06-03"),
            Decimal(1),
            Decimal(310),
            Decimal(0),
            people.day("2020-06-30"),
        )
        for number in (1, 2, 3)
    )
    found = assess(categories, claims)
    assert sum(each.allowed.number for each in found) == Decimal("578.00")
    assert sum(each.disallowed for each in found) == Decimal("352.00")
    assert sorted(each.disallowed for each in found) == [21, 21, 310]
    together = assess(
        categories,
        (
            people.Claimed(
                "R9",
                partner.code,
                people.day("2020-06-03"),
                Decimal(3),
                Decimal(310),
                Decimal(0),
                people.day("2020-06-30"),
            ),
        ),
    )[0]
    assert (together.allowed.number, together.disallowed) == (Decimal("578.00"), Decimal(352))
    assert any("42.00" in reason for reason in together.reasons)
    assert any("310.00" in reason for reason in together.reasons)


def test_protected_amount_net_of_the_premium():
    """Section 5: £12,000 a year; premium £900 a month, 40 of 120 residents: £700 from October."""
    facts = people.practice(
        specification_code="covid-costs",
        protected=(
            people.Protected(
                "Care home local enhanced service",
                Decimal(12000),
                people.Period(people.day("2020-04-01"), people.day("2021-03-31")),
            ),
        ),
    )
    homes = (people.home([("2020-08-01", "", 120)], residents={"C86001": 40, "C86002": 80}),)
    found = people.owed(
        "enhanced-health-in-care-homes",
        "covid-costs",
        practices=(facts,),
        networks=(people.network(),),
        homes=homes,
    )
    amounts = people.by_month(found, "protection")
    assert amounts["2020-08"] == amounts["2020-09"] == Decimal("1000.00")
    assert amounts["2020-10"] == amounts["2021-03"] == Decimal("700.00")


def achievement(listed: int, *, care_homes: bool = True, **more: Any) -> Decimal:
    answers = {
        "proactive-care": people.signed(start=more.pop("start", ""), end=more.pop("end", "")),
        "care-homes": people.signed() if care_homes else people.declined(),
    }
    if "care_home_answer" in more:
        answers["care-homes"] = more.pop("care_home_answer")
    enough = -(-listed * 2 // 100)
    facts = people.practice(
        listed,
        answers=answers,
        audits=more.pop("audits", {"2021-01-04": enough, "2021-04-05": enough}),
        returns={
            ("gateway", None): ("2020-09-28", True),
            ("evaluation", None): ("2021-02-20", None),
        },
        decisions=(people.decided("year-end", "pay", "achievement"), *more.pop("decisions", ())),
    )
    spec = people.specification("proactive-care", **more)
    found = people.owed(spec, practices=(facts,), until="2021-04")
    # The specification ends in March; a run in April still brings what is owed for it.
    return sum(people.by_month(found, "achievement").values(), start=Decimal(0))


@pytest.mark.parametrize(("listed", "amount"), [(7423, "10849.46"), (12001, "17540.66")])
def test_achievement_of_a_full_year(listed, amount):
    assert achievement(listed) == Decimal(amount)


@pytest.mark.parametrize(("listed", "amount"), [(7423, "10837.58"), (12001, "17521.46")])
def test_achievement_at_1_46_a_head(listed, amount):
    """D-02, the other reading."""
    assert achievement(listed, D_02="per_head") == Decimal(amount)


@pytest.mark.parametrize(("listed", "amount"), [(7423, "9041.21"), (12001, "14617.22")])
def test_achievement_from_june(listed, amount):
    assert achievement(listed, start="2020-06-01") == Decimal(amount)


@pytest.mark.parametrize(("listed", "amount"), [(7423, "8137.09"), (12001, "13155.50")])
def test_achievement_without_the_care_home_element(listed, amount):
    assert achievement(listed, care_homes=False) == Decimal(amount)


@pytest.mark.parametrize(("listed", "amount"), [(7423, "7594.62"), (12001, "12278.46")])
def test_achievement_in_tenths(listed, amount):
    """D-19, the other reading: April and May are left out."""
    assert achievement(listed, care_homes=False, D_19="tenths") == Decimal(amount)


@pytest.mark.parametrize(("listed", "amount"), [(7423, "4520.61"), (12001, "7308.61")])
def test_achievement_of_a_leaver(listed, amount):
    """4.3: left on 31 August, five months of twelve; the strict reading pays nothing."""
    left = {"end": "2020-08-31"}
    assert achievement(listed, **left) == Decimal(amount)
    assert achievement(listed, **left, D_20="strict") == 0


def test_achievement_fails_with_a_register_under_two_percent():
    """4.5, and the exact test: 240 of 12,001 is 1.9998%."""
    assert achievement(12001, audits={"2021-01-04": 240, "2021-04-05": 241}) == 0
    assert achievement(7423, audits={"2021-01-04": 149, "2021-04-05": 140}) == 0
    met = people.decided("condition", "met", "register-q3", reason="a recount was agreed")
    assert met.outcome == "met"


def test_final_payments_of_2016_to_2018():
    """4.6: £0.45 a patient for 2016/17 and £0.90 for 2017/18, once decided."""
    answers = {"coordinated-care": people.signed("2016-09-20")}
    returns = {("quarterly-report", each): (each, True) for each in QUARTERS}
    for listed, first, second in ((7423, "3340.35", "6680.70"), (12001, "5400.45", "10800.90")):
        facts = people.practice(
            listed,
            specification_code="coordinated-care",
            answers=answers,
            returns=returns,
            decisions=(people.decided("year-end", "pay", "final", on="2017-05-02"),),
        )
        amounts = people.by_month(
            people.owed("coordinated-care", practices=(facts,), until="2018-06"), "final"
        )
        assert amounts == {"2017-03": Decimal(first), "2018-03": Decimal(second)}


def test_a_decision_settles_its_own_year_only():
    """4.6: what is decided of 2016/17 leaves 2017/18 open."""
    facts = people.practice(
        7423,
        specification_code="coordinated-care",
        answers={"coordinated-care": people.signed("2016-09-20")},
        returns={("quarterly-report", each): (each, True) for each in QUARTERS},
        decisions=(
            people.decided("year-end", "pay", "final", start="2016-10-01", end="2017-03-31"),
        ),
    )
    found = people.owed("coordinated-care", practices=(facts,), until="2018-06")
    assert people.by_month(found, "final") == {"2017-03": Decimal("3340.35")}


def test_a_late_quarterly_report_holds_three_instalments():
    """4.6: a report due on 31 January holds February, March and April until it comes."""
    answers = {"coordinated-care": people.signed("2016-09-20")}
    for listed, held in ((7423, "9278.75"), (12001, "15001.25")):
        missing = people.practice(listed, specification_code="coordinated-care", answers=answers)
        there = people.practice(
            listed,
            specification_code="coordinated-care",
            answers=answers,
            returns={("quarterly-report", "2016-12-31"): ("2017-04-30", None)},
        )
        without = people.by_month(
            people.owed("coordinated-care", practices=(missing,), until="2017-04"), "upfront"
        )
        with_it = people.by_month(
            people.owed("coordinated-care", practices=(there,), until="2017-04"), "upfront"
        )
        assert sum(with_it.values()) - sum(without.values()) == Decimal(held)
        assert without["2017-01"]
        assert not without["2017-02"]


def test_reallocation_by_residents():
    """4.4: £6,346.67 to three practices by 31 : 12 : 7."""
    parts = shares(
        Decimal("6346.67"),
        {"C86001": Decimal(31), "C86002": Decimal(12), "C86003": Decimal(7)},
    )
    assert [str(part.amount) for part in parts] == ["3934.94", "1523.20", "888.53"]


def test_overpaid_september_comes_back():
    """4.3: C(5) less C(6) where September was paid before the practice said it had left."""
    everything = {"proactive-care": people.signed(), "care-homes": people.signed()}
    left = {
        "proactive-care": people.signed(end="2020-08-31"),
        "care-homes": people.signed(),
    }
    for listed, back in ((7423, "-2115.55"), (12001, "-3420.28")):
        first = people.owed(
            "proactive-care",
            practices=(people.practice(listed, answers=everything),),
            until="2020-09",
        )
        paid = people_paid(people.run(first, "2020-09"))
        later = people.owed(
            "proactive-care", practices=(people.practice(listed, answers=left),), until="2020-10"
        )
        lines = [line for each in people.run(later, "2020-10", paid) for line in each.lines]
        assert [(str(line.month), line.kind, str(line.amount)) for line in lines] == [
            ("2020-09", "recovery", back),
            ("2020-10", "instalment", "0.00"),
        ]


def people_paid(calculated):
    paid: dict[Any, dict[Month, Paid]] = {}
    for number, each in enumerate(calculated):
        months = paid.setdefault((each.specification, each.term, each.payee, each.for_code), {})
        for line in each.lines:
            months[line.month] = Paid(line.amount, (number,), f"{line.amount} in an earlier run")
    return paid

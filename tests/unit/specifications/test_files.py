"""The four specifications: whole, dated, and saying of every pound which clause it comes from."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commissioning.domain.periods import Month, Period
from commissioning.specifications.schema import (
    AtYearEnd,
    ListBasis,
    OnClaim,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    ProtectedAmount,
    RawList,
    RegisterCondition,
    Silence,
    Specification,
    rate_on,
    read_specification,
)
from tests.unit.specifications import DATA

EXPECTED = tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text())
ELEMENTS = {
    "proactive-care": ["proactive-care", "care-homes"],
    "coordinated-care": ["coordinated-care"],
    "enhanced-health-in-care-homes": ["network", "care-homes"],
    "covid-costs": ["claims", "protected-funding"],
}
PAYMENTS = {
    "proactive-care": {"aspiration": "instalment", "achievement": "achievement"},
    "coordinated-care": {"upfront": "instalment", "final": "final"},
    "enhanced-health-in-care-homes": {"premium": "premium", "participation": "participation"},
    "covid-costs": {"claim": "claim", "protection": "protection"},
}
RETURNS = {
    "proactive-care": {"gateway": 8, "evaluation": 4},
    "coordinated-care": {"assurance": 17, "quarterly-report": 15},
    "enhanced-health-in-care-homes": {"pcn-plan": 4},
    "covid-costs": {},
}
COMPUTED = {
    "proactive-care": {"D-02", "D-03", "D-04", "D-18", "D-19", "D-20"},
    "coordinated-care": {"D-08"},
    "enhanced-health-in-care-homes": {"D-13", "D-31"},
    "covid-costs": set(),
}
YEAR = Period(date(2020, 4, 1), date(2021, 3, 31))
JANUARY = RawList(of="raw list", on=date(2020, 1, 1))


def load(code: str, **choosing: str) -> Specification:
    text = (DATA / f"{code}.toml").read_text()
    return read_specification(text, choosing={k.replace("_", "-"): v for k, v in choosing.items()})


def test_the_folder_holds_the_four_and_nothing_else() -> None:
    assert {each.name for each in DATA.iterdir()} == {f"{code}.toml" for code in ELEMENTS}


@pytest.mark.parametrize("code", ELEMENTS)
def test_what_each_is_made_of(code: str) -> None:
    found = load(code)
    assert found.code == code
    assert found.commissioner == "02X"
    assert found.in_force == found.period.start
    assert [each.code for each in found.elements] == ELEMENTS[code]
    assert {each.code: each.kind for each in found.payments} == PAYMENTS[code]
    assert {each.code: len(each.questions) for each in found.returns} == RETURNS[code]
    assert {each.code for each in found.interpretations if each.computed} == COMPUTED[code]


@pytest.mark.parametrize("code", ELEMENTS)
def test_every_deadline(code: str) -> None:
    """The dates of DOMAIN.md sections 1, 2 and 5, with who owes what, and what is assumed."""
    found = [
        f"{each.due} {each.owed_by} {each.code}"
        + (f" (accepted until {each.accepted_until})" if each.accepted_until else "")
        + (" (assumed)" if each.assumed else "")
        for each in load(code).deadlines
    ]
    assert found == EXPECTED[code]


@pytest.mark.parametrize("code", ELEMENTS)
def test_everything_names_its_clause(code: str) -> None:
    found = load(code)
    assert found.sign_up.clause
    assert all(each.clause for each in (*found.deadlines, *found.returns))
    assert all(each.clauses and each.conflict and each.reading for each in found.interpretations)
    for term in found.payments:
        assert term.clause
        assert all(rate.clause for rate in getattr(term, "rates", ()))
        if isinstance(term, AtYearEnd):
            assert all(each.clause for year in term.years for each in year.conditions)
        if isinstance(term, OnClaim):
            assert all(each.clause for each in term.categories)


@pytest.mark.parametrize("code", ELEMENTS)
def test_every_option_says_what_it_means_and_can_be_chosen(code: str) -> None:
    for entry in load(code).interpretations:
        assert all(option.means for option in entry.options)
        assert len(entry.options) == len(set(entry.words.values()))
        assert entry.words[entry.chosen] == entry.reading
        for option in entry.words if entry.computed else ():
            chosen = load(code, **{entry.code.replace("-", "_"): option})
            assert chosen.reading(entry.code) == option
            read = chosen.interpretation(entry.code)
            assert read is not None
            assert read.reading == entry.words[option]


def test_the_forty_places_where_documents_disagree_are_all_there() -> None:
    found = {each.code for code in ELEMENTS for each in load(code).interpretations}
    assert found == {f"D-{number:02}" for number in range(1, 41)}


def test_what_one_file_says_of_another_is_there() -> None:
    kept = load("covid-costs").term("protection")
    assert isinstance(kept, ProtectedAmount)
    replacement = kept.replaced_by
    assert isinstance(load(replacement.specification).term(replacement.payment), PerBed)
    assert kept.whole_until == date(2020, 9, 30)


def test_names_nobody() -> None:
    """The team's published mailbox and telephone, and no other address."""
    text = "".join(each.read_text() for each in DATA.iterdir())
    assert set(re.findall(r"[\w.]+@[\w.]+", text)) == {"donccg.primarycare@nhs.net"}
    assert set(re.findall(r"\b0\d{4} \d{6}\b", text)) == {"01302 566343"}


# Proactive care


def test_the_parts_of_the_year() -> None:
    found = load("proactive-care")
    care, homes = found.elements
    assert care.periods == (
        Period(date(2020, 4, 1), date(2020, 5, 31)),
        Period(date(2020, 9, 1), date(2021, 3, 31)),
    )
    assert care.paid_without_answer == care.periods[:1]
    assert homes.periods == (Period(date(2020, 6, 1), date(2020, 8, 31)),)
    assert homes.paid_without_answer == ()
    assert found.sign_up.silence is Silence.HELD
    assert found.sign_up.offers is not None
    assert len(found.sign_up.offers.choices) == 3


def test_aspiration() -> None:
    found = load("proactive-care")
    term = found.term("aspiration")
    assert isinstance(term, PerRegisterPatient)
    assert term.period == YEAR
    assert [each.amount for each in term.rates] == [Decimal("171.00")]
    assert (term.cap.percent, term.cap.kind, term.cap.on) == (Decimal(2), "raw", JANUARY.on)
    assert (found.reading("D-03"), found.reading("D-04")) == ("none", "declared")
    other = load("proactive-care", D_03="ceil", D_04="notional")
    assert other.term("aspiration") == term
    assert (other.reading("D-03"), other.reading("D-04")) == ("ceil", "notional")


def test_achievement_by_register_patient() -> None:
    found = load("proactive-care")
    term = found.term("achievement")
    assert isinstance(term, AtYearEnd)
    assert [each.amount for each in term.rates] == [Decimal("73.08")]
    assert term.cap is not None
    assert term.list is None
    (year,) = term.years
    assert year.period == term.counted_in(year) == YEAR
    assert [(each.code, each.kind, found.due(each)[0]) for each in year.conditions] == [
        ("participation", "participation", date(2021, 3, 31)),
        ("gateway", "return", date(2020, 10, 1)),
        ("register-q3", "register", date(2021, 1, 4)),
        ("register-q4", "register", date(2021, 4, 5)),
        ("evaluation", "return", date(2021, 2, 26)),
        ("compliance", "decision", date(2021, 3, 31)),
    ]
    assert found.due(year.conditions[1]) == (date(2020, 10, 1), date(2020, 10, 31))
    register = year.conditions[2]
    assert isinstance(register, RegisterCondition)
    assert register.list == JANUARY


def test_achievement_under_its_other_readings() -> None:
    term = load("proactive-care", D_02="per_head", D_19="tenths").term("achievement")
    assert isinstance(term, AtYearEnd)
    assert [each.amount for each in term.rates] == [Decimal("1.46")]
    assert (term.cap, term.list) == (None, JANUARY)
    assert term.counted_in(term.years[0]) == Period(date(2020, 6, 1), date(2021, 3, 31))


def test_nothing_but_the_quarterly_report_holds_a_payment() -> None:
    holding = {
        (code, each.code): (each.holds, each.last_holds)
        for code in ELEMENTS
        for each in load(code).returns
        if each.holds or each.last_holds
    }
    assert holding == {("coordinated-care", "quarterly-report"): (("upfront",), ("final",))}


# 2016–18


@pytest.mark.parametrize(
    ("reading", "a_year"),
    [("year", "37115.00"), ("six_months", "74230.00"), ("scheme", "24743.33")],
)
def test_what_five_pounds_are_for(reading: str, a_year: str) -> None:
    term = load("coordinated-care", D_08=reading).term("upfront")
    assert isinstance(term, PerListedPatient)
    assert term.list == ListBasis(of="raw list", on=date(2016, 4, 1))
    times, over = (term.yearly.times, term.yearly.over) if term.yearly else (1, 1)
    exact = Decimal("5.00") * 7423 * times / over
    assert round(exact, 2) == Decimal(a_year)


def test_two_final_payments() -> None:
    found = load("coordinated-care")
    term = found.term("final")
    assert isinstance(term, AtYearEnd)
    assert [each.code for each in found.returns if term.code in each.last_holds] == [
        "quarterly-report"
    ]
    assert [
        (str(rate_on(term.rates, Month.of(each.period.end)).amount), each.pay_by)  # type: ignore[union-attr]
        for each in term.years
    ] == [("0.45", date(2017, 5, 31)), ("0.90", date(2018, 5, 31))]
    assert [each.pay_by_assumed for each in term.years] == [False, True]
    assert [str(each.quarter) for each in found.asked_return("quarterly-report").occasions] == [
        "2016-12-31",
        "2017-03-31",
        "2017-06-30",
        "2017-09-30",
        "2017-12-31",
        "2018-03-31",
    ]


# The network contract


def test_the_premium_under_each_reading() -> None:
    term = load("enhanced-health-in-care-homes").term("premium")
    assert isinstance(term, PerBed)
    assert (term.pays, term.beds_on) == ("pcn", 1)
    end = date(2021, 3, 31)
    assert term.period == Period(date(2020, 8, 1), end)
    assert [(each.start, each.amount) for each in term.rates] == [
        (date(2020, 8, 1), Decimal("7.50"))
    ]
    other = load("enhanced-health-in-care-homes", D_13="ten-from-october").term("premium")
    assert other.period == Period(date(2020, 10, 1), end)
    assert isinstance(other, PerBed)
    assert [each.amount for each in other.rates] == [Decimal("10.00")]


def test_opting_out_under_each_reading() -> None:
    found = load("enhanced-health-in-care-homes")
    assert found.sign_up.silence is Silence.IN
    assert (found.sign_up.recovers, found.sign_up.notice_months) == ("all", 0)
    other = load("enhanced-health-in-care-homes", D_31="notice").sign_up
    assert (other.recovers, other.notice_months) == ("", 1)
    term = found.term("participation")
    assert isinstance(term, PerListedPatient)
    assert term.list.kind == "weighted"
    (rate,) = term.rates
    assert (rate.start, rate.amount, rate.end) == (date(2020, 4, 1), Decimal("1.761"), None)


# Costs and protected funding


def test_what_can_be_claimed() -> None:
    term = load("covid-costs").term("claim")
    assert isinstance(term, OnClaim)
    found = {each.code: each for each in term.categories}
    partner = found["care-home-partner"]
    assert (partner.most_per_unit, partner.most_units_a_week) == (Decimal("289.00"), 2)
    assert partner.window == Period(date(2020, 5, 1), date(2020, 9, 30))
    assert found["capacity-locum"].window == Period(date(2020, 3, 23), date(2020, 7, 31))
    assert found["consumables"].window == Period(date(2020, 3, 1), date(2020, 7, 31))
    refused = {code for code, each in found.items() if each.refused}
    assert refused == {"protective-equipment", "equipment-for-the-home", "community-provider"}
    assert {each.claim_by for each in term.categories if not each.refused} == {date(2020, 9, 15)}
    assert not load("covid-costs").sign_up.asked


# The weekly sitrep


def test_the_two_sets_of_sitrep_questions() -> None:
    local = load("proactive-care").sitrep
    national = load("enhanced-health-in-care-homes").sitrep
    assert local is not None
    assert national is not None
    assert (local.first_week, local.last_week) == (date(2020, 6, 1), date(2020, 8, 24))
    assert (national.first_week, national.last_week) == (date(2020, 5, 4), None)
    keys = [each.key for each in local.questions]
    assert keys == [
        "homes",
        "weekly-check-in",
        "care-plans",
        "pharmacy",
        "clinical-lead",
        "out-of-hours",
        "alignment",
        "local-issues",
        "feedback",
    ]
    assert {each.key for each in national.questions} > set(keys)
    assert "alignment" in {each.key for each in national.questions}
    assert all("not the national form" in each.note for each in (local, national))


def test_asking_for_what_is_not_there_names_what_is() -> None:
    found = load("proactive-care")
    with pytest.raises(KeyError, match="it has proactive-care, care-homes"):
        found.element("other")
    with pytest.raises(KeyError, match="it has aspiration, achievement"):
        found.term("other")
    with pytest.raises(KeyError, match="it has gateway, evaluation"):
        found.asked_return("other")
    assert found.interpretation("D-99") is None
    assert found.reading("D-99", "none") == "none"


def test_the_conditions_of_every_year_in_their_order() -> None:
    assert [condition.code for condition in load("proactive-care").conditions] == [
        "participation",
        "gateway",
        "register-q3",
        "register-q4",
        "evaluation",
        "compliance",
    ]
    assert [condition.title for condition in load("coordinated-care").conditions] == [
        "Satisfactory performance until 31 March 2017",
        "Satisfactory performance until 31 March 2018",
    ]
    assert list(load("covid-costs").conditions) == []

"""What each kind of decision must say, checked against the specifications themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commissioning.specifications.schema import Specification, read_specification
from payments.rules.decisions import SHAPES, Proposed, checked, pays

DATA = Path(__file__).parents[3] / "commissioning/specifications/data"


def specification(code: str) -> tuple[Specification, ...]:
    return (read_specification((DATA / f"{code}.toml").read_text()),)


PROACTIVE = specification("proactive-care")
COORDINATED = specification("coordinated-care")
HOMES = specification("enhanced-health-in-care-homes")
COSTS = specification("covid-costs")

OCTOBER = date(2020, 10, 1)
YEAR = (date(2020, 4, 1), date(2021, 3, 31))


def said(
    kind: str,
    subject: str = "",
    outcome: str = "agreed",
    *,
    start: date | None = None,
    end: date | None = None,
    figure: str | None = None,
) -> Proposed:
    return Proposed(kind, subject, outcome, start, end, None if figure is None else Decimal(figure))


GOOD = [
    (said("year-end", "achievement", "pay"), PROACTIVE),
    (said("year-end", "achievement", "refuse", start=YEAR[0], end=YEAR[1]), PROACTIVE),
    (said("condition", "compliance", "met"), PROACTIVE),
    (said("condition", "register-q3", "unmet"), PROACTIVE),
    (said("register", figure="140"), PROACTIVE),
    (said("register", start=OCTOBER, end=date(2020, 12, 31), figure="140"), PROACTIVE),
    (said("hold", "aspiration", start=OCTOBER), PROACTIVE),
    (said("hold", "premium", start=OCTOBER, end=date(2020, 11, 30)), HOMES),
    (said("release", "aspiration"), PROACTIVE),
    (said("release", "upfront", start=date(2017, 2, 1), end=date(2017, 4, 30)), COORDINATED),
    (said("take-back", "upfront", start=date(2017, 9, 1)), COORDINATED),
    (said("stop-year"), PROACTIVE),
    (said("opt-out"), HOMES),
    (said("opt-out", outcome="refuse"), HOMES),
    (said("claim", "CLM-0001", "pay"), COSTS),
    (said("claim", "CLM-0001", "pay", figure="578.00"), COSTS),
    (said("claim", "CLM-0001", "refuse"), COSTS),
    (said("adjustment", "aspiration", start=OCTOBER, figure="-120.50"), PROACTIVE),
]


@pytest.mark.parametrize(("decision", "under"), GOOD)
def test_a_whole_decision_passes(decision: Proposed, under: tuple[Specification, ...]) -> None:
    assert checked(decision, under)[1] == []


BAD = [
    (said("year-end", "achievement", "met"), PROACTIVE, "outcome", "Write pay or refuse"),
    (said("year-end", "aspiration", "pay"), PROACTIVE, "subject", "achievement"),
    (said("year-end", "", "pay"), PROACTIVE, "subject", "achievement"),
    (said("year-end", "premium", "pay"), HOMES, "subject", "has none"),
    (said("year-end", "achievement", "pay", start=OCTOBER), PROACTIVE, "from", "2020-04-01"),
    (said("year-end", "final", "pay"), COORDINATED, "from", "2016-10-01 to 2017-03-31; or from"),
    (said("year-end", "achievement", "pay", figure="5"), PROACTIVE, "figure", "blank"),
    (said("condition", "rain", "met"), PROACTIVE, "subject", "compliance, evaluation, gateway"),
    (said("condition", "satisfactory", "met"), COORDINATED, "from", "2017-04-01"),
    (said("register"), PROACTIVE, "figure", "patients"),
    (said("register", figure="140.5"), PROACTIVE, "figure", "whole number"),
    (said("register", figure="-1"), PROACTIVE, "figure", "whole number"),
    (said("register", "aspiration", figure="140"), PROACTIVE, "subject", "blank"),
    (said("register", start=date(2020, 10, 5), figure="1"), PROACTIVE, "from", "2020-10-01"),
    (said("register", end=date(2020, 12, 5), figure="1"), PROACTIVE, "to", "2020-12-31"),
    (said("register", figure="140"), HOMES, "kind", "Check the specification"),
    (said("hold", "aspiration"), PROACTIVE, "from", "Write the day"),
    (said("hold", "gateway", start=OCTOBER), PROACTIVE, "subject", "achievement, aspiration"),
    (
        said("hold", "aspiration", start=OCTOBER, end=date(2020, 9, 30)),
        PROACTIVE,
        "to",
        "Write a later day",
    ),
    (said("hold", "aspiration", start=OCTOBER, figure="5"), PROACTIVE, "figure", "blank"),
    (said("release", "aspiration", "pay"), PROACTIVE, "outcome", "Write agreed"),
    (said("take-back", "upfront"), COORDINATED, "from", "Write the day"),
    (said("stop-year", "aspiration"), PROACTIVE, "subject", "blank"),
    (said("stop-year", start=OCTOBER), PROACTIVE, "from", "blank"),
    (said("stop-year", end=OCTOBER), PROACTIVE, "to", "blank"),
    (said("opt-out"), PROACTIVE, "kind", "import_sign_ups"),
    (said("opt-out"), COSTS, "kind", "import_sign_ups"),
    (said("claim", "", "pay"), COSTS, "subject", "reference"),
    (said("claim", "CLM-0001", "refuse", figure="5"), COSTS, "figure", "write pay"),
    (said("claim", "CLM-0001", "pay", figure="-5"), COSTS, "figure", "pounds"),
    (said("claim", "CLM-0001", "pay", start=OCTOBER), COSTS, "from", "blank"),
    (said("adjustment", "aspiration", figure="5"), PROACTIVE, "from", "month"),
    (said("adjustment", "aspiration", start=OCTOBER), PROACTIVE, "figure", "-120.50"),
    (said("adjustment", "aspiration", start=OCTOBER, figure="0"), PROACTIVE, "figure", "-120.50"),
    (
        said("adjustment", "aspiration", start=OCTOBER, end=OCTOBER, figure="5"),
        PROACTIVE,
        "to",
        "blank",
    ),
]


@pytest.mark.parametrize(("decision", "under", "column", "instead"), BAD)
def test_what_is_wrong_is_said_with_what_to_write(
    decision: Proposed, under: tuple[Specification, ...], column: str, instead: str
) -> None:
    (slip,) = checked(decision, under)[1]
    assert slip.column == column
    assert instead in slip.instead
    assert slip.reason


def test_every_mistake_is_named_at_once() -> None:
    wrong = said("adjustment", "rain", "pay", end=OCTOBER)
    assert {each.column for each in checked(wrong, PROACTIVE)[1]} == {
        "outcome",
        "subject",
        "from",
        "to",
        "figure",
    }


@pytest.mark.parametrize(("start", "end"), [(None, None), YEAR, (YEAR[0], None), (None, YEAR[1])])
def test_the_only_year_is_written_out(start: date | None, end: date | None) -> None:
    decision, slips = checked(
        said("year-end", "achievement", "pay", start=start, end=end), PROACTIVE
    )
    assert (decision.start, decision.end) == YEAR
    assert slips == []


def test_one_of_several_years_is_named_by_its_first_day() -> None:
    decision, slips = checked(
        said("condition", "satisfactory", "met", start=date(2017, 4, 1)), COORDINATED
    )
    assert decision.end == date(2018, 3, 31)
    assert slips == []


def test_an_adjustment_is_for_a_month() -> None:
    decision, _ = checked(
        said("adjustment", "aspiration", start=date(2020, 10, 17), figure="5"), PROACTIVE
    )
    assert decision.start == OCTOBER


@pytest.mark.parametrize(
    ("subject", "under", "payee"),
    [
        ("premium", HOMES, "pcn"),
        ("participation", HOMES, "practice"),
        ("aspiration", PROACTIVE, "practice"),
        ("", PROACTIVE, "practice"),
    ],
)
def test_a_decision_is_about_whoever_is_paid(
    subject: str, under: tuple[Specification, ...], payee: str
) -> None:
    assert pays(subject, under) == payee


def test_every_kind_has_a_shape() -> None:
    assert set(SHAPES) == {decision.kind for decision, _ in GOOD}


@pytest.mark.parametrize("kind", ["register", "claim", "adjustment"])
def test_a_withdrawal_needs_no_figure(kind: str) -> None:
    specifications = COSTS if kind == "claim" else PROACTIVE
    subject = {"claim": "CLM-0001", "adjustment": "aspiration"}.get(kind, "")
    start = OCTOBER if kind == "adjustment" else None
    decision = said(kind, subject, "withdrawn", start=start)
    assert checked(decision, specifications) == (decision, [])

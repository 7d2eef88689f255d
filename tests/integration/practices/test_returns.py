"""Returns from files: which are asked for, of whom, for which quarter, and which one stands."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied

from commissioning.models import Organisation, Role, RoleMembership
from practices.actions.returns import ReturnRow, receive_returns
from practices.models import Return
from tests.factories.files import Files, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]

HEADINGS = "organisation_code,specification,return,period,submitted_on,met"


@pytest.fixture
def returns(files: Files) -> Files:
    return files.of("import_returns", HEADINGS)


def kept() -> list[tuple[object, ...]]:
    return rows(
        Return, "organisation__code", "specification", "code", "period", "submitted_on", "met"
    )


def test_every_return_of_the_specifications_is_taken(returns: Files) -> None:
    said = returns.take(
        "U72999,proactive-care,gateway,,2020-09-28,yes",
        "C86001,proactive-care,gateway,,2020-10-12,",
        "C86001,proactive-care,evaluation,,2021-02-20,no",
        "C86001,coordinated-care,assurance,,2016-09-20,yes",
        "C86001,coordinated-care,quarterly-report,2016-12-31,2017-01-20,",
        "C86001,coordinated-care,quarterly-report,2017-03-31,2017-04-20,yes",
        "U72999,enhanced-health-in-care-homes,pcn-plan,,2020-07-30,yes",
    )
    assert "Added: 7" in said
    assert ("C86001", "proactive-care", "gateway", None, date(2020, 10, 12), None) in kept()
    assert ("C86001", "proactive-care", "evaluation", None, date(2021, 2, 20), False) in kept()


def test_the_same_file_twice_changes_nothing(returns: Files) -> None:
    lines = (
        "U72999,proactive-care,gateway,,2020-09-28,yes",
        "C86001,coordinated-care,quarterly-report,2016-12-31,2017-01-20,",
    )
    returns.take(*lines)
    before = events(Return)
    assert "Unchanged: 2" in returns.take(*lines)
    assert events(Return) == before


def test_a_return_is_judged_on_the_day_it_came(returns: Files) -> None:
    returns.take("U72999,proactive-care,gateway,,2020-09-28,")
    assert "Changed: 1" in returns.take("U72999,proactive-care,gateway,,2020-09-28,yes")
    assert [row[4:] for row in kept()] == [(date(2020, 9, 28), True)]


def test_a_later_one_stands_in_any_order(returns: Files) -> None:
    lines = [
        "C86001,coordinated-care,quarterly-report,2016-12-31,2017-01-20,no",
        "C86001,coordinated-care,quarterly-report,2016-12-31,2017-02-14,yes",
        "C86001,coordinated-care,quarterly-report,2017-03-31,2017-04-14,yes",
    ]
    for order in permutations(lines):
        Return.objects.all().delete()
        for line in order:
            returns.take(line)
        assert [row[3:] for row in kept()] == [
            (date(2016, 12, 31), date(2017, 2, 14), True),
            (date(2017, 3, 31), date(2017, 4, 14), True),
        ]


def test_every_bad_row_is_named_with_what_is_allowed(returns: Files) -> None:
    said = returns.refuse(
        "C86001,proactive-care,quarterly-report,2020-06-30,2020-07-20,",
        "U72999,proactive-care,evaluation,,2021-02-20,",
        "C86001,enhanced-health-in-care-homes,pcn-plan,,2020-07-30,",
        "C86001,proactive-care,evaluation,2020-06-30,2021-02-20,",
        "C86001,coordinated-care,quarterly-report,,2017-01-20,",
        "C86001,coordinated-care,quarterly-report,2017-01-31,2017-02-20,",
        "C86001,coordinated-care,quarterly-report,2018-06-30,2018-07-20,",
        "C86999,proactive-care,evaluation,,2021-02-20,",
        "C86001,proactive-care,evaluation,,2021-02-20,perhaps",
        "C86001,coordinated-care,assurance,,2016-09-20,yes",
        "C86001,coordinated-care,assurance,,2016-09-20,no",
    )
    assert "10 mistakes" in said
    assert "line 2, return: proactive-care asks for no “quarterly-report”" in said
    assert "Its returns: gateway, evaluation" in said
    assert "line 3, organisation_code: U72999 is a primary care network" in said
    assert "line 4, organisation_code: C86001 is a GP practice" in said
    assert "line 5, period: evaluation is not asked for by quarter. Leave it blank" in said
    assert "line 6, period: is blank, and quarterly-report is asked for by quarter" in said
    assert "line 7, period: quarterly-report is not asked for a quarter to 2017-01-31" in said
    assert "2016-12-31, 2017-03-31, 2017-06-30, 2017-09-30, 2017-12-31, 2018-03-31" in said
    assert "line 8, period: quarterly-report is not asked for a quarter to 2018-06-30" in said
    assert "line 9, organisation_code: “C86999” is not on record" in said
    assert "line 10, met: 'perhaps' is neither yes nor no" in said
    assert "line 12: says something else than line 11" in said
    assert kept() == []


def test_practices_and_directors_send_their_own_and_judge_none() -> None:
    practice = Organisation.objects.get(code="C86001")
    network = Organisation.objects.get(code="U72999")
    sara, dev = a_person("sara@nhs.example"), a_person("dev@nhs.example")
    for person, role, organisation in (
        (sara, Role.PRACTICE, practice),
        (dev, Role.PCN_DIRECTOR, network),
    ):
        RoleMembership.objects.create(
            person=person, role=role, organisation=organisation, starts_on=date(2020, 4, 1)
        )

    def row(code: str, *, met: bool | None = None) -> list[ReturnRow]:
        return [ReturnRow(None, code, "proactive-care", "gateway", None, date(2020, 9, 28), met)]

    receive_returns(rows=row("C86001"), by=sara)
    receive_returns(rows=row("U72999"), by=dev)
    with pytest.raises(PermissionDenied, match="Only U72999"):
        receive_returns(rows=row("U72999"), by=sara)
    with pytest.raises(PermissionDenied, match="Only C86001"):
        receive_returns(rows=row("C86001"), by=dev)
    with pytest.raises(PermissionDenied, match="whether a return meets"):
        receive_returns(rows=row("C86001", met=True), by=sara)
    assert len(kept()) == 2

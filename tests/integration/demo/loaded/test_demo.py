"""The demo year as a whole: every run holds, gaps are named, conditions stand as told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum

from commissioning.domain.periods import FinancialYear
from commissioning.models import Task
from payments.engine.verify import not_reproduced
from payments.models import Calculation, PayeeTotal, PaymentLine, PaymentRun
from payments.selectors.year_end import year_end_positions
from tests.integration.demo.loaded.by_hand import MONTHS, held
from tests.integration.demo.loaded.conftest import Demo


def uncounted(later: int) -> str:
    """What is missing since October, as a run of some months later says it."""
    gap = "No residents counted in the homes of U75018 in October 2020"
    return f"{gap}, nor in {later} later" if later else gap


def test_gaps_are_named_and_stop_nobody(demo: Demo):
    gaps = Calculation.objects.exclude(gap="").values_list("run__month", "payee_code", "gap")
    found = {(f"{month:%Y-%m}", payee, gap) for month, payee, gap in gaps}
    assert found == {
        *((month, "C86623", "No list size for C86623 on 1 January 2020") for month in MONTHS[:10]),
        *(
            (month, "C86623", "No weighted list for C86623 on 1 January 2020")
            for month in MONTHS[:10]
        ),
        *((month, "C86606", uncounted(later)) for later, month in enumerate(MONTHS[6:])),
    }
    assert demo.amounts("C86623", "aspiration") == held(*MONTHS[:10]), "closed on 31 January"


@pytest.mark.usefixtures("demo")
def test_conditions_of_achievement_stand_as_the_stories_say():
    stands = {
        position.practice.code: {
            found.condition.code: (str(found.state), found.evidence, found.overridden_by)
            for found in position.findings
        }
        for position in year_end_positions(FinancialYear.parse("2020-21"), date(2021, 2, 15), "")
    }

    def state(practice: str, condition: str) -> tuple[str, str]:
        return stands[practice][condition][:2]

    assert state("C86018", "register-q3")[0] == "unmet"
    assert "199 patients is under 2% of 9,955" in state("C86018", "register-q3")[1]
    assert "180 patients is at least 2% of 8,992" in state("C86038", "register-q3")[1]
    assert [code for code in stands if stands[code]["register-q3"][0] == "unmet"] == [
        *("C86012", "C86018", "C86026", "C86032", "C86616", "C86621", "C86623")
    ]
    assert "late but accepted" in state("C86609", "gateway")[1]
    assert state("C86625", "gateway") == ("unmet", "no gateway from C86625 or U30587")
    met, evidence, override = stands["C86613"]["gateway"]
    assert met == "met"
    assert override is not None
    assert "otherwise unmet" in evidence
    assert state("C86001", "evaluation")[0] == "met"
    assert state("C86002", "evaluation")[0] == "not yet due"


@pytest.mark.usefixtures("demo")
def test_the_scheme_of_2016_is_approved_and_pays_nobody():
    assert not Calculation.objects.filter(specification_code="coordinated-care").exists()


@pytest.mark.usefixtures("demo")
def test_no_task_has_stood_open_for_longer_than_the_year():
    assert not Task.objects.filter(due__lt=date(2020, 4, 1), done_on__isnull=True).exists()


@pytest.mark.usefixtures("demo")
def test_no_total_is_below_nothing_and_every_total_adds_up():
    assert not PayeeTotal.objects.filter(amount__lt=0).exists()
    for run in PaymentRun.objects.all():
        lines = PaymentLine.objects.filter(calculation__run=run)
        assert run.total == lines.aggregate(total=Sum("amount"))["total"]
        assert run.total == sum(each.amount for each in run.payee_totals.all())
        assert run.lines_count == lines.count()


@pytest.mark.usefixtures("demo")
def test_every_run_is_approved_in_order_and_reproduced():
    runs = list(PaymentRun.objects.order_by("month"))
    assert [run.code for run in runs] == MONTHS
    for run in runs:
        assert run.is_approved
        assert run.prepared_by != run.approved_by
        assert list(not_reproduced(run)) == []

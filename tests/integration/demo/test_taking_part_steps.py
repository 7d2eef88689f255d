"""What the demo's people do about taking part, each deed played on its day."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.clock import as_if_today
from commissioning.models import Organisation, Role, User
from demo.script import read_year
from demo.steps import DEEDS, do
from demo.steps.taking_part import DEEDS as OURS
from payments.models import Decision, DeviationPayment
from practices.models import Chase, Deviation, FundingQuestion, Offer, SharedSignUps, SignUpRequest
from tests.factories.taking_part import acting
from tests.factories.years import SPECIFICATIONS, Year, a_person


@pytest.mark.django_db
def test_each_deed_is_done_and_leaves_work_for_the_demos_day() -> None:
    year = Year(specifications=SPECIFICATIONS)
    for code, network, patients in (("C86001", "U30587", 16716), ("C86621", "U75018", 4590)):
        pcn = year.a_network(network, f"NETWORK {network}")
        practice = year.a_practice(code, f"PRACTICE {code}", patients, network=pcn)
        acting(f"{code.lower()}@example.org", Role.PRACTICE, practice)
        acting(f"{network.lower()}@example.org", Role.PCN_DIRECTOR, pcn)
    for email in ("primary-care@example.org", "primary-care2@example.org"):
        a_person(email, Role.PRIMARY_CARE)
    a_person("finance@example.org", Role.FINANCE)
    assert OURS.keys() <= DEEDS.keys()

    for step in read_year().step:
        for deed in step.deeds:
            if deed.deed in OURS:
                with as_if_today(step.on):
                    do(deed)

    deviations = list(Deviation.objects.order_by("pk").values_list("status", flat=True))
    assert deviations == ["agreed", "agreed", "open"]
    assert DeviationPayment.objects.get().outcome == "full"
    assert not Decision.objects.exists()  # what is paid does not change
    assert Offer.objects.get().status == "agreed"
    assert SignUpRequest.objects.get().status == "open"
    assert FundingQuestion.objects.get().answered_on is None
    assert SharedSignUps.objects.get().shared_on == date(2020, 6, 1)
    chased = Chase.objects.filter(organisation=Organisation.objects.get(code="C86621"))
    assert chased.count() == 2
    assert User.objects.get(email="u30587@example.org").deviations_commented.count() == 2

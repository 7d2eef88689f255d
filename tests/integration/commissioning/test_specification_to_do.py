"""Versions that wait are on the lists of those who approve and agree to them."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.models import Role, RoleMembership, SpecificationVersion, User
from commissioning.specifications.publishing.actions import publish_specification
from commissioning.specifications.publishing.draft_actions import draft_specification
from commissioning.specifications.publishing.to_do import variations_to_answer, versions_to_approve
from tests.factories.specifications import agreed
from tests.factories.years import Year, a_person

ON = date(2021, 2, 15)


@pytest.mark.django_db
def test_who_has_to_do_something_about_a_variation() -> None:
    year = Year()
    text = SpecificationVersion.objects.get().text
    text = text.replace('version = "2020-21.4"', 'version = "2020-21.5"')
    version, _ = publish_specification(text=text, by=year.publisher)
    second = User.objects.get(email="seconded@nhs.example")
    lmc = a_person("lmc@lmc.example", Role.LMC)
    director = User.objects.create_user("leo@pcn.example")
    RoleMembership.objects.create(
        person=director, role=Role.PCN_DIRECTOR, organisation=year.network, starts_on=ON
    )
    (waits,) = versions_to_approve(year.publisher, ON)
    (approves,) = versions_to_approve(second, ON)
    assert (waits.waiting, approves.waiting) == (True, False)
    assert approves.title == f"Approve: {version}"
    for person in (lmc, director):
        (answer,) = variations_to_answer(person, ON)
        assert answer.href == "/specifications/proactive-care/2020-21.5/agree/"
        assert list(versions_to_approve(person, ON)) == []
    agreed(version, year.publisher)
    assert list(variations_to_answer(lmc, ON)) == []
    assert list(variations_to_answer(second, ON)) == []
    assert list(versions_to_approve(year.preparer, ON)) == []
    draft_specification(text=text.replace("2020-21.5", "2020-21.6"), by=second)
    assert len(list(versions_to_approve(second, ON))) == 2
    assert len(list(versions_to_approve(year.publisher, ON))) == 1

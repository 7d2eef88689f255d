"""What the demo plays of the CCG's tasks and of data quality's checks."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from commissioning.clock import as_if_today
from commissioning.models import Role, Task
from demo.script import SUBJECTS, Subject
from demo.steps import do
from practices.models import AuditReferral, RegisterCount
from tests.factories.years import SPECIFICATIONS, Year, a_person


@pytest.mark.django_db
def test_the_deeds_of_the_register_are_done_by_the_pages_own_actions() -> None:
    # given the practices, people and audits that the demo has by then
    year = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86012", "C86026"):
        practice = year.a_practice(code, f"PRACTICE {code}")
        RegisterCount.objects.create(
            practice=practice,
            specification="proactive-care",
            counted_on=date(2021, 1, 4),
            patients=100,
            kind="audit",
        )
    for email in ("primary-care@example.org", "primary-care2@example.org"):
        a_person(email, Role.PRIMARY_CARE)
    a_person("data-quality@example.org", Role.DATA_QUALITY)
    a_person("finance@example.org", Role.FINANCE)

    # when its steps are played
    played = Subject.model_validate(tomllib.loads((SUBJECTS / "register.toml").read_text()))
    for step in played.step:
        with as_if_today(step.on):
            for deed in step.deeds:
                do(deed)

    # then tasks are done, one with its minute, and two audits wait for the CCG
    done = Task.objects.filter(done_on__isnull=False)
    assert done.filter(specification="proactive-care").count() == 3
    assert done.get(code="full-specification").minute == "2020/8.6"
    assert AuditReferral.objects.count() == 2
    assert RegisterCount.objects.filter(kind="spot").count() == 2

    # and nothing stands open of the specification that ended in 2018, each done in its days
    old = Task.objects.filter(specification="coordinated-care")
    assert old.count() == 8
    for task in old:
        assert task.done_on is not None
        assert task.done_on <= task.due

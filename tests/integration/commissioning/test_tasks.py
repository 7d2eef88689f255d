"""The commissioner's own tasks: planned from specifications, done, taken back, added."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from commissioning.commissioner_tasks.actions import add_task, complete_task, take_back_task
from commissioning.commissioner_tasks.selectors import open_tasks_of, tasks_visible_to
from commissioning.models import AuditEvent, Role, SpecificationVersion, Task
from commissioning.specifications.publishing.selectors import parsed
from tests.factories.files import break_the_audit_trail_at
from tests.factories.specifications import approved
from tests.factories.years import SPECIFICATIONS, Year, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(settings: Any, tmp_path: Any) -> Year:
    settings.MEDIA_ROOT = tmp_path
    settings.COMMISSIONING_TODAY = date(2020, 8, 20)
    return Year(specifications=SPECIFICATIONS)


def task(code: str, specification: str = "proactive-care") -> Task:
    return Task.objects.get(specification=specification, code=code)


def done(year: Year, code: str = "review", **more: Any) -> Task:
    said = {
        "done_on": date(2020, 8, 3),
        "note": "Reviewed with the LMC and the directors",
        "by": year.publisher,
    } | more
    return complete_task(task=task(code), **said)


@pytest.mark.usefixtures("year")
def test_every_deadline_that_the_commissioner_owes_is_a_task() -> None:
    owed = {
        (version.code, each.code, each.due)
        for version in SpecificationVersion.objects.all()
        for each in parsed(version).deadlines
        if each.owed_by in {"commissioner", "data-quality", "finance"}
    }
    assert owed
    assert owed == set(Task.objects.values_list("specification", "code", "due"))


@pytest.mark.usefixtures("year")
def test_a_yearly_review_comes_back_until_it_is_said_to_end() -> None:
    found = Task.objects.filter(specification="coordinated-care", code__startswith="review")
    assert list(found.values_list("code", "title", "due")) == [
        ("review", "Review the scheme", date(2017, 10, 31)),
        ("review-2018", "Review the scheme, 2018", date(2018, 10, 31)),
    ]

    text = SpecificationVersion.objects.get(code="coordinated-care").text
    once = text.replace("yearly_until = 2018-10-31\n", "").replace(
        'version = "', 'version = "9-', 1
    )
    approved(once)

    assert [each.code for each in found.all()] == ["review"]


def test_a_new_version_moves_what_is_open_and_leaves_what_is_done(year: Year) -> None:
    done(year)
    text = SpecificationVersion.objects.get(code="proactive-care").text
    text = text.replace('version = "', 'version = "9-', 1)
    for was, now in (("due = 2020-07-31", "due = 2020-07-30"), ("2021-04-30", "2021-04-29")):
        assert was in text
        text = text.replace(was, now)
    text = text.replace('code = "share-sign-ups"', 'code = "share-answers"')
    approved(text)

    assert task("review").due == date(2020, 7, 31)
    assert task("achievement-decisions").due == date(2021, 4, 29)
    assert task("share-answers").done_on is None
    assert not Task.objects.filter(code="share-sign-ups").exists()


def test_done_says_when_by_whom_and_how(year: Year) -> None:
    found = done(year)
    assert (found.done_on, found.done_by) == (date(2020, 8, 3), year.publisher)
    event = AuditEvent.objects.get(event="task done")
    assert event.reason == "Reviewed with the LMC and the directors"


def test_an_approval_names_committee_day_and_minute(year: Year) -> None:
    found = done(
        year,
        "full-specification",
        committee="Primary Care Commissioning Committee",
        met_on=date(2020, 7, 30),
        minute="PCCC 20/41",
    )
    assert (found.committee, found.minute) == ("Primary Care Commissioning Committee", "PCCC 20/41")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"done_on": date(2020, 8, 21)}, {"done_on"}),
        ({"note": "  "}, {"note"}),
        ({"committee": "PCCC"}, {"met_on", "minute"}),
        ({"minute": "1"}, {"committee", "met_on"}),
        ({"committee": "PCCC", "minute": "1", "met_on": date(2020, 8, 4)}, {"met_on"}),
    ],
)
def test_what_does_not_fit_together_is_refused(
    year: Year, said: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        done(year, **said)
    assert refused.value.message_dict.keys() == fields
    assert task("review").done_on is None


def test_the_database_refuses_half_an_approval(year: Year) -> None:
    with pytest.raises(IntegrityError, match="committee_day_and_minute"), transaction.atomic():
        Task.objects.filter(code="review").update(committee="PCCC")
    assert year.publisher


def test_evidence_is_kept_with_it(year: Year) -> None:
    sent = SimpleUploadedFile("minute.txt", b"Agreed unanimously")
    found = done(year, evidence=[sent])
    assert [each.name for each in found.evidence.all()] == ["minute.txt"]


def test_who_owes_a_task_says_that_it_is_done(year: Year) -> None:
    dina = a_person("dina@nhs.example", Role.DATA_QUALITY)
    with pytest.raises(PermissionDenied, match="CCG primary care team"):
        done(year, by=dina)
    with pytest.raises(PermissionDenied, match="Only Finance"):
        complete_task(
            task=task("final-2016-17", "coordinated-care"),
            done_on=date(2017, 5, 31),
            note="Paid",
            by=year.publisher,
        )
    assert {each.code for each in open_tasks_of(dina)} == {"audit-q3", "audit-q4"}
    assert not tasks_visible_to(a_person("lmc@nhs.example", Role.LMC)).exists()


def test_a_task_is_taken_back_with_a_reason(year: Year) -> None:
    found = done(year, committee="PCCC", met_on=date(2020, 8, 1), minute="1")
    with pytest.raises(ValidationError, match="not done after all"):
        take_back_task(task=found, reason=" ", by=year.publisher)
    found = take_back_task(task=found, reason="The LMC was not there", by=year.publisher)
    assert (found.done_on, found.done_by, found.committee) == (None, None, "")


def test_the_team_adds_tasks_of_its_own(year: Year) -> None:
    said = {
        "title": "Review after the new national guidance",
        "owner": "commissioner",
        "due": date(2020, 9, 1),
        "why": "NHS England’s letter of 31 July",
        "specification": "proactive-care",
    }
    add_task(**said, by=year.publisher)
    add_task(**said, by=year.publisher)  # two of a name are two tasks
    assert Task.objects.filter(code="").count() == 2
    with pytest.raises(ValidationError):
        add_task(**said | {"title": " "}, by=year.publisher)
    with pytest.raises(ValidationError):
        add_task(**said | {"why": " "}, by=year.publisher)
    with pytest.raises(PermissionDenied, match="adds tasks"):
        add_task(**said, by=year.preparer)


def test_without_the_audit_trail_nothing_is_saved(year: Year) -> None:
    break_the_audit_trail_at("task done")
    with pytest.raises(IntegrityError), transaction.atomic():
        done(year)
    assert task("review").done_on is None

"""Runs of so many payees that no page waits for them: asked for, followed, and told."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from commissioning.domain.periods import Month
from commissioning.jobs.run import do
from commissioning.models import AuditEvent, Job, Role, RoleMembership
from commissioning.models import jobs as sizes
from payments.actions.exports import ask_for_schedule
from payments.actions.runs import ask_for_approval, ask_for_run, prepare_run
from payments.models import PaymentRun
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "SMALL", 2)


def done(job: Job) -> Job:
    do(job.pk)
    job.refresh_from_db()
    return job


def test_preparing_and_approving_lead_to_the_page_of_the_job(year: Year, see: Open) -> None:
    there = {
        see(year.preparer, "/runs/prepare/", post={"month": "2020-04"}).headers["Location"]
        for _ in range(2)
    }
    job = Job.objects.get()
    assert (there, job.key) == ({f"/jobs/{job.pk}/"}, "run:2020-04:1")
    assert not PaymentRun.objects.exists()
    assert "It waits for its turn" in words(see(year.preparer, f"/jobs/{job.pk}/"))

    assert done(job).said.startswith("April 2020 is prepared: £")
    run = PaymentRun.objects.get()
    assert (run.prepared_by, job.href) == (year.preparer, "/runs/2020-04/")

    sent = see(year.approver, "/runs/2020-04/approve/", post={"checked": "on"})
    approval = Job.objects.get(key="approval:2020-04:1")
    assert sent.headers["Location"] == f"/jobs/{approval.pk}/"
    assert done(approval).said == "April 2020 is approved, and cannot be changed any more"
    run.refresh_from_db()
    assert run.approved_by == year.approver


def test_each_preparation_is_asked_for_by_its_own_key(year: Year) -> None:
    asked = {"month": Month(2020, 4), "by": year.preparer}
    first = done(ask_for_run(**asked))  # type: ignore[arg-type]
    again = done(ask_for_run(**asked))  # type: ignore[arg-type]
    assert (first.key, again.key) == ("run:2020-04:1", "run:2020-04:2")
    assert again.said == "April 2020 is prepared again: 0 lines changed"


def test_what_was_prepared_meanwhile_is_told_and_not_prepared_over(year: Year) -> None:
    job = ask_for_run(month=Month(2020, 4), by=year.preparer)
    prepare_run(month=Month(2020, 4), by=year.approver)
    assert done(job).problem == "The run of 2020-04 was prepared meanwhile: look at it first"
    assert PaymentRun.objects.get().preparations == 1


def test_whoever_may_no_more_when_a_worker_comes_is_refused(year: Year) -> None:
    job = ask_for_run(month=Month(2020, 4), by=year.preparer)
    RoleMembership.objects.filter(person=year.preparer).update(ends_on="2020-01-01")
    assert done(job).problem == "Only finance prepares payment runs"
    assert not PaymentRun.objects.exists()


def test_a_run_is_approved_as_it_was_looked_at_or_not_at_all(year: Year) -> None:
    run = year.prepared("2020-04")
    job = ask_for_approval(run=run, by=year.approver)
    year.prepared("2020-04")
    assert done(job).problem == "The run of 2020-04 was prepared again since you looked at it"
    with pytest.raises(PermissionDenied, match="You prepared this run"):
        ask_for_approval(run=run, by=year.preparer)


def test_what_does_not_follow_from_the_facts_is_told_on_the_page(year: Year, see: Open) -> None:
    run = year.prepared("2020-04")
    year.a_practice("C86009", "A NEW PRACTICE")
    job = done(ask_for_approval(run=run, by=year.approver))
    said = words(see(year.approver, f"/jobs/{job.pk}/"))
    assert "Facts have changed since the run of 2020-04 was prepared: prepare it again" in said
    assert "Try again" in said


def test_files_are_asked_for_by_a_button_and_kept(year: Year, see: Open) -> None:
    run = year.approved("2020-04")
    page = see(year.preparer, "/runs/2020-04/").content.decode()
    assert 'action="/runs/2020-04/schedule.xlsx"' in page
    assert 'href="/runs/2020-04/schedule.xlsx"' not in page
    assert see(year.preparer, "/runs/2020-04/schedule.xlsx").headers["Location"] == "/runs/2020-04/"
    assert not Job.objects.exists()

    see(year.preparer, "/runs/2020-04/schedule.xlsx", post={})
    job = done(Job.objects.get())
    assert job.file_name == "schedule-2020-04.xlsx"
    assert job.said == f"The file is made: {run.lines_count} lines"
    answer: Any = see(year.publisher, f"/jobs/{job.pk}/file/")
    file = BytesIO(b"".join(answer.streaming_content))
    assert openpyxl.load_workbook(file).sheetnames
    assert AuditEvent.objects.get(event="payment schedule exported").by == year.preparer


def test_the_payers_file_is_made_by_a_worker_and_can_be_sent(year: Year, see: Open) -> None:
    year.approved("2020-04")
    assert "Make the file for the payer" in words(see(year.preparer, "/runs/2020-04/send/"))
    see(year.preparer, "/runs/2020-04/payments.csv", post={})
    assert done(Job.objects.get()).file_name == "payments-2020-04.csv"
    assert "payments-2020-04.csv" in words(see(year.preparer, "/runs/2020-04/send/"))


def test_a_draft_that_is_replaced_meanwhile_is_not_given_out(year: Year) -> None:
    run = year.prepared("2020-04")
    job = ask_for_schedule(run=run, kind="csv", by=year.preparer)
    year.prepared("2020-04")
    assert (
        done(job).problem == "The run of 2020-04 was prepared again meanwhile: ask for it once more"
    )


def test_who_may_not_export_may_not_ask(year: Year, see: Open) -> None:
    run = year.approved("2020-04")
    lmc = RoleMembership.objects.create(
        person=year.publisher.__class__.objects.create_user("lmc@nhs.example"),
        role=Role.LMC,
        starts_on="2016-04-01",
    ).person
    with pytest.raises(PermissionDenied, match="export payments"):
        ask_for_schedule(run=run, kind="csv", by=lmc)
    assert see(lmc, "/runs/2020-04/schedule.csv", post={}).status_code == 403

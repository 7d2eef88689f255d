"""Every statement of a run in one file, made beside the pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from commissioning.jobs.run import do
from commissioning.models import AuditEvent, Job, Role, User
from payments.actions.exports import ask_for_statements
from payments.actions.runs import approve_run
from payments.models import PaymentRun
from tests.factories.years import Year, a_person
from tests.integration.payments.eventful import an_eventful_september

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("pango")]


@pytest.fixture
def september() -> tuple[Year, PaymentRun]:
    return an_eventful_september()


def of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_finance_asks_once_and_gets_every_statement(september: tuple[Year, PaymentRun]) -> None:
    year, run = september
    run = approve_run(run=run, by=year.approver)
    finance = of(year.preparer)
    there = {finance.post("/runs/2020-09/statements/").headers["Location"] for _ in range(2)}
    job = Job.objects.get()
    assert there == {f"/jobs/{job.pk}/"}

    do(job.pk)
    page = finance.get(f"/jobs/{job.pk}/").content.decode()
    assert "6 statements made" in page
    answer: Any = finance.get(f"/jobs/{job.pk}/file/")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as file:
        assert len(file.namelist()) == 6
        assert file.read("2020-09_C86001_statement.pdf").startswith(b"%PDF")
    assert AuditEvent.objects.filter(event="payment statements exported").count() == 1


def test_drafts_are_made_anew_for_each_preparation(september: tuple[Year, PaymentRun]) -> None:
    year, run = september
    first = ask_for_statements(run=run, by=year.preparer)
    do(first.pk)
    first.refresh_from_db()
    assert first.file_name == "2020-09_statements_drafts.zip"
    fixed = approve_run(run=run, by=year.approver)
    assert ask_for_statements(run=fixed, by=year.preparer).pk != first.pk


def test_who_may_not_export_may_not_ask(september: tuple[Year, PaymentRun]) -> None:
    _, run = september
    lmc = a_person("lmc@nhs.example", Role.LMC)
    with pytest.raises(PermissionDenied, match="export payments"):
        ask_for_statements(run=run, by=lmc)
    assert of(lmc).post("/runs/2020-09/statements/").status_code == 403
    assert not Job.objects.exists()

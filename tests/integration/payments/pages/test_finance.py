"""What finance's pages say and do, asked as a browser asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commissioning.models import Upload
from payments.actions.sent_payments import send_run
from payments.exports.downloads import payer_file
from payments.models import Confirmation
from payments.selectors.sent_payments import exports_of
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import words

UPLOAD = "/confirmations/upload/"


@pytest.fixture
def answered(year: Year, settings: Any, tmp_path: Any) -> bytes:
    """April, sent; and the payer's file with every line paid."""
    settings.MEDIA_ROOT = tmp_path
    run = year.approved("2020-04")
    text = payer_file(run, year.approver).decode()
    (export,) = exports_of(run)
    send_run(run=run, sha256=export.sha256, payer="NHS SBS", by=year.approver)
    heading, *lines = text.splitlines()
    paid = [line.removesuffix(",,,,") + ",paid,2021-02-15,," for line in lines]
    return ("\n".join([heading, *paid]) + "\n").encode()


def sends(client: Client, content: bytes) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile("paid.csv", content)})


def test_the_payers_file_is_shown_then_kept(client: Client, year: Year, answered: bytes) -> None:
    client.force_login(year.preparer)
    wrong = sends(client, answered.replace(b",paid,", b",perhaps,"))
    assert wrong.status_code == 200
    assert "is not allowed" in words(wrong)
    assert "Line 2" in words(wrong)
    assert not Upload.objects.exists()

    shown = sends(client, answered)
    assert "Check what the payer says before it is kept" in words(shown)
    assert not Confirmation.objects.exists()
    key = Upload.objects.get().pk
    kept = client.post(UPLOAD, {"upload": str(key), "confirmed": "1"}, follow=True)
    assert "paid.csv is kept, whole" in words(kept)
    assert Confirmation.objects.count() > 0
    assert "was kept already" in words(sends(client, answered))
    assert (
        "everything that was sent is confirmed"
        in words(client.get("/confirmations/not-paid/")).lower()
    )


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000", "\0"])
def test_an_upload_that_is_not_there_is_not_found(client: Client, year: Year, key: str) -> None:
    client.force_login(year.preparer)
    assert client.post(UPLOAD, {"upload": key, "confirmed": "1"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/confirmations/",
        "/confirmations/files/",
        "/confirmations/not-paid/?run=nonsense&state=odd",
        "/decisions/?q=%00&kind=odd",
        "/decisions/new/adjustment/",
        "/decisions/new/register/",
        "/recoveries/",
        "/reallocations/",
        "/year-end/2020-21/?state=unmet",
        "/year-end/2020-21/C86001/",
        "/year-end/2020-21/basis.csv",
        "/year-end/2020-21/accrual.csv",
        "/protected-amounts/",
        "/protected-amounts/keep/?practice=%00&service=x&starts_on=never",
        "/ledger-codes/?export=xlsx",
    ],
)
def test_every_page_of_it_opens_whatever_is_asked(client: Client, year: Year, path: str) -> None:
    client.force_login(year.publisher)
    assert client.get(path).status_code == 200

"""The payer's file as it comes: read, previewed, kept; and every kind of file that is none."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.imports import FileRefusedError
from commissioning.models import Upload
from commissioning.uploads.actions import confirm_upload, preview_upload
from commissioning.uploads.importer import UploadDetails
from payments.actions.sent_payments import send_run
from payments.exports.downloads import payer_file
from payments.models import Confirmation, PaymentRun
from payments.selectors.sent_payments import exports_of
from payments.uploads import IMPORTERS
from tests.factories.years import Year

CONFIRMATIONS = next(each for each in IMPORTERS if each.name == "confirmations")
DAY = "2020-05-20"


@pytest.fixture(autouse=True)
def _the_day(settings: Any, tmp_path: Path) -> None:
    settings.COMMISSIONING_TODAY = date(2020, 5, 20)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def year(db: None) -> Year:  # noqa: ARG001
    found = Year()
    found.signs(found.a_practice("C86001", "A PRACTICE"))
    found.signs(found.a_practice("C86002", "ANOTHER PRACTICE"))
    return found


def sent(year: Year) -> tuple[PaymentRun, str]:
    """April, sent; and the payer's file with every line answered."""
    run = year.approved("2020-04")
    text = payer_file(run, year.approver).decode()
    (export,) = exports_of(run)
    send_run(run=run, sha256=export.sha256, payer="NHS SBS", by=year.approver)
    heading, *lines = text.splitlines()
    answered = [line.removesuffix(",,,,") + f",paid,{DAY},,SBS-1" for line in lines]
    return run, "\n".join([heading, *answered]) + "\n"


def upload(content: bytes, name: str = "paid.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_file_that_was_sent_comes_back_answered(year: Year):
    _, text = sent(year)
    shown = preview_upload(
        importer=CONFIRMATIONS,
        file=upload(text.encode()),
        answers=UploadDetails(),
        by=year.preparer,
    )
    assert not Confirmation.objects.exists()
    assert len(shown.shown["texts"]["added"]) == 2
    assert confirm_upload(importer=CONFIRMATIONS, upload=shown, by=year.preparer)
    assert Confirmation.objects.filter(outcome="paid", payer_reference="SBS-1").count() == 2


def test_the_same_file_is_refused_when_it_comes_again(year: Year):
    _, text = sent(year)
    file = upload(text.encode())
    shown = preview_upload(
        importer=CONFIRMATIONS, file=file, answers=UploadDetails(), by=year.preparer
    )
    assert confirm_upload(importer=CONFIRMATIONS, upload=shown, by=year.preparer)
    with pytest.raises(FileRefusedError, match="was kept already"):
        preview_upload(
            importer=CONFIRMATIONS,
            file=upload(text.encode()),
            answers=UploadDetails(),
            by=year.preparer,
        )


def test_only_finance_brings_it_in(year: Year):
    _, text = sent(year)
    with pytest.raises(PermissionDenied):
        preview_upload(
            importer=CONFIRMATIONS,
            file=upload(text.encode()),
            answers=UploadDetails(),
            by=year.publisher,
        )


def bomb() -> bytes:
    """A workbook that unpacks to far more than anybody sends."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(9):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 50_000_000)
    return made.getvalue()


BAD = {
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "an old workbook": b"\xd0\xcf\x11\xe0" + b"\0" * 64,
    "a cut gzip": b"\x1f\x8b\x08\x00\x00",
    "a cut zip": b"PK\x03\x04" + b"\0" * 40,
    "broken letters": b"reference,amount,paid_on\n\xff\xfe\xfa\x81,1.00,2020-05-20\n",
    "no columns of ours": b"a,b,c\n1,2,3\n",
    "a formula for an amount": b"reference,amount,paid_on\nx,=1+1,2020-05-20\n",
    "no rows": b"reference,amount,paid_on\n",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_what_is_no_such_file_is_refused_in_words(year: Year, content: bytes):
    sent(year)
    refused(year, content)


def test_a_workbook_made_to_burst_is_refused(year: Year):
    sent(year)
    assert "unpacks to more than" in refused(year, bomb(), "paid.xlsx")


def refused(year: Year, content: bytes, name: str = "paid.csv") -> str:
    with pytest.raises(FileRefusedError) as wrong:
        preview_upload(
            importer=CONFIRMATIONS,
            file=upload(content, name),
            answers=UploadDetails(),
            by=year.preparer,
        )
    assert all(each.reason for each in wrong.value.mistakes)
    assert not Upload.objects.exists()
    assert not Confirmation.objects.exists()
    return str(wrong.value)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=30),
            st.text(max_size=12),
            st.sampled_from(["", "paid", "rejected", "=cmd", "0"]) | st.text(max_size=8),
            st.text(max_size=12),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_that_is_typed_into_a_file_is_kept_or_breaks(year: Year, rows: Any):
    """Any text in any cell: refused with its line, and never anything else."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["reference", "amount", "outcome", "paid_on"])
    writer.writerows(rows)
    content = made.getvalue().encode("utf-8", "replace")
    with pytest.raises(FileRefusedError):
        preview_upload(
            importer=CONFIRMATIONS, file=upload(content), answers=UploadDetails(), by=year.preparer
        )
    assert not Confirmation.objects.exists()

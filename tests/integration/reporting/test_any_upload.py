"""Whatever is uploaded as whichever kind: a preview or a list of mistakes, and nothing saved."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.imports import contents
from commissioning.models import Organisation, Role, Upload
from practices.models import ListSize, RegisterCount, SignUp
from reporting.uploads import OFFERED
from tests.factories.publishers import as_workbook
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db
SAID = {"as_at-day": "1", "as_at-month": "4", "as_at-year": "2020"}
COUNTS = "practice_code,specification,counted_on,patients,kind\n"
BAD = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "bytes": bytes(range(256)),
    "an old workbook": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "an archive": b"PK\x03\x04" + b"\0" * 60,
    "a packed file cut short": gzip.compress(b"a,b\n1,2\n" * 50)[:-9],
    "a packed archive": gzip.compress(gzip.compress(b"a,b")),
    "another workbook": as_workbook({"Sheet": [["a", "b"], ["1", "2"]]}),
    "formulas": b"practice_code,specification\n=cmd|'/C calc'!A0,@SUM(A1)\n",
    "an open quotation mark": COUNTS.encode() + b'"C86001,proactive-care\n',
    "Latin letters": COUNTS.encode() + b"C86001,caf\xe9,2021-01-04,1,audit\n",
    "UTF-16": (COUNTS + "C86001,x,y,z,q\n").encode("utf-16"),
    "half of UTF-16": (COUNTS + "C86001").encode("utf-16")[:-1],
    "no rows": COUNTS.encode(),
    "many columns": b",".join(b"c%d" % number for number in range(5_000)) + b"\n",
    "huge numbers": COUNTS.encode()
    + b"C86001,proactive-care,2021-01-04,"
    + b"9" * 400
    + b",audit\n",
    "a day that is none": COUNTS.encode() + b"C86001,proactive-care,2021-02-30,1,audit\n",
}


@pytest.fixture
def client(settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)
    year = Year()
    year.a_practice("C86001", "PRACTICE C86001")
    client = Client()
    client.force_login(a_person("all@nhs.example", Role.PRIMARY_CARE, Role.FINANCE))
    return client


def kept() -> tuple[int, ...]:
    """How much is on record of what uploads write."""
    models = (Organisation, ListSize, RegisterCount, SignUp)
    return tuple(model.objects.count() for model in models)


def send(client: Client, kind: str, content: bytes, name: str = "file.csv") -> Any:
    sent = SAID | {"file": SimpleUploadedFile(name, content)}
    return client.post(f"/register/{kind}/", sent)


@pytest.mark.parametrize("kind", OFFERED)
def test_bad_files_are_told_what_is_wrong_with_them(client: Client, kind: str) -> None:
    before = kept()
    for what, content in BAD.items():
        answer = send(client, kind, content)
        assert answer.status_code == 200, what
        assert "There is a problem" in answer.content.decode(), what
    assert kept() == before
    assert not Upload.objects.exists()


def test_a_file_that_bursts_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "LARGEST_UNPACKED", 10_000)
    answer = send(client, "register-counts", gzip.compress(b"a" * 1_000_000))
    assert "unpacks to more than 10,000 bytes" in answer.content.decode()
    book = as_workbook({"Sheet": [[str(number)] * 10 for number in range(2_000)]})
    assert "unpacks to more than" in send(client, "register-counts", book).content.decode()


def test_a_file_that_is_too_large_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.forms.uploads.LARGEST_FILE", 1024)
    answer = send(client, "register-counts", COUNTS.encode() * 100)
    assert "The file is too large" in answer.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 2_000, "🙂.csv", ".csv", "a\nb.csv"])
def test_any_name_of_a_file_will_do(client: Client, name: str) -> None:
    good = COUNTS + "C86001,proactive-care,2021-01-04,149,audit\n"
    assert send(client, "register-counts", good.encode(), name).status_code == 302


CELLS = st.sampled_from(
    ["C86001", "U72999", "proactive-care", "2021-01-04", "149", "audit", "signed", "", "=1+1", "é"]
) | st.text(max_size=12)
FILES = st.binary(max_size=300) | st.lists(st.lists(CELLS, max_size=7), max_size=6).map(
    lambda rows: (COUNTS + "\n".join(",".join(row) for row in rows)).encode("utf-8", "replace")
)


@given(content=FILES, kind=st.sampled_from(sorted(OFFERED)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_file_as_any_kind_gets_an_answer(client: Client, content: bytes, kind: str) -> None:
    before = kept()
    assert send(client, kind, content).status_code in {200, 302}
    assert kept() == before

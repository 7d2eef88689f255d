"""Files that people send: told by their content, kept out of reach, given to those who may see."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from commissioning.models import Attachment, AuditEvent, Organisation, Role, User
from commissioning.records.attachment_actions import keep_attachment
from commissioning.web.forms.file_checks import LARGEST, check_file
from tests.factories.commissioning import RoleMembershipFactory, UserFactory
from tests.factories.practices import PracticeFactory

NHS_NUMBER = "943 476 5919"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def an_archive(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def a_word_file(text: str, **more: str) -> bytes:
    return an_archive({"word/document.xml": f"<w:p><w:t>{text}</w:t></w:p>"} | more)


def a_pdf(password: str = "") -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    writer.write(made)
    return made.getvalue()


def a_picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (3, 2)).save(made, kind)
    return made.getvalue()


GOOD = {
    "notes.txt": b"Rota of the weekly round",
    "costs.csv": b"week,sessions\n2020-06-01,2\n",
    "plan.docx": a_word_file("How the weekly round works"),
    "plan.pdf": a_pdf(),
    "rota.png": a_picture("PNG"),
    "rota.jpeg": a_picture("JPEG"),
    "sheet.xlsx": an_archive({"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<t>June</t>"}),
}
BAD = {
    "empty.txt": (b"", "is empty"),
    "program.exe": (b"MZ\x00\x01", "not accepted"),
    "plan.pdf": (b"%PDF-1.7 and then nothing", "cannot be read"),
    "locked.pdf": (a_pdf("secret"), "protected by a password"),
    "plan.docx": (a_pdf(), "its content is PDF"),
    "photos.docx": (an_archive({"a.txt": "x"}), "is an archive"),
    "macros.docx": (a_word_file("x", **{"word/vbaProject.bin": "x"}), "macros"),
    "bomb.docx": (a_word_file(" " * 101 * 1024 * 1024), "unpacks to too much"),
    "broken.docx": (b"PK\x03\x04 and so on", "damaged"),
    "broken.png": (b"\x89PNG\r\n\x1a\n....", "cannot be read"),
    "large.txt": (b"x" * (LARGEST + 1), "too large"),
    "named.txt": (f"Resident {NHS_NUMBER}".encode(), "NHS number"),
    "born.csv": (b"Resident,date of birth\n", "date of birth"),
    "split.docx": (a_word_file("943 476</w:t></w:r><w:r><w:t> 5919"), "NHS number"),
    "cells.xlsx": (
        an_archive({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "<v>9434765919</v>"}),
        "NHS number",
    ),
    f"letter {NHS_NUMBER}.txt": (b"x", "NHS number"),
}


@pytest.mark.parametrize("name", GOOD)
def test_an_accepted_file_is_told_by_its_content(name: str):
    checked = check_file(sent(name, GOOD[name]))
    assert checked.name == name
    assert name.replace("jpeg", "jpg").endswith(checked.kind)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_the_reason(name: str):
    content, reason = BAD[name]
    with pytest.raises(ValidationError, match=reason):
        check_file(sent(name, content))


@given(
    start=st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]),
    rest=st.binary(max_size=300),
    ending=st.sampled_from(["pdf", "docx", "xlsx", "png", "jpg", "csv", "txt", "html", ""]),
)
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_is_taken_or_refused(start: bytes, rest: bytes, ending: str):
    with suppress(ValidationError):  # anything else that is raised is a fault
        checked = check_file(sent(f"file.{ending}", start + rest))
        assert checked.kind in {"pdf", "docx", "xlsx", "png", "jpg", "csv", "txt"}


@pytest.fixture
def practice(db: None) -> Organisation:  # noqa: ARG001
    return PracticeFactory()


def who(role: Role, organisation: Organisation | None = None) -> User:
    return RoleMembershipFactory(role=role, organisation=organisation).person


def test_a_file_is_kept_under_a_name_of_our_own(practice: Organisation, settings: Any):
    settings.COMMISSIONING_TODAY = date(2020, 5, 22)
    manager = who(Role.PRACTICE, practice)
    kept = keep_attachment(
        upload=sent("..\\..\\plan.pdf", GOOD["plan.pdf"]), organisation=practice, by=manager
    )
    assert kept.name == "plan.pdf"
    assert kept.file.name == f"attachments/{kept.pk}"
    with kept.file.open("rb") as stored:
        assert stored.read() == GOOD["plan.pdf"]
    event = AuditEvent.objects.get(event="file received")
    assert (event.by, event.organisation, event.on) == (manager, practice, date(2020, 5, 22))


def test_a_refused_file_leaves_nothing(practice: Organisation):
    with pytest.raises(ValidationError):
        keep_attachment(
            upload=sent("a.exe", b"MZ\x00"), organisation=practice, by=who(Role.PRACTICE, practice)
        )
    assert not Attachment.objects.exists()
    assert not AuditEvent.objects.exists()


def test_nobody_sends_files_for_somebody_else(practice: Organisation):
    with pytest.raises(PermissionDenied, match="and the CCG send files for it"):
        keep_attachment(
            upload=sent("a.txt", b"x"),
            organisation=practice,
            by=who(Role.PRACTICE, PracticeFactory()),
        )


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [
        (Role.PRACTICE, "own", 200),
        (Role.PRACTICE, "another's", 404),
        (Role.PRIMARY_CARE, "", 200),
        (Role.FINANCE, "", 200),
        (Role.LMC, "", 404),
    ],
)
def test_a_file_is_given_to_those_who_may_see_it(
    practice: Organisation, role: Role, whose: str, status: int, client: Client
):
    kept = keep_attachment(
        upload=sent("plan.pdf", GOOD["plan.pdf"]), organisation=practice, by=who(Role.FINANCE)
    )
    act_for = {"own": practice, "another's": PracticeFactory(), "": None}
    client.force_login(who(role, act_for[whose]))
    answer = client.get(f"/files/{kept.pk}/")
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
        assert b"".join(answer.streaming_content) == GOOD["plan.pdf"]


def test_a_stranger_signs_in_first(client: Client, practice: Organisation):
    kept = keep_attachment(
        upload=sent("a.txt", b"x"), organisation=practice, by=who(Role.PRACTICE, practice)
    )
    assert client.get(f"/files/{kept.pk}/").status_code == 302
    client.force_login(UserFactory())  # who holds no role, and is told so
    assert client.get(f"/files/{kept.pk}/").status_code == 403

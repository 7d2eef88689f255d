"""What a file that somebody sends may be: told by its content, and guarded against patients' data.

Knows formats, not what a file is for. Raises ValidationError in words for the person who sent it.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from commissioning.domain.patient_data import patient_data_in

LARGEST = 10 * 1024 * 1024  # bytes, as sent
LARGEST_UNPACKED = 100 * 1024 * 1024  # bytes, of all parts of an office document
MOST_PAGES = 300
MOST_PIXELS = 60_000_000
ACCEPTED = "PDF, Word (.docx), Excel (.xlsx), CSV, text, PNG or JPEG"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}
SPELLINGS = {"jpeg": "jpg", "text": "txt"}
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: what its content is, and its hash."""

    name: str
    kind: str
    sha256: str


def check_file(upload: UploadedFile) -> CheckedFile:
    """See that a file is of an accepted kind and size, and names no patient."""
    name = _plain_name(upload.name or "")
    if not upload.size:
        raise ValidationError(f"{name} is empty: choose a file with something in it")
    if upload.size > LARGEST:
        raise ValidationError(
            f"{name} is too large ({upload.size / 1024 / 1024:.1f} MB):"
            f" send at most {LARGEST // 1024 // 1024} MB, or split it"
        )
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    kind, text = _told_by_content(name, content)
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if SPELLINGS.get(ending, ending) != kind:
        raise ValidationError(
            f"{name} says it is “.{ending or 'nothing'}”, and its content is {kind.upper()}:"
            f" give it the ending .{kind}, or choose the right file"
        )
    if patient_data := patient_data_in(name) or patient_data_in(text):
        raise ValidationError(f"{name} {patient_data}")
    return CheckedFile(name, kind, sha256(content).hexdigest())


def _plain_name(name: str) -> str:
    """The name without folders or letters that cannot be printed."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: 140 - len(ending)]}{dot}{ending}"[-150:] or "The file"


def _told_by_content(name: str, content: bytes) -> tuple[str, str]:
    """What a file is, by its first bytes, with the text that can be read in it."""
    for start, read in READERS.items():
        if content.startswith(start):
            return read(name, content)
    if not NOT_TEXT.search(content):
        return _text(name, content)
    raise ValidationError(f"{name} is of a kind that is not accepted: send {ACCEPTED}")


def _text(name: str, content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return ("csv" if name.lower().endswith(".csv") else "txt"), text
    raise ValidationError(f"{name} cannot be read as text: save it as UTF-8")


def _pdf(name: str, content: bytes) -> tuple[str, str]:
    from pypdf import PdfReader  # noqa: PLC0415  (large, and seldom needed)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    broken = ValidationError(
        f"{name} is a PDF that cannot be read: save it again, or print it to PDF"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(content))
            if reader.is_encrypted:
                raise ValidationError(f"{name} is protected by a password: send it without one")
            if len(reader.pages) > MOST_PAGES:
                raise ValidationError(
                    f"{name} has more than {MOST_PAGES} pages: send only those that are needed"
                )
            return "pdf", "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, *BROKEN) as wrong:
        raise broken from wrong


# All that damaged files have made the libraries raise.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


def _office(name: str, content: bytes) -> tuple[str, str]:
    """A Word or Excel document: the text of its parts, without what marks it up."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if sum(entry.file_size for entry in parts.infolist()) > LARGEST_UNPACKED:
                raise ValidationError(f"{name} unpacks to too much: save it again without pictures")
            if any(part_name.lower().endswith("vbaproject.bin") for part_name in names):
                raise ValidationError(f"{name} holds macros: save it without them")
            kind = next((k for k, part in OFFICE_PARTS.items() if part in names), "")
            if not kind:
                raise ValidationError(f"{name} is an archive: send {ACCEPTED}")
            texts = [
                _without_marks(parts.read(part_name), kind)
                for part_name in names
                if part_name.startswith(("word/", "xl/")) and part_name.endswith(".xml")
            ]
    except BROKEN as wrong:
        raise ValidationError(f"{name} is damaged: save it again") from wrong
    return kind, "\n".join(texts)


OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def _without_marks(part: bytes, kind: str) -> str:
    """In Word the marks within a paragraph join its text; in Excel every mark parts cells."""
    text = part.decode("utf-8", "replace")
    if kind == "docx":
        text = re.sub(r"</w:p>|<w:br[^>]*>|<w:tab[^>]*>", "\n", text)
        return re.sub(r"<[^>]*>", "", text)
    return re.sub(r"<[^>]*>", "\n", text)


def _picture(name: str, content: bytes) -> tuple[str, str]:
    """A picture that opens. What is written in it nobody here can read: people are told so."""
    from PIL import Image  # noqa: PLC0415  (large, and seldom needed)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
                kind = {"PNG": "png", "JPEG": "jpg"}[picture.format or ""]
                picture.verify()
    except (*BROKEN, Image.DecompressionBombError) as wrong:
        raise ValidationError(f"{name} is a picture that cannot be read: save it again") from wrong
    if width * height > MOST_PIXELS:
        raise ValidationError(f"{name} is too large a picture: make it smaller")
    return kind, ""


READERS: dict[bytes, Callable[[str, bytes], tuple[str, str]]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": _office,
    b"\x89PNG\r\n\x1a\n": _picture,
    b"\xff\xd8\xff": _picture,
}

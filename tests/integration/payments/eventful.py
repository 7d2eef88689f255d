"""A September in which everything happens that an export must show."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from payments.models import PaymentRun
from tests.factories.years import Year

EVENTFUL = ("proactive-care", "enhanced-health-in-care-homes")
NAMES = {
    "C86001": "=cmd|'/c calc'!A0",  # names that a spreadsheet would run
    "C86002": "+1 SURGERY",
    "C86003": "@SUM(A1:A9) PRACTICE",
    "C86004": "\tTAB PRACTICE",
    "C86005": "-2+3 MEDICAL CENTRE",
}
HOME = "1-112774876"


def an_eventful_september() -> tuple[Year, PaymentRun]:
    """An approved August run, and a draft of September with something of every kind.

    C86001 is paid its instalment; C86002 has not answered, so it is held; C86003 stopped in June,
    and more is recovered than is due; C86004 has no list; C86005 answered late; the network is paid
    for a home.
    """
    year = Year(specifications=EVENTFUL)
    lists = {"C86002": 12001, "C86004": None}
    practices = {
        code: year.a_practice(code, name, lists.get(code, 7423)) for code, name in NAMES.items()
    }
    for code in ("C86001", "C86003", "C86004"):
        year.signs(practices[code])
    year.a_home(HOME, "=HYPERLINK House", 40)
    year.approved("2020-08")
    year.signs(practices["C86005"], on=date(2020, 9, 3), register=None)
    year.decides(
        practices["C86003"],
        "take-back",
        "agreed",
        subject="aspiration",
        starts_on=date(2020, 6, 1),
        reason="stopped in June",
        decided_on=date(2020, 9, 10),
    )
    return year, year.prepared("2020-09")


def squeezed(text: str) -> str:
    """Text without any space, so that where a line breaks does not matter."""
    return re.sub(r"\s", "", text)


def words_of(pdf: bytes | Path) -> str:
    """All the text of a PDF, squeezed."""
    source = BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return squeezed("".join(page.extract_text() for page in PdfReader(source).pages))


def is_tagged(pdf: bytes | Path) -> bool:
    """Say whether a PDF is tagged, names its language, and shows its title, as PDF/UA asks."""
    source = BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    reader = PdfReader(source)
    root = reader.trailer["/Root"]
    return bool(
        root["/MarkInfo"]["/Marked"]
        and root["/StructTreeRoot"]
        and root["/Lang"] == "en-GB"
        and root["/ViewerPreferences"]["/DisplayDocTitle"]
        and reader.metadata
        and reader.metadata.title
        and b"pdfuaid" in root["/Metadata"].get_object().get_data()
    )

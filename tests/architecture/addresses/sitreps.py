"""Sitreps: one week's, which belongs to nobody but the commissioner."""

from __future__ import annotations

from datetime import UTC, date, datetime

from commissioning.models import SpecificationVersion
from reporting.models import Sitrep
from tests.factories.years import Year

WEEK = date(2020, 6, 8)
ONE = {"week": WEEK.isoformat(), "revision": 0}
ABOUT = {
    **dict.fromkeys(
        (
            "reporting:sitrep",
            "reporting:sitrep_amend",
            "reporting:sitrep_changes",
            "reporting:sitrep_homes",
            "reporting:sitrep_practices",
            "reporting:sitrep_sign",
            "reporting:sitrep_write",
        ),
        (ONE, ONE),
    ),
    "reporting:sitrep_file": (ONE | {"kind": "csv"}, ONE | {"kind": "csv"}),
    "reporting:sitrep_question": (ONE | {"key": "clinical-lead"}, ONE | {"key": "clinical-lead"}),
    "reporting:sitrep_count": ({"week": WEEK.isoformat()},) * 2,
    "reporting:sitrep_newest": ({"week": WEEK.isoformat()},) * 2,
}


def prepare(year: Year) -> None:
    """A draft that was counted once the cut-off was past."""
    Sitrep.objects.create(
        week=WEEK,
        version=SpecificationVersion.objects.filter(code="proactive-care").latest("pk"),
        scope_on=WEEK,
        counted_on=WEEK,
        counted_at=datetime(2020, 6, 11, 12, tzinfo=UTC),
        counted_by=year.publisher,
        past_cut_off=True,
        questions=[
            {"key": "clinical-lead", "ask": "A lead is named", "basis": "2", "answer": "by home"}
        ],
        totals={
            "homes": 0,
            "questions": {"clinical-lead": [0, 0, 0, 0]},
            "with exceptions": 0,
            "unreviewed": 0,
            "practices": {},
        },
        counts={"clinical-lead": {}},
    )

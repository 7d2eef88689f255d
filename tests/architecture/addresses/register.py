"""The register, its uploads, audits, and the CCG's own tasks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commissioning.models import Organisation, Task, Upload
from practices.models import RegisterCount
from tests.factories.years import Year

COUNTS, CODES = UUID(int=101), UUID(int=102)
OWN, OTHER = 900_001, 900_002
AUDIT = {"specification": "proactive-care", "day": "2021-01-04"}
CODES_OF = ({"code": "C86001"}, {"code": "C86003"})

ABOUT = {
    "practices:audit": (AUDIT, AUDIT | {"day": "2021-04-05"}),
    "practices:audit_counts": (AUDIT, AUDIT | {"day": "2021-04-05"}),
    "practices:audit_practice": (AUDIT | {"code": "C86001"}, AUDIT | {"code": "C86003"}),
    "practices:audit_refer": (AUDIT | {"code": "C86001"}, AUDIT | {"code": "C86003"}),
    "practices:network": ({"code": "U72999"}, {"code": "U36746"}),
    "practices:network_name": ({"code": "U72999"}, {"code": "U36746"}),
    "practices:practice": CODES_OF,
    "practices:practice_close": CODES_OF,
    "practices:practice_list_size": CODES_OF,
    "practices:practice_move": CODES_OF,
    "practices:practice_name": CODES_OF,
    "practices:spot_refer": ({"key": OWN}, {"key": OTHER}),
    "reporting:upload": ({"key": COUNTS}, {"key": CODES}),
    "reporting:upload_cancel": ({"key": COUNTS}, {"key": CODES}),
    "reporting:upload_new": ({"kind": "register-counts"}, {"kind": "ledger-codes"}),
    "task": ({"key": OWN}, {"key": OTHER}),
    "task_done": ({"key": OWN}, {"key": OTHER}),
    "task_take_back": ({"key": OWN}, {"key": OTHER}),
}
SHOWN = {
    "counts": {"added": 1, "changed": 0, "closed": 0, "unchanged": 0},
    "texts": {"added": ["C86001"], "changed": [], "closed": [], "unchanged": []},
    "notes": [],
}


def prepare(year: Year) -> None:
    """An upload of each team's, a task of each team's, and registers that fell short."""
    for key, kind in ((COUNTS, "register-counts"), (CODES, "ledger-codes")):
        Upload.objects.create(
            id=key,
            kind=kind,
            name=f"{kind}.csv",
            size=1,
            sha256="0" * 64,
            shown=SHOWN,
            fingerprint="0" * 64,
            status=Upload.Status.CONFIRMED,
            uploaded_by=year.publisher,
            uploaded_on=date(2021, 1, 4),
            confirmed_on=date(2021, 1, 4),
        )
    for pk, owner in ((OWN, Task.Owner.PRIMARY_CARE), (OTHER, Task.Owner.FINANCE)):
        Task.objects.create(
            pk=pk, title=f"A task of {owner}", owner=owner, due=date(2021, 3, 1), why="By letter"
        )
    for pk, code in ((OWN, "C86001"), (OTHER, "C86003")):
        practice = Organisation.objects.get(code=code)
        count = {"practice": practice, "specification": "proactive-care", "patients": 120}
        RegisterCount.objects.create(**count, kind="audit", counted_on=date(2021, 1, 4))
        RegisterCount.objects.create(**count, pk=pk, kind="spot", counted_on=date(2020, 11, 10))

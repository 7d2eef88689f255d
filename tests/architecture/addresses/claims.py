"""Claims of two practices, drafts of claims, and a sample of one paid claim of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from commissioning.models import Attachment, Organisation
from payments.models import Claim, ClaimSample, ClaimSheet, SampledClaim
from tests.architecture.addresses.attachments import OTHER, OWN
from tests.factories.years import Year

DRAFTS = {"C86001": UUID(int=11), "C86003": UUID(int=13)}
SAMPLES = {"C86001": 1101, "C86003": 1103}
PAIR = ("C86001", "C86003")


def _claims() -> tuple[dict[str, object], dict[str, object]]:
    own, other = ({"reference": f"{code}-001"} for code in PAIR)
    return own, other


def _drafts() -> tuple[dict[str, object], dict[str, object]]:
    own, other = ({"number": DRAFTS[code]} for code in PAIR)
    return own, other


ABOUT = {
    "payments:claim_new": ({"code": "C86001"}, {"code": "C86003"}),
    "payments:claim": _claims(),
    "payments:claim_correct": _claims(),
    "payments:claim_withdraw": _claims(),
    "payments:claim_decide": _claims(),
    "payments:claim_draft": _drafts(),
    "payments:claim_send": _drafts(),
    "payments:claim_discard": _drafts(),
    "payments:claim_evidence_removed": (
        {"number": DRAFTS["C86001"], "key": OWN},
        {"number": DRAFTS["C86003"], "key": OTHER},
    ),
    "payments:claim_sample": ({"pk": SAMPLES["C86001"]}, {"pk": SAMPLES["C86003"]}),
    "payments:claim_verify": (
        {"pk": SAMPLES["C86001"], "reference": "C86001-001"},
        {"pk": SAMPLES["C86003"], "reference": "C86003-001"},
    ),
}


def prepare(year: Year) -> None:
    year.publishes("covid-costs")
    for code in PAIR:
        practice = Organisation.objects.get(code=code)
        claim = Claim.objects.create(
            reference=f"{code}-001",
            practice=practice,
            specification="covid-costs",
            category="consumables",
            incurred_on=date(2020, 6, 3),
            quantity=Decimal(2),
            unit_cost=Decimal("64.20"),
            claimed_on=date(2020, 9, 1),
        )
        draft = ClaimSheet.objects.create(
            id=DRAFTS[code],
            practice=practice,
            specification="covid-costs",
            lines=[{"category": "consumables"}],
            saved_by=year.publisher,
            saved_on=date(2020, 9, 1),
        )
        draft.files.set(Attachment.objects.filter(organisation=practice))
        sample = ClaimSample.objects.create(
            id=SAMPLES[code],
            seed="0",
            size=1,
            drawn_from=[claim.reference],
            drawn_by=year.publisher,
            drawn_on=date(2020, 9, 1),
        )
        SampledClaim.objects.create(sample=sample, claim=claim)

"""Care homes, their leads, cover and networks. The last home is nobody's but another's."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from carehomes.models import (
    AlignmentProposal,
    CareHome,
    ClinicalLead,
    Leadership,
    MedicinesNeed,
    OutOfHoursGap,
    ResidentCount,
)
from commissioning.models import Organisation, SpecificationVersion
from tests.factories.specifications import approved
from tests.factories.years import Year

CONTRACT = "enhanced-health-in-care-homes"
DAY = date(2020, 6, 1)
KEYS = ({"key": 9001}, {"key": 9002})
HOMES = ({"location_id": "1-9001"}, {"location_id": "1-9002"})
PRACTICES = ({"code": "C86001"}, {"code": "C86003"})
NETWORKS = ({"code": "U72999"}, {"code": "U36746"})
_OF_HOMES = (
    "home",
    "home_beds",
    "home_correct",
    "home_counts",
    "home_cover",
    "home_registered",
    "home_support",
    "gap_flag",
)
_OF_PRACTICES = (
    "residents",
    "plans",
    "practice_medicines",
    "medicines_answer",
    "medicines_bear_out",
    "medicines_needs",
    "medicines_services",
)
_OF_LEADS = ("lead", "lead_answer", "lead_decide", "lead_end", "lead_exception")
ABOUT = {
    **{f"carehomes:{name}": HOMES for name in _OF_HOMES},
    **{f"carehomes:{name}": PRACTICES for name in _OF_PRACTICES},
    **{f"carehomes:{name}": KEYS for name in (*_OF_LEADS, "gap", "alignment")},
    "carehomes:network_homes": NETWORKS,
    "carehomes:network_milestones": NETWORKS,
    "carehomes:milestone": tuple(each | {"milestone": "alignment"} for each in NETWORKS),
}


def prepare(year: Year) -> None:
    """A home of each practice, with a lead proposed, needs told, a gap and a proposal."""
    if not SpecificationVersion.objects.filter(code=CONTRACT).exists():
        text = (
            settings.BASE_DIR / f"commissioning/specifications/data/{CONTRACT}.toml"
        ).read_text()
        approved(text)
    for key, home, practice, network in zip((9001, 9002), HOMES, PRACTICES, NETWORKS, strict=True):
        _prepare(
            year,
            key,
            CareHome.objects.create(name=f"Home {key}", nursing=True, **home),
            Organisation.objects.get(**practice),
            Organisation.objects.get(**network),
        )


def _prepare(
    year: Year, key: int, home: CareHome, practice: Organisation, network: Organisation
) -> None:
    by = year.publisher
    ResidentCount.objects.create(home=home, practice=practice, counted_on=DAY, residents=9)
    lead = ClinicalLead.objects.create(
        pk=key,
        name="N. Example",
        profession="nurse",
        provider="A provider",
        email="n@example.nhs.uk",
        organisation=network,
    )
    said = {"lead": lead, "home": home, "told_on": DAY, "proposed_by": by, "proposed_on": DAY}
    Leadership.objects.create(starts_on=DAY, **said)
    Leadership.objects.create(
        starts_on=date(2020, 7, 1),
        state="confirmed",
        decided_by=year.approver,
        decided_on=DAY,
        **said,
    )
    MedicinesNeed.objects.create(practice=practice, told_on=DAY, told_by=by, discussed_on=DAY)
    OutOfHoursGap.objects.create(
        pk=key, home=home, organisation=practice, since=DAY, what="x", raised_by=by, raised_on=DAY
    )
    AlignmentProposal.objects.create(
        pk=key, home=home, pcn=network, starts_on=DAY, why="x", proposed_by=by, proposed_on=DAY
    )

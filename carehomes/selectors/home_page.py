"""Everything that is known of one home on a day, read together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carehomes.models import (
    Alignment,
    AlignmentProposal,
    BedCount,
    CareHome,
    Counting,
    HomeName,
    Leadership,
    MedicinesServices,
    OutOfHours,
    OutOfHoursGap,
    PlanCount,
    ResidentCount,
    SupportCheck,
)
from carehomes.selectors.leads import leaderships_of
from carehomes.selectors.regimes import ThreeFacts, countings_of, three_facts
from carehomes.selectors.residents import Registered, counts_on, registered
from commissioning.models import Organisation
from practices.selectors.organisations import members_of


@dataclass(frozen=True, slots=True)
class HomeKnown:
    """A home with all that is on record of it, the latest first where there are several."""

    home: CareHome
    day: date
    facts: ThreeFacts
    countings: list[Counting]
    names: list[HomeName]
    beds: list[BedCount]
    alignments: list[Alignment]
    proposals: list[AlignmentProposal]
    residents: list[ResidentCount]
    registered: Registered | None
    leaderships: list[Leadership]
    services: list[MedicinesServices]
    support: SupportCheck | None
    plans: list[PlanCount]
    out_of_hours: list[OutOfHours]
    gaps: list[OutOfHoursGap]

    @property
    def alignment(self) -> Alignment | None:
        """The network it is aligned to on the day."""
        return next(
            (alignment for alignment in self.alignments if _holds(alignment, self.day)), None
        )

    @property
    def beds_now(self) -> BedCount | None:
        return next((bed_count for bed_count in self.beds if _holds(bed_count, self.day)), None)

    @property
    def cover(self) -> OutOfHours | None:
        return next((cover for cover in self.out_of_hours if _holds(cover, self.day)), None)

    @property
    def leads_now(self) -> list[Leadership]:
        """The confirmed leads on the day."""
        confirmed = [
            leadership
            for leadership in self.leaderships
            if leadership.state == leadership.State.CONFIRMED
        ]
        return [leadership for leadership in confirmed if _holds(leadership, self.day)]

    @property
    def open_gaps(self) -> list[OutOfHoursGap]:
        return [gap for gap in self.gaps if gap.closed_on is None]

    @property
    def serving(self) -> list[Organisation]:
        """The practices with residents there, the one with most first: it suggests the lead."""
        return [count.practice for count in self.residents]


def home_known(home: CareHome, day: date) -> HomeKnown:
    """Read what is known of a home; the caller has asked whether the person may see it."""
    residents = counts_on([home], day).get(home.pk, [])
    alignments = list(home.alignments.select_related("pcn").order_by("-starts_on"))
    aligned = next((alignment for alignment in alignments if _holds(alignment, day)), None)
    inside = set(members_of(aligned.pcn, day).values_list("pk", flat=True)) if aligned else set()
    countings = countings_of([home]).get(home.pk, [])
    latest = home.plan_counts.select_related("practice").order_by("practice_id", "-counted_on")
    services = home.medicines.select_related("practice").order_by("practice_id", "-told_on")
    return HomeKnown(
        home=home,
        day=day,
        facts=three_facts(home, countings, day),
        countings=countings,
        names=list(home.names.order_by("-starts_on")),
        beds=list(home.bed_counts.order_by("-starts_on")),
        alignments=alignments,
        proposals=list(
            home.alignment_proposals.select_related("pcn", "proposed_by", "decided_by").order_by(
                "-proposed_on", "-pk"
            )
        ),
        residents=residents,
        registered=registered(home, residents, inside, day) if aligned else None,
        leaderships=leaderships_of([home]).get(home.pk, []),
        services=list(services.distinct("practice_id")),
        support=home.support_checks.select_related("organisation")
        .order_by("-checked_on", "-pk")
        .first(),
        plans=list(latest.distinct("practice_id")),
        out_of_hours=list(home.out_of_hours.order_by("-starts_on")),
        gaps=list(
            home.out_of_hours_gaps.select_related(
                "organisation", "raised_by", "answered_by"
            ).order_by("-raised_on", "-pk")
        ),
    )


def _holds(row: Alignment | BedCount | Leadership | OutOfHours, day: date) -> bool:
    return row.starts_on <= day <= (row.ends_on or date.max)

"""Everything about one home on one page, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from carehomes.models import CareHome
from carehomes.pages.home_tables import (
    alignment_table,
    beds_table,
    cover_table,
    gaps_table,
    leads_table,
    medicines_table,
    plans_table,
    residents_table,
    stretches_table,
)
from carehomes.pages.words import Link, ShortTable, days, named, type_of
from carehomes.rules.leads import EXCEPTION_FROM, kind_of
from carehomes.selectors.home_page import HomeKnown
from carehomes.selectors.leads import led
from carehomes.selectors.regimes import Fact
from commissioning.domain.periods import written
from commissioning.web.components import SummaryRow, Tag


@dataclass(frozen=True, slots=True)
class CareHomePage:
    """A home with what is kept of it. `links` are what this person may do here."""

    name: str
    caption: str
    missing: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    counts: tuple[SummaryRow, ...]
    support: tuple[SummaryRow, ...]
    registered: tuple[SummaryRow, ...]
    suggested: str
    beds: ShortTable
    alignment: ShortTable
    residents: ShortTable
    leads: ShortTable
    stretches: ShortTable
    medicines: ShortTable
    plans: ShortTable
    cover: ShortTable
    gaps: ShortTable
    links: tuple[Link, ...]

    @classmethod
    def of(cls, dossier: HomeKnown, links: Sequence[Link]) -> Self:
        home = dossier.home
        return cls(
            name=home.name,
            caption=f"{type_of(home)}, {home.location_id}",
            missing=tuple(missing_in(dossier)),
            facts=tuple(_facts(dossier)),
            counts=tuple(_counts(dossier)),
            support=tuple(_support(dossier)),
            registered=tuple(_registered(dossier)),
            suggested=_suggested(dossier),
            beds=beds_table(dossier),
            alignment=alignment_table(dossier),
            residents=residents_table(dossier),
            leads=leads_table(dossier),
            stretches=stretches_table(dossier),
            medicines=medicines_table(dossier),
            plans=plans_table(dossier),
            cover=cover_table(dossier),
            gaps=gaps_table(dossier),
            links=tuple(links),
        )


def missing_in(dossier: HomeKnown) -> Iterator[str]:
    """What is missing of a home on the day, in words; nothing for one that is closed."""
    if dossier.home.closed_on and dossier.home.closed_on < dossier.day:
        return
    yield from _missing_leads(dossier)
    if dossier.alignment is None:
        yield "A network that it is aligned to"
    if not dossier.residents:
        yield "A count of its residents"
    yield from _missing_cover(dossier)
    if dossier.support is None:
        yield "A check of whether it can use the universal support offer"
    elif not dossier.support.accessible:
        yield "Access to the universal support offer"


def _missing_leads(dossier: HomeKnown) -> Iterator[str]:
    kind = kind_of(lead for lead in led(dossier.leaderships) if lead.holds_on(dossier.day))
    if kind == "gap":
        duty = "" if dossier.home.cqc_registered else " (expected, no duty: it is not registered)"
        yield f"A clinical lead{duty}"
    elif kind == "overlap":
        yield "Agreement between two leads who do not share the job"
    if dossier.day >= EXCEPTION_FROM:
        for leadership in dossier.leads_now:
            if leadership.lead.profession != "gp" and leadership.lead.exception_on is None:
                yield f"A recorded exception, because {leadership.lead.name} is not a GP"


def _missing_cover(dossier: HomeKnown) -> Iterator[str]:
    if dossier.cover is None:
        yield "Out-of-hours cover on record"
    elif dossier.cover.signposted_on is None:
        yield "Word to the home of how to reach out-of-hours cover"
    if dossier.open_gaps:
        yield "An end to a gap in its out-of-hours cover"


def _facts(dossier: HomeKnown) -> Iterator[SummaryRow]:
    home = dossier.home
    yield SummaryRow("Registered with CQC", _registration(home))
    yield SummaryRow("Type", type_of(home))
    where = [home.address, home.postcode]
    yield SummaryRow("Address", ", ".join(part for part in where if part) or "Not known")
    earlier = [name.name for name in dossier.names if name.name != home.name]
    if earlier:
        yield SummaryRow("Earlier called", ", ".join(earlier))
    if home.closed_on:
        yield SummaryRow("Closed", f"Last day {written(home.closed_on)}")
    beds = dossier.beds_now
    yield SummaryRow("Beds", f"{beds.beds:,}" if beds else "Not known")
    aligned = dossier.alignment
    yield SummaryRow(
        "Network",
        named(aligned.pcn) if aligned else "",
        said=days(aligned.starts_on, aligned.ends_on) if aligned else "",
        tag=None if aligned else Tag("Not aligned", "red"),
    )


def _registration(home: CareHome) -> str:
    if home.cqc_registered:
        since = f" from {written(home.registered_on)}" if home.registered_on else ""
        return f"Yes, {home.location_id}{since}"
    practice = f", identified by {named(home.identified_by)}" if home.identified_by else ""
    return f"No{practice}"


def _counts(dossier: HomeKnown) -> Iterator[SummaryRow]:
    facts = dossier.facts
    for title, fact in (
        ("Local service", facts.local_service),
        ("Care home premium", facts.premium),
        ("Sitrep’s denominator", facts.sitrep),
    ):
        yield SummaryRow(title, "Yes" if fact.counts else "No", said=_why(fact))


def _why(fact: Fact) -> str:
    since = f", {days(fact.starts_on, fact.ends_on)}" if fact.starts_on else ""
    return f"{fact.why}{since}"


def _support(dossier: HomeKnown) -> Iterator[SummaryRow]:
    check = dossier.support
    if check is None:
        yield SummaryRow("Universal support offer", tag=Tag("Not checked", "yellow"))
        return
    words = f"{named(check.organisation)}, {written(check.checked_on)}"
    yield SummaryRow("Universal support offer", _can(check.accessible), said=words)
    yield SummaryRow("Primary care is part of it", _yes(check.includes_primary_care))
    yield SummaryRow("Reliable internet", _yes(check.internet))
    yield SummaryRow("A device for video", _yes(check.video))
    yield SummaryRow("Secure e-mail", _yes(check.nhsmail))
    if check.note:
        yield SummaryRow("What is missing", check.note)


def _can(yes: bool) -> str:  # noqa: FBT001
    return "The home can use it" if yes else "The home cannot use it"


def _yes(yes: bool) -> str:  # noqa: FBT001
    return "Yes" if yes else "No"


def _registered(dossier: HomeKnown) -> Iterator[SummaryRow]:
    """Where residents are registered, seen from the network that the home is aligned to."""
    registration = dossier.registered
    if registration is None or not registration.residents:
        return
    yield SummaryRow(
        "Within the aligned network", f"{registration.within:,} of {registration.residents:,}"
    )
    yield SummaryRow("Being supported to move", f"{registration.moving:,}")
    yield SummaryRow("Outside by choice", f"{registration.by_choice:,}", said="Never an exception")
    yield SummaryRow("Outside, nothing said yet", f"{registration.unasked:,}")


def _suggested(dossier: HomeKnown) -> str:
    """Ordinarily the practice with most residents leads (specification V4.0)."""
    if any(lead.holds_on(dossier.day) for lead in led(dossier.leaderships)) or not dossier.serving:
        return ""
    return f"Ordinarily the lead comes from {named(dossier.serving[0])}, which has most residents."

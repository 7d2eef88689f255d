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
from carehomes.pages.words import Link, Table, days, named, type_of
from carehomes.rules.leads import EXCEPTION_FROM, kind_of
from carehomes.selectors.home_page import HomeKnown
from carehomes.selectors.leads import led
from carehomes.selectors.regimes import Fact
from commissioning.domain.periods import written
from commissioning.pages import SummaryRow, Tag


@dataclass(frozen=True, slots=True)
class HomePage:
    """A home with what is kept of it. `links` are what this person may do here."""

    name: str
    caption: str
    missing: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    counts: tuple[SummaryRow, ...]
    support: tuple[SummaryRow, ...]
    registered: tuple[SummaryRow, ...]
    suggested: str
    beds: Table
    alignment: Table
    residents: Table
    leads: Table
    stretches: Table
    medicines: Table
    plans: Table
    cover: Table
    gaps: Table
    links: tuple[Link, ...]

    @classmethod
    def of(cls, known: HomeKnown, links: Sequence[Link]) -> Self:
        home = known.home
        return cls(
            name=home.name,
            caption=f"{type_of(home)}, {home.location_id}",
            missing=tuple(missing_in(known)),
            facts=tuple(_facts(known)),
            counts=tuple(_counts(known)),
            support=tuple(_support(known)),
            registered=tuple(_registered(known)),
            suggested=_suggested(known),
            beds=beds_table(known),
            alignment=alignment_table(known),
            residents=residents_table(known),
            leads=leads_table(known),
            stretches=stretches_table(known),
            medicines=medicines_table(known),
            plans=plans_table(known),
            cover=cover_table(known),
            gaps=gaps_table(known),
            links=tuple(links),
        )


def missing_in(known: HomeKnown) -> Iterator[str]:
    """What is missing of a home on the day, in words; nothing for one that is closed."""
    if known.home.closed_on and known.home.closed_on < known.day:
        return
    yield from _missing_leads(known)
    if known.alignment is None:
        yield "A network that it is aligned to"
    if not known.residents:
        yield "A count of its residents"
    yield from _missing_cover(known)
    if known.support is None:
        yield "A check of whether it can use the universal support offer"
    elif not known.support.accessible:
        yield "Access to the universal support offer"


def _missing_leads(known: HomeKnown) -> Iterator[str]:
    kind = kind_of(each for each in led(known.leaderships) if each.holds_on(known.day))
    if kind == "gap":
        duty = "" if known.home.cqc_registered else " (expected, no duty: it is not registered)"
        yield f"A clinical lead{duty}"
    elif kind == "overlap":
        yield "Agreement between two leads who do not share the job"
    if known.day >= EXCEPTION_FROM:
        for each in known.leads_now:
            if each.lead.profession != "gp" and each.lead.exception_on is None:
                yield f"A recorded exception, because {each.lead.name} is not a GP"


def _missing_cover(known: HomeKnown) -> Iterator[str]:
    if known.cover is None:
        yield "Out-of-hours cover on record"
    elif known.cover.signposted_on is None:
        yield "Word to the home of how to reach out-of-hours cover"
    if known.open_gaps:
        yield "An end to a gap in its out-of-hours cover"


def _facts(known: HomeKnown) -> Iterator[SummaryRow]:
    home = known.home
    yield SummaryRow("Registered with CQC", _registration(home))
    yield SummaryRow("Type", type_of(home))
    where = [home.address, home.postcode]
    yield SummaryRow("Address", ", ".join(each for each in where if each) or "Not known")
    earlier = [each.name for each in known.names if each.name != home.name]
    if earlier:
        yield SummaryRow("Earlier called", ", ".join(earlier))
    if home.closed_on:
        yield SummaryRow("Closed", f"Last day {written(home.closed_on)}")
    beds = known.beds_now
    yield SummaryRow("Beds", f"{beds.beds:,}" if beds else "Not known")
    aligned = known.alignment
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


def _counts(known: HomeKnown) -> Iterator[SummaryRow]:
    facts = known.facts
    for title, fact in (
        ("Local service", facts.local_service),
        ("Care home premium", facts.premium),
        ("Sitrep’s denominator", facts.sitrep),
    ):
        yield SummaryRow(title, "Yes" if fact.counts else "No", said=_why(fact))


def _why(fact: Fact) -> str:
    since = f", {days(fact.starts_on, fact.ends_on)}" if fact.starts_on else ""
    return f"{fact.why}{since}"


def _support(known: HomeKnown) -> Iterator[SummaryRow]:
    check = known.support
    if check is None:
        yield SummaryRow("Universal support offer", tag=Tag("Not checked", "yellow"))
        return
    said = f"{named(check.organisation)}, {written(check.checked_on)}"
    yield SummaryRow("Universal support offer", _can(check.accessible), said=said)
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


def _registered(known: HomeKnown) -> Iterator[SummaryRow]:
    """Where residents are registered, seen from the network that the home is aligned to."""
    found = known.registered
    if found is None or not found.residents:
        return
    yield SummaryRow("Within the aligned network", f"{found.within:,} of {found.residents:,}")
    yield SummaryRow("Being supported to move", f"{found.moving:,}")
    yield SummaryRow("Outside by choice", f"{found.by_choice:,}", said="Never an exception")
    yield SummaryRow("Outside, nothing said yet", f"{found.unasked:,}")


def _suggested(known: HomeKnown) -> str:
    """Ordinarily the practice with most residents leads (specification V4.0)."""
    if any(each.holds_on(known.day) for each in led(known.leaderships)) or not known.serving:
        return ""
    return f"Ordinarily the lead comes from {named(known.serving[0])}, which has most residents."

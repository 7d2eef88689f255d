"""The tables of a home's page: beds, networks, residents, leads, medicines, plans and cover."""

from __future__ import annotations

from datetime import date

from carehomes.models import Leadership, MedicinesServices, PlanCount
from carehomes.pages.words import (
    STATE_COLOURS,
    ShortTable,
    employer_of,
    lead_href,
    named,
    since,
    table,
    told,
)
from carehomes.rules.leads import Stretch, stretches
from carehomes.rules.plans import standard_on
from carehomes.selectors.home_page import HomeKnown
from carehomes.selectors.leads import led
from commissioning.domain.periods import Period, written
from commissioning.web.addresses import address
from commissioning.web.lists import Cell, Row

SERVICE_STARTS = date(2020, 6, 1)  # a lead is a duty from this day (interpretation D-24)
KINDS = {
    "gap": ("No lead", "red"),
    "led": ("One lead", "green"),
    "shared": ("Job share", "green"),
    "overlap": ("Two leads", "orange"),
}


def beds_table(dossier: HomeKnown) -> ShortTable:
    rows = [
        Row((bed_count.starts_on, bed_count.ends_on, bed_count.beds, bed_count.source))
        for bed_count in dossier.beds
    ]
    return table("Beds", ("From", "To", "Beds#", "Known from"), rows)


def alignment_table(dossier: HomeKnown) -> ShortTable:
    """Every network that it was aligned to, and what is proposed."""
    rows = [
        Row((named(alignment.pcn), alignment.starts_on, alignment.ends_on, ""))
        for alignment in dossier.alignments
    ]
    rows += [
        Row(
            (
                named(proposal.pcn),
                proposal.starts_on,
                None,
                Cell(
                    proposal.get_state_display(),
                    href=address("carehomes:alignment", key=proposal.pk),
                ),
            )
        )
        for proposal in dossier.proposals
        if proposal.state != "confirmed"
    ]
    return table("Networks", ("Network", "From", "To", "Proposal"), rows)


def residents_table(dossier: HomeKnown) -> ShortTable:
    rows = [
        Row((named(count.practice), count.residents, count.counted_on))
        for count in dossier.residents
    ]
    return table("Residents by practice", ("Practice", "Residents#", "Counted on"), rows)


def leads_table(dossier: HomeKnown) -> ShortTable:
    return table(
        "Clinical leads",
        ("Lead", "Employed by", "Days", "State"),
        [Row(_lead_cells(leadership)) for leadership in reversed(dossier.leaderships)],
    )


def _lead_cells(leadership: Leadership) -> tuple[Cell, ...]:
    lead = leadership.lead
    contact = ", ".join(part for part in (lead.email, lead.phone) if part)
    shares = " Shares the job." if leadership.joins == Leadership.Joins.SHARES else ""
    return (
        Cell(
            lead.name,
            href=lead_href(lead.pk),
            said=f"{lead.get_profession_display()}. {contact}",
        ),
        Cell(employer_of(lead)),
        Cell(
            since(leadership.starts_on, leadership.ends_on),
            said=f"CCG {told(leadership.starts_on, leadership.told_on)}.{shares}",
        ),
        Cell(leadership.get_state_display(), tag=STATE_COLOURS[leadership.state]),
    )


def stretches_table(dossier: HomeKnown) -> ShortTable:
    """Every day since a lead is a duty: who led, gaps, and two who do not share the job."""
    home = dossier.home
    start = max(SERVICE_STARTS, home.registered_on or SERVICE_STARTS)
    end = min(dossier.day, home.closed_on or dossier.day)
    all_stretches: tuple[Stretch, ...] = ()
    if start <= end:
        all_stretches = stretches(led(dossier.leaderships), Period(start, end))
    rows = [_stretch(stretch) for stretch in reversed(all_stretches)]
    return table("Was there a lead?", ("From", "To", "Who", "Lead"), rows)


def _stretch(stretch: Stretch) -> Row:
    text, colour = KINDS[stretch.kind]
    names = ", ".join(stretch.names) or "Nobody"
    return Row((stretch.period.start, stretch.period.end, names, Cell(text, tag=colour)))


def medicines_table(dossier: HomeKnown) -> ShortTable:
    rows = [
        Row(
            (
                named(practice_services.practice),
                *("Yes" if has else "No" for has in _services(practice_services)),
                practice_services.told_on,
            )
        )
        for practice_services in dossier.services
    ]
    heads = ("Practice", "Supply", "Reviews", "New residents", "Queries", "As told on")
    return table("Medicines support", heads, rows)


def _services(practice_services: MedicinesServices) -> tuple[bool, ...]:
    return tuple(
        getattr(practice_services, name)
        for name in ("supply", "reviews", "new_residents", "queries")
    )


def plans_table(dossier: HomeKnown) -> ShortTable:
    heads = ("Practice", "Residents#", "With a plan#", "ReSPECT#", "Copy shared#", "Admissions")
    return table(
        "Care and support plans", heads, [_plan_row(plan_count) for plan_count in dossier.plans]
    )


def _plan_row(plan_count: PlanCount) -> Row:
    standard = standard_on(plan_count.counted_on)
    words = f"{plan_count.planned_in_time} of {plan_count.admissions} in time"
    return Row(
        (
            Cell(
                named(plan_count.practice),
                said=f"Counted on {written(plan_count.counted_on)}",
            ),
            plan_count.residents,
            plan_count.with_plan,
            plan_count.with_respect,
            plan_count.copy_shared,
            Cell(words, said=standard.words if standard else "No standard binds on that day"),
        )
    )


def cover_table(dossier: HomeKnown) -> ShortTable:
    rows = [
        Row(
            (
                Cell(cover.provider, said=cover.medicines),
                cover.starts_on,
                cover.ends_on,
                cover.signposted_on or Cell("Not yet", tag="yellow"),
            )
        )
        for cover in dossier.out_of_hours
    ]
    return table("Out-of-hours cover", ("Provider", "From", "To", "Home told on"), rows)


def gaps_table(dossier: HomeKnown) -> ShortTable:
    rows = [
        Row(
            (
                Cell(gap.what, href=address("carehomes:gap", key=gap.pk)),
                gap.since,
                named(gap.organisation),
                Cell(f"Closed {written(gap.closed_on)}", tag="green")
                if gap.closed_on
                else Cell("Answered" if gap.answer else "Open", tag="orange"),
            )
        )
        for gap in dossier.gaps
    ]
    return table(
        "Gaps in out-of-hours cover", ("What is missing", "Since", "Told by", "State"), rows
    )

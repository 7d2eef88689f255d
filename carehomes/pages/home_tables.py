"""The tables of a home's page: beds, networks, residents, leads, medicines, plans and cover."""

from __future__ import annotations

from datetime import date

from carehomes.models import Leadership, MedicinesServices, PlanCount
from carehomes.pages.words import (
    STATE_COLOURS,
    Table,
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
from commissioning.lists import Cell, Row

SERVICE_STARTS = date(2020, 6, 1)  # a lead is a duty from this day (interpretation D-24)
KINDS = {
    "gap": ("No lead", "red"),
    "led": ("One lead", "green"),
    "shared": ("Job share", "green"),
    "overlap": ("Two leads", "orange"),
}


def beds_table(known: HomeKnown) -> Table:
    rows = [Row((each.starts_on, each.ends_on, each.beds, each.source)) for each in known.beds]
    return table("Beds", ("From", "To", "Beds#", "Known from"), rows)


def alignment_table(known: HomeKnown) -> Table:
    """Every network that it was aligned to, and what is proposed."""
    rows = [Row((named(each.pcn), each.starts_on, each.ends_on, "")) for each in known.alignments]
    rows += [
        Row(
            (
                named(each.pcn),
                each.starts_on,
                None,
                Cell(each.get_state_display(), href=f"/alignments/{each.pk}/"),
            )
        )
        for each in known.proposals
        if each.state != "confirmed"
    ]
    return table("Networks", ("Network", "From", "To", "Proposal"), rows)


def residents_table(known: HomeKnown) -> Table:
    rows = [
        Row((named(each.practice), each.residents, each.counted_on)) for each in known.residents
    ]
    return table("Residents by practice", ("Practice", "Residents#", "Counted on"), rows)


def leads_table(known: HomeKnown) -> Table:
    return table(
        "Clinical leads",
        ("Lead", "Employed by", "Days", "State"),
        [Row(_lead_cells(each)) for each in reversed(known.leaderships)],
    )


def _lead_cells(each: Leadership) -> tuple[Cell, ...]:
    lead = each.lead
    contact = ", ".join(part for part in (lead.email, lead.phone) if part)
    shares = " Shares the job." if each.joins == Leadership.Joins.SHARES else ""
    return (
        Cell(
            lead.name,
            href=lead_href(lead.pk),
            said=f"{lead.get_profession_display()}. {contact}",
        ),
        Cell(employer_of(lead)),
        Cell(
            since(each.starts_on, each.ends_on),
            said=f"CCG {told(each.starts_on, each.told_on)}.{shares}",
        ),
        Cell(each.get_state_display(), tag=STATE_COLOURS[each.state]),
    )


def stretches_table(known: HomeKnown) -> Table:
    """Every day since a lead is a duty: who led, gaps, and two who do not share the job."""
    home = known.home
    start = max(SERVICE_STARTS, home.registered_on or SERVICE_STARTS)
    end = min(known.day, home.closed_on or known.day)
    found: tuple[Stretch, ...] = ()
    if start <= end:
        found = stretches(led(known.leaderships), Period(start, end))
    rows = [_stretch(each) for each in reversed(found)]
    return table("Was there a lead?", ("From", "To", "Who", "Lead"), rows)


def _stretch(each: Stretch) -> Row:
    text, colour = KINDS[each.kind]
    names = ", ".join(each.names) or "Nobody"
    return Row((each.period.start, each.period.end, names, Cell(text, tag=colour)))


def medicines_table(known: HomeKnown) -> Table:
    rows = [
        Row(
            (
                named(each.practice),
                *("Yes" if has else "No" for has in _services(each)),
                each.told_on,
            )
        )
        for each in known.services
    ]
    heads = ("Practice", "Supply", "Reviews", "New residents", "Queries", "As told on")
    return table("Medicines support", heads, rows)


def _services(each: MedicinesServices) -> tuple[bool, ...]:
    return tuple(getattr(each, name) for name in ("supply", "reviews", "new_residents", "queries"))


def plans_table(known: HomeKnown) -> Table:
    heads = ("Practice", "Residents#", "With a plan#", "ReSPECT#", "Copy shared#", "Admissions")
    return table("Care and support plans", heads, [_plan_row(each) for each in known.plans])


def _plan_row(each: PlanCount) -> Row:
    standard = standard_on(each.counted_on)
    words = f"{each.planned_in_time} of {each.admissions} in time"
    return Row(
        (
            Cell(
                named(each.practice),
                said=f"Counted on {written(each.counted_on)}",
            ),
            each.residents,
            each.with_plan,
            each.with_respect,
            each.copy_shared,
            Cell(words, said=standard.words if standard else "No standard binds on that day"),
        )
    )


def cover_table(known: HomeKnown) -> Table:
    rows = [
        Row(
            (
                Cell(each.provider, said=each.medicines),
                each.starts_on,
                each.ends_on,
                each.signposted_on or Cell("Not yet", tag="yellow"),
            )
        )
        for each in known.out_of_hours
    ]
    return table("Out-of-hours cover", ("Provider", "From", "To", "Home told on"), rows)


def gaps_table(known: HomeKnown) -> Table:
    rows = [
        Row(
            (
                Cell(each.what, href=f"/out-of-hours/gaps/{each.pk}/"),
                each.since,
                named(each.organisation),
                Cell(f"Closed {written(each.closed_on)}", tag="green")
                if each.closed_on
                else Cell("Answered" if each.answer else "Open", tag="orange"),
            )
        )
        for each in known.gaps
    ]
    return table(
        "Gaps in out-of-hours cover", ("What is missing", "Since", "Told by", "State"), rows
    )

"""The board of leads, and everything about one lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from carehomes.models import ClinicalLead, LeadAnswer, Leadership
from carehomes.pages.homes import home_cell, lead_cell, network_cell, serving_words
from carehomes.pages.words import (
    STATE_COLOURS,
    Link,
    ShortTable,
    employer_of,
    home_href,
    lead_href,
    named,
    since,
    table,
    told,
)
from carehomes.rules.leads import needs_exception
from carehomes.selectors.listing import HomeListed
from commissioning.domain.periods import written
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Column, Row

COLUMNS = (
    Column("Home", sort="name"),
    Column("Network", sort="network_name"),
    Column("Lead"),
    Column("Proposed"),
    Column("Practices with residents"),
)


def board_rows(
    homes: Sequence[HomeListed], proposed: Mapping[int, Sequence[Leadership]]
) -> list[Row]:
    """Homes with who leads them, and who is proposed and waits for whom."""
    return [
        Row(
            (
                home_cell(listed_home.home),
                network_cell(listed_home.home),
                lead_cell(listed_home),
                _proposed(proposed.get(listed_home.home.pk, ())),
                serving_words(listed_home) or "None counted",
            )
        )
        for listed_home in homes
    ]


def _proposed(waiting: Sequence[Leadership]) -> Cell:
    if not waiting:
        return Cell("")
    first = waiting[0]
    whom = "the CCG" if first.state == Leadership.State.AGREED else "the practices"
    more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return Cell(first.lead.name, href=lead_href(first.lead_id), said=f"Waits for {whom}{more}")


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A lead with the homes they lead, who agreed, and what this person may do."""

    name: str
    caption: str
    tag: Tag | None
    facts: tuple[SummaryRow, ...]
    homes: ShortTable
    history: tuple[TimelineEvent, ...]
    links: tuple[Link, ...]

    @classmethod
    def of(
        cls,
        lead: ClinicalLead,
        homes: Sequence[Leadership],
        answers: Mapping[int, Sequence[LeadAnswer]],
        links: Sequence[Link],
    ) -> Self:
        lacks = lead.exception_on is None and any(
            needs_exception(
                is_gp=lead.profession == ClinicalLead.Profession.GP, end=leadership.ends_on
            )
            for leadership in homes
            if leadership.state == Leadership.State.CONFIRMED
        )
        return cls(
            name=lead.name,
            caption=lead.get_profession_display(),
            tag=Tag("Exception not recorded", "orange") if lacks else None,
            facts=tuple(_facts(lead)),
            homes=_homes(homes, answers),
            history=tuple(_history(homes, answers)),
            links=tuple(links),
        )


def _facts(lead: ClinicalLead) -> Iterator[SummaryRow]:
    yield SummaryRow("Profession", lead.get_profession_display())
    yield SummaryRow("Employed by", employer_of(lead))
    yield SummaryRow("Work e-mail", lead.email or "None given")
    yield SummaryRow("Work telephone", lead.phone or "None given")
    yield SummaryRow("Skills confirmed", "Yes" if lead.skills_confirmed else "No")
    if lead.gp_oversight:
        yield SummaryRow("Weekly oversight by a GP", lead.gp_oversight)
    yield SummaryRow("Proposed by", named(lead.organisation))
    if lead.exception_on:
        yield SummaryRow(
            "Exception",
            lead.exception,
            said=f"Agreed {written(lead.exception_on)} by {lead.exception_agreed_with}",
        )


def _homes(homes: Sequence[Leadership], answers: Mapping[int, Sequence[LeadAnswer]]) -> ShortTable:
    rows = []
    for leadership in homes:
        answer_words = ", ".join(
            f"{named(one.practice)}: {'yes' if one.agrees else 'no'}"
            for one in answers.get(leadership.pk, ())
        )
        point = " Single point of contact." if leadership.single_point_of_contact else ""
        rows.append(
            Row(
                (
                    Cell(leadership.home.name, href=home_href(leadership.home.location_id)),
                    Cell(
                        since(leadership.starts_on, leadership.ends_on),
                        said=f"CCG {told(leadership.starts_on, leadership.told_on)}.{point}",
                    ),
                    Cell(answer_words or "Nobody was asked"),
                    Cell(leadership.get_state_display(), tag=STATE_COLOURS[leadership.state]),
                )
            )
        )
    return table("Homes", ("Home", "Days", "Practices agree", "State"), rows)


def _history(
    homes: Sequence[Leadership], answers: Mapping[int, Sequence[LeadAnswer]]
) -> Iterator[TimelineEvent]:
    """What happened, the same on one day said once for all homes."""
    homes_by_event: dict[tuple[date, int, str, str, str], int] = {}

    def note(on: date, order: int, what: str, who: str, words: str = "") -> None:
        key = (on, order, what, who, words)
        homes_by_event[key] = homes_by_event.get(key, 0) + 1

    for leadership in homes:
        note(leadership.proposed_on, 0, "Proposed", str(leadership.proposed_by))
        for one in answers.get(leadership.pk, ()):
            agrees = "agrees" if one.agrees else "does not agree"
            what = f"{named(one.practice)} {agrees}"
            note(one.answered_on, 1, what, str(one.answered_by), one.reason)
        if leadership.decided_on:
            decided = leadership.get_state_display()
            note(leadership.decided_on, 2, decided, str(leadership.decided_by), leadership.reason)
        if leadership.ends_on and leadership.end_told_on:
            note(leadership.end_told_on, 3, f"Last day {written(leadership.ends_on)}", "")
    for (on, _, what, who, words), many in sorted(
        homes_by_event.items(), key=lambda pair: pair[0][:4]
    ):
        of = f" ({many} homes)" if many > 1 else ""
        yield TimelineEvent(when=written(on), what=f"{what}{of}", who=who, words=words)

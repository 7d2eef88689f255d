"""What taking in an edition of practices and one of networks have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.timelines import ValueSpan, observed
from commissioning.imports import ImportOutcome
from commissioning.imports.editions import Editions
from commissioning.models import Edition, Organisation
from practices.register.organisations import Kind, Register


@dataclass(frozen=True, slots=True)
class Taking:
    """The edition of a day, being taken into the register."""

    day: date
    editions: Editions
    register: Register
    outcome: ImportOutcome

    def editions_of(self, code: str, *parts: str) -> dict[date, Edition]:
        """The editions that spoke of an organisation: those of its commissioners, now and then."""
        spans = self.register.groups_of(code, Kind.COMMISSIONER)
        return self.editions.of(*parts, *(span.value for span in spans))

    def last_day(
        self, organisation: Organisation, editions: dict[date, Edition], *, here: bool
    ) -> date | None:
        """The last day on which editions had an organisation, if they no longer do."""
        since = organisation.opened_on or date.min
        existing = [ValueSpan(True, since, organisation.closed_on)] if organisation.pk else []
        spans = observed(
            existing,
            editions=dict.fromkeys(editions, ()),
            day=self.day,
            value=True if here else None,
        )
        return spans[-1].ends_on if spans else organisation.closed_on

    def rename(self, organisation: Organisation, name: str, editions: dict[date, Edition]) -> str:
        """Take in a name; an edition after the organisation closed said nothing of it."""
        last_day = organisation.closed_on or date.max
        editions_there = [edition_day for edition_day in editions if edition_day <= last_day]
        return self.register.rename(organisation, name, editions=editions_there, day=self.day)

"""Counting who lives in a home: so many residents registered with a practice, never names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from carehomes.homes import Homes
from carehomes.models import CareHome, ResidentCount
from carehomes.policy import can_count_residents
from commissioning.audit import record
from commissioning.domain.periods import written
from commissioning.facts import Lookup
from commissioning.history import change_facts
from commissioning.imports import Mistakes, Outcome
from commissioning.models import Organisation, User
from commissioning.policy import require
from commissioning.statements import Settled


@dataclass(frozen=True, slots=True)
class ResidentsRow:
    """A practice's residents in a home on a day, as a file or a form gives them."""

    line: int | None
    location_id: str
    practice_code: str
    counted_on: date
    residents: int


@dataclass(frozen=True, slots=True)
class _Count:
    """A count on a day. Another day's count is another matter."""

    row: ResidentsRow
    home: CareHome
    practice: Organisation

    @property
    def line(self) -> int | None:
        return self.row.line

    @property
    def matter(self) -> tuple[int, int, date]:
        return (self.home.pk, self.practice.pk, self.row.counted_on)

    @property
    def day(self) -> date:
        return self.row.counted_on

    @property
    def values(self) -> Mapping[str, object]:
        return {"residents": self.row.residents}

    @property
    def along(self) -> Mapping[str, object]:
        return {}

    @property
    def name(self) -> str:
        return f"{self.home}, {self.practice.code}, {written(self.day)}"

    @property
    def text(self) -> str:
        return f"{self.name}: {self.row.residents:,} residents"

    def new(self) -> ResidentCount:
        return ResidentCount(
            home=self.home,
            practice=self.practice,
            counted_on=self.row.counted_on,
            residents=self.row.residents,
        )


@transaction.atomic
def count_residents(
    *, rows: Sequence[ResidentsRow], by: User, mistakes: Mistakes | None = None
) -> Outcome:
    """Record counts of residents, all of them or none.

    One count for each home, practice and day: another number corrects it. A count stands until the
    practice's next one for that home.
    """
    change_facts()
    lookup = Lookup((row.practice_code for row in rows), mistakes)
    for practice in lookup.organisations.values():
        require(can_count_residents(by, practice))
    homes = Homes((row.location_id for row in rows), lookup.mistakes)
    settled = Settled(
        list(_found(rows, homes, lookup)), lookup.mistakes, one_a="home, practice and day"
    )
    lookup.mistakes.check()
    on_record = {
        (each.home_id, each.practice_id, each.counted_on): each
        for each in ResidentCount.objects.filter(home__in=homes.by_id.values()).select_related(
            "home", "practice"
        )
    }
    outcome = Outcome()
    for count, became in settled.differences(ResidentCount, on_record, outcome).save():
        record(f"resident count {became}", count, by=by, residents=count.residents)
    return outcome


def _found(rows: Sequence[ResidentsRow], homes: Homes, lookup: Lookup) -> Iterator[_Count]:
    for row in rows:
        home = homes.find(row.line, row.location_id)
        practice = lookup.practice(row.line, row.practice_code)
        if home and practice:
            yield _Count(row, home, practice)

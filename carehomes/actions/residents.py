"""Counting who lives in a home: so many residents registered with a practice, never names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from carehomes.models import CareHome, OutsideCount, ResidentCount
from carehomes.policy import can_count_residents
from carehomes.register.homes import Homes
from carehomes.selectors.residents import counts_of, outside_of
from commissioning.domain.periods import written
from commissioning.imports import ImportOutcome, Mistakes
from commissioning.imports.lookup import Lookup
from commissioning.imports.row_models import Day, HomeId, People, PracticeCode
from commissioning.imports.statements import Settled, Statement
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.history import change_facts


@row_model(frozen=True, slots=True)
class ResidentsRow:
    """A practice's residents in a home on a day, as a file or a form gives them."""

    line: int | None
    location_id: HomeId
    practice_code: PracticeCode
    counted_on: Day
    residents: People


@dataclass(frozen=True, slots=True)
class _ResidentCount(Statement[ResidentCount]):
    """A count on a day. Another day's count is another matter."""

    row: ResidentsRow
    home: CareHome
    practice: Organisation

    @property
    def about(self) -> Mapping[str, object]:
        row = self.row
        return {"home": self.home, "practice": self.practice, "counted_on": row.counted_on}

    @property
    def day(self) -> date:
        return self.row.counted_on

    @property
    def values(self) -> Mapping[str, object]:
        return {"residents": self.row.residents}

    @property
    def name(self) -> str:
        return f"{self.home}, {self.practice.code}, {written(self.day)}"

    @property
    def text(self) -> str:
        return f"{self.name}: {self.row.residents:,} residents"


@transaction.atomic
def count_residents(
    *, rows: Sequence[ResidentsRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
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
        (earlier_count.home_id, earlier_count.practice_id, earlier_count.counted_on): earlier_count
        for earlier_count in ResidentCount.objects.filter(
            home__in=homes.by_id.values()
        ).select_related("home", "practice")
    }
    outcome = ImportOutcome()
    for count, became in settled.differences(ResidentCount, on_record, outcome).save():
        record(f"resident count {became}", count, by=by, residents=count.residents)
    return outcome


def _found(rows: Sequence[ResidentsRow], homes: Homes, lookup: Lookup) -> Iterator[_ResidentCount]:
    for row in rows:
        home = homes.find(row.line, row.location_id)
        practice = lookup.practice(row.line, row.practice_code)
        if home and practice:
            yield _ResidentCount(row, home, practice)


@transaction.atomic
def count_outside(
    *,
    practice: Organisation,
    counted_on: date,
    counts: Sequence[tuple[CareHome, int, int]],
    by: User,
) -> int:
    """Record, of a practice's residents in homes aligned elsewhere, who moves and who stays.

    Each home with its number being supported to move and its number outside by choice, which
    together are never more than the residents counted there. Returns how many homes changed.
    """
    require(can_count_residents(by, practice))
    standing = counts_of(practice, counted_on)
    latest = outside_of(practice, counted_on)
    changed = 0
    for home, moving, by_choice in counts:
        count = standing.get(home.pk)
        residents = count.residents if count else 0
        if moving + by_choice > residents:
            raise ValidationError(
                f"{home.name}: {moving} supported to move and {by_choice} by choice are more than"
                f" the {residents} residents of {practice.code} there"
            )
        existing = latest.get(home.pk)
        if existing and (existing.moving, existing.by_choice) == (moving, by_choice):
            continue
        row, _ = OutsideCount.objects.update_or_create(
            home=home,
            practice=practice,
            counted_on=counted_on,
            defaults={"moving": moving, "by_choice": by_choice, "counted_by": by},
        )
        record("residents outside counted", row, by=by, moving=moving, by_choice=by_choice)
        changed += 1
    return changed

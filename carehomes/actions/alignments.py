"""Aligning homes to primary care networks, each home to one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Annotated

from django.db import transaction
from pydantic.dataclasses import dataclass as row_model

from carehomes.models import Alignment, CareHome
from carehomes.policy import can_align_homes
from carehomes.register.homes import Homes
from carehomes.rules.alignments import Lasting, Stated, lasting
from commissioning.domain.periods import written
from commissioning.imports import FileColumn, ImportOutcome, Mistakes
from commissioning.imports.lookup import Lookup
from commissioning.imports.row_models import Day, DayOrNone, HomeId, PcnCode
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from commissioning.records.changes import Differences
from commissioning.records.history import change_facts


@row_model(frozen=True, slots=True)
class AlignmentRow:
    """A home is aligned to a network from a day, as a file or a form gives it."""

    line: int | None
    location_id: HomeId
    pcn_code: PcnCode
    starts_on: Annotated[Day, FileColumn("from")]
    ends_on: Annotated[DayOrNone, FileColumn("to", needed=False)] = None


@transaction.atomic
def align_homes(
    *, rows: Sequence[AlignmentRow], by: User, mistakes: Mistakes | None = None
) -> ImportOutcome:
    """Align homes to networks, all of them or none.

    One alignment for each home and first day: the same day with other values corrects it. One
    with no end lasts until the home's next alignment, in whatever order the two are told.
    """
    change_facts()
    require(can_align_homes(by))
    lookup = Lookup((row.pcn_code for row in rows), mistakes)
    homes = Homes((row.location_id for row in rows), lookup.mistakes)
    stated = _stated(rows, homes, lookup)
    alignments_by_home: dict[int, dict[date, Alignment]] = defaultdict(dict)
    for recorded_alignment in Alignment.objects.filter(home__in=stated).select_related(
        "home", "pcn"
    ):
        alignments_by_home[recorded_alignment.home_id][recorded_alignment.starts_on] = (
            recorded_alignment
        )
    planned = {
        home: _plan(home, statements, alignments_by_home[home.pk].values(), lookup.mistakes)
        for home, statements in stated.items()
    }
    lookup.mistakes.check()
    networks = {organisation.code: organisation for organisation in lookup.organisations.values()}
    networks |= {
        recorded_alignment.pcn.code: recorded_alignment.pcn
        for days in alignments_by_home.values()
        for recorded_alignment in days.values()
    }
    outcome = ImportOutcome()
    # Ends come first, so that no two alignments of a home overlap on the way.
    ends, rest = Differences(Alignment), Differences(Alignment)
    for home, plan in planned.items():
        for lasts in plan:
            pcn, alignment = (
                networks[lasts.stated.network],
                alignments_by_home[home.pk].get(lasts.stated.start),
            )
            _compare(home, pcn, lasts, alignment, ends, rest, outcome)
    for alignment, became in chain(ends.save(), rest.save()):
        record(f"alignment {became}", alignment, by=by, pcn=alignment.pcn.code)
    return outcome


def _stated(
    rows: Sequence[AlignmentRow], homes: Homes, lookup: Lookup
) -> dict[CareHome, dict[date, Stated]]:
    """What the rows say of each home, by first day."""
    stated: dict[CareHome, dict[date, Stated]] = defaultdict(dict)
    for row in rows:
        home = homes.find(row.line, row.location_id)
        network = lookup.organisation(row.line, "pcn_code", row.pcn_code, Organisation.Kind.PCN)
        if row.ends_on and row.ends_on < row.starts_on:
            lookup.mistakes.add(
                row.line,
                "to",
                f"{row.ends_on} is before {row.starts_on}",
                "Write the last day, or leave it blank while it lasts",
            )
        elif home and network:
            statement = Stated(row.pcn_code, row.starts_on, row.ends_on, row.line)
            first = stated[home].setdefault(row.starts_on, statement)
            if (first.network, first.end) != (statement.network, statement.end):
                lookup.mistakes.add(
                    row.line,
                    "",
                    f"says something else than line {first.line} about the same home and first day",
                    "Keep the one that is right",
                )
    return stated


def _plan(
    home: CareHome,
    statements: dict[date, Stated],
    alignments: Iterable[Alignment],
    mistakes: Mistakes,
) -> list[Lasting]:
    """How long each alignment of a home lasts: those on record, corrected by those just said."""
    on_record = {
        alignment.starts_on: Stated(
            alignment.pcn.code,
            alignment.starts_on,
            None if alignment.ended_by_move else alignment.ends_on,
        )
        for alignment in alignments
    }
    planned, clashes = lasting((on_record | statements).values())
    for first, second in clashes:
        wrong, other = (second, first) if second.line else (first, second)
        end = f"until {other.end}" if other.end else "with no end"
        where = f"on line {other.line}" if other.line else "on record"
        mistakes.add(
            wrong.line,
            "from",
            f"{home.location_id} is aligned to {other.network} from {other.start} {end} already"
            f" ({where}), and a home has one network at a time",
            f"Give the alignment from {first.start} a “to” before {second.start}, or leave one out",
        )
    return planned


def _compare(
    home: CareHome,
    pcn: Organisation,
    lasts: Lasting,
    alignment: Alignment | None,
    ends: Differences[Alignment],
    rest: Differences[Alignment],
    outcome: ImportOutcome,
) -> None:
    """Compare one alignment with the one on record."""
    start, end, moved = lasts.stated.start, lasts.end, lasts.ended_by_move
    text = f"{home} to {pcn} from {written(start)}" + (f" until {written(end)}" if end else "")
    if alignment is None:
        rest.add(Alignment(home=home, pcn=pcn, starts_on=start, ends_on=end, ended_by_move=moved))
        outcome.added.append(text)
        return
    sooner = end is not None and (alignment.ends_on is None or end < alignment.ends_on)
    differences = ends if sooner else rest
    closes = sooner and moved and alignment.pcn_id == pcn.pk
    if differences.change(alignment, pcn=pcn, ends_on=end, ended_by_move=moved):
        (outcome.closed if closes else outcome.changed).append(text)
    elif lasts.stated.line:
        outcome.unchanged.append(text)

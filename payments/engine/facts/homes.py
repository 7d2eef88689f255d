"""What is known of care homes: beds, the network each is aligned to, and who lives there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from carehomes.models import Alignment, BedCount, CareHome, ResidentCount
from commissioning.domain.periods import written
from commissioning.records.history import key_field
from commissioning.specifications.schema import RegisteredService
from payments.engine.facts.rows import Gathered, span
from payments.rules.facts import HomeFacts


def homes_in(rows: Gathered) -> tuple[HomeFacts, ...]:
    beds = rows.grouped(
        BedCount, "home_id", "starts_on", "ends_on", "beds", "counted_on", "stands_in", "source"
    )
    alignments = rows.grouped(Alignment, "home_id", "starts_on", "ends_on", "pcn_id")
    residents = rows.grouped(ResidentCount, "home_id", "practice_id", "counted_on", "residents")
    homes = rows.of(CareHome).values_list(
        key_field(rows.at),
        "location_id",
        "name",
        "nursing",
        "residential",
        "registered_on",
        "closed_on",
    )
    return tuple(
        HomeFacts(
            location_id=location,
            name=name,
            services=frozenset(
                service
                for service, is_registered in (
                    (RegisteredService.NURSING, nursing),
                    (RegisteredService.RESIDENTIAL, residential),
                )
                if is_registered
            ),
            open=span(registered, closed),
            beds=tuple(
                (
                    span(start, end),
                    count,
                    _bed_source(counted_on, source, start if stands_in else None),
                )
                for start, end, count, counted_on, stands_in, source in sorted(
                    beds.get(pk, ()), key=lambda row: row[0]
                )
            ),
            alignments=tuple(
                sorted(
                    (span(start, end), rows.codes[pcn])
                    for start, end, pcn in alignments.get(pk, ())
                )
            ),
            residents=_residents(rows, residents.get(pk, ())),
        )
        for pk, location, name, nursing, residential, registered, closed in sorted(
            homes, key=lambda row: row[1]
        )
    )


def _bed_source(counted_on: date, source: str, stands_in_from: date | None) -> str:
    edition = f"{source or 'CQC care directory'}, edition of {written(counted_on)}"
    return f"{edition}, standing in from {written(stands_in_from)}" if stands_in_from else edition


def _residents(
    rows: Gathered, resident_counts: Iterable[Any]
) -> dict[str, tuple[tuple[date, int], ...]]:
    counts: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for practice, counted_on, number in resident_counts:
        counts[rows.codes[practice]].append((counted_on, number))
    return {code: tuple(sorted(practice_counts)) for code, practice_counts in counts.items()}

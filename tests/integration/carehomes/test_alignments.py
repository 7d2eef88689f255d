"""Alignments from files: one network at a time, moves, corrections, and what is refused."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied

from carehomes.actions.alignments import AlignmentRow, align_homes
from carehomes.models import Alignment
from commissioning.models import AuditEvent, Role
from tests.factories.files import Files, events, rows
from tests.factories.years import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]

HOME = "1-100000001"


@pytest.fixture
def alignments(files: Files) -> Files:
    return files.of("import_alignments", "location_id,pcn_code,from,to")


def kept() -> list[tuple[object, ...]]:
    return rows(
        Alignment, "home__location_id", "pcn__code", "starts_on", "ends_on", "ended_by_move"
    )


def test_homes_are_aligned(alignments: Files) -> None:
    said = alignments.take("1-100000001,U10001,2020-08-01,", "RXE69,U10002,2020-08-01,2020-12-31")
    assert "Added: 2" in said
    assert kept() == [
        (HOME, "U10001", date(2020, 8, 1), None, False),
        ("RXE69", "U10002", date(2020, 8, 1), date(2020, 12, 31), False),
    ]


def test_the_same_file_twice_changes_nothing(alignments: Files) -> None:
    lines = (f"{HOME},U10001,2020-08-01,", f"{HOME},U10002,2020-11-01,")
    alignments.take(*lines)
    before = kept(), events(Alignment), AuditEvent.objects.count()
    said = alignments.take(*lines)
    assert (kept(), events(Alignment), AuditEvent.objects.count()) == before
    assert "Unchanged: 2" in said


def test_a_rehearsal_changes_nothing(alignments: Files) -> None:
    assert "Added: 1" in alignments.take(f"{HOME},U10001,2020-08-01,", dry_run=True)
    assert kept() == []


def test_the_same_first_day_corrects(alignments: Files) -> None:
    alignments.take(f"{HOME},U10001,2020-08-01,")
    assert "Changed: 1" in alignments.take(f"{HOME},U10002,2020-08-01,2021-03-31")
    assert kept() == [(HOME, "U10002", date(2020, 8, 1), date(2021, 3, 31), False)]
    alignments.take(f"{HOME},U10002,2020-08-01,")
    assert kept() == [(HOME, "U10002", date(2020, 8, 1), None, False)]


def test_a_move_ends_the_earlier_alignment_the_day_before(alignments: Files) -> None:
    alignments.take(f"{HOME},U10001,2020-08-01,")
    said = alignments.take(f"{HOME},U10002,2020-11-01,")
    assert kept() == [
        (HOME, "U10001", date(2020, 8, 1), date(2020, 10, 31), True),
        (HOME, "U10002", date(2020, 11, 1), None, False),
    ]
    assert "Added: 1" in said
    assert "Closed: 1" in said
    assert "until 31 October 2020" in said


def test_the_order_of_files_does_not_count(alignments: Files) -> None:
    lines = [
        f"{HOME},U10001,2020-08-01,",
        f"{HOME},U10002,2020-11-01,",
        f"{HOME},U72999,2021-01-01,2021-01-31",
        f"{HOME},U72999,2021-02-15,",
    ]
    for order in permutations(lines):
        Alignment.objects.all().delete()
        for line in order:
            alignments.take(line)
        assert kept() == [
            (HOME, "U10001", date(2020, 8, 1), date(2020, 10, 31), True),
            (HOME, "U10002", date(2020, 11, 1), date(2020, 12, 31), True),
            (HOME, "U72999", date(2021, 1, 1), date(2021, 1, 31), False),
            (HOME, "U72999", date(2021, 2, 15), None, False),
        ]


def test_the_earlier_file_again_does_not_undo_a_move(alignments: Files) -> None:
    alignments.take(f"{HOME},U10001,2020-08-01,")
    alignments.take(f"{HOME},U10002,2020-11-01,")
    assert "Unchanged: 1" in alignments.take(f"{HOME},U10001,2020-08-01,")
    assert len(kept()) == 2


def test_an_end_can_be_brought_forward_and_the_next_one_with_it(alignments: Files) -> None:
    alignments.take(f"{HOME},U10001,2020-08-01,2020-12-31", f"{HOME},U10002,2021-01-01,")
    alignments.take(f"{HOME},U10001,2020-08-01,2020-09-30", f"{HOME},U72999,2020-10-01,")
    assert [row[1:4] for row in kept()] == [
        ("U10001", date(2020, 8, 1), date(2020, 9, 30)),
        ("U10002", date(2021, 1, 1), None),
        ("U72999", date(2020, 10, 1), date(2020, 12, 31)),
    ]


def test_other_overlaps_are_refused(alignments: Files) -> None:
    alignments.take(f"{HOME},U10001,2020-08-01,2020-12-31", "RXE69,U10001,2020-08-01,")
    before = kept()
    said = alignments.refuse(
        f"{HOME},U10002,2020-11-01,",
        "RXE69,U10001,2020-10-01,",
        "1-100000002,U10001,2020-08-01,2020-10-31",
        "1-100000002,U10002,2020-10-31,",
    )
    assert "3 mistakes" in said
    assert "line 2, from: 1-100000001 is aligned to U10001 from 2020-08-01 until 2020-12-31" in said
    assert "(on record), and a home has one network at a time" in said
    assert "line 3, from: RXE69 is aligned to U10001 from 2020-08-01 with no end already" in said
    assert "line 5, from: 1-100000002 is aligned to U10001" in said
    assert "(on line 4)" in said
    assert kept() == before


def test_every_bad_row_is_named(alignments: Files) -> None:
    said = alignments.refuse(
        f"{HOME},U10001,2020-08-01,",
        f"{HOME},U10002,2020-08-01,",
        "1-999999999,U10001,2020-08-01,",
        f"{HOME},U19999,2020-09-01,",
        f"{HOME},C86001,2020-09-01,",
        f"{HOME},U10001,2020-09-01,2020-08-31",
        f"{HOME},U10001,,",
    )
    assert "6 mistakes" in said
    assert "line 3: says something else than line 2 about the same home and first day" in said
    assert "line 4, location_id: no home has the location id “1-999999999”" in said
    assert "line 5, pcn_code: “U19999” is not on record" in said
    assert "line 6, pcn_code: 'C86001' is no such code" in said
    assert "line 7, to: 2020-08-31 is before 2020-09-01" in said
    assert "line 8, from: is blank" in said
    assert kept() == []


def test_only_the_primary_care_team_aligns_homes() -> None:
    line = [AlignmentRow(None, HOME, "U10001", date(2020, 8, 1))]
    with pytest.raises(PermissionDenied, match="primary care team aligns"):
        align_homes(rows=line, by=a_person("finn@nhs.example", Role.FINANCE))
    align_homes(rows=line, by=a_person("pat@nhs.example", Role.PRIMARY_CARE))
    noted = AuditEvent.objects.get(event="alignment added")
    assert noted.details == {"pcn": "U10001"}

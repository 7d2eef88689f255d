"""Practices come in from the real register, and later editions close, move and rename them."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from commissioning.models import AuditEvent, Edition, Organisation
from practices.models import Membership, OrganisationName, Practice
from practices.selectors.organisations import (
    commissioner_of,
    name_on,
    practices_commissioned_by,
)
from tests.factories.files import break_the_audit_trail_at, rows
from tests.factories.publishers import PRACTICES, Import, Table, edition, packed, row_of, table_of

pytestmark = pytest.mark.django_db

NAME, OPENED, CLOSED, STATUS, COMMISSIONER, JOINED, SETTING = 1, 10, 11, 12, 14, 15, 25
WRITE_A_DATE = "Write a day that exists, as 20210131 or 2021-01-31"
FIRST, LATER = "2019-11-19", "2020-11-19"


@pytest.fixture
def practices(tmp_path: Path) -> Import:
    return Import("import_practices", tmp_path, commissioner="02X", as_at=FIRST)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All that the register holds, without keys."""
    return {
        "organisations": rows(
            Organisation, "code", "kind", "name", "address", "postcode", "opened_on", "closed_on"
        ),
        "names": rows(OrganisationName, "organisation__code", "name", "starts_on", "ends_on"),
        "memberships": rows(
            Membership, "member__code", "group__code", "group_kind", "starts_on", "ends_on"
        ),
        "editions": rows(Edition, "kind", "day", "published_on", "covers"),
    }


def test_forty_active_practices_come_in(practices: Import) -> None:
    said = practices.say(PRACTICES)
    assert "Added: 40" in said
    assert Practice.objects.count() == 40
    assert practices_commissioned_by("02X", date(2019, 11, 19)).count() == 40
    practice = Practice.objects.get(code="Y05167")
    assert practice.opened_on is not None
    assert practice.closed_on is None
    practice = Practice.objects.get(code="C86001")
    assert practice.name == "GREAT NORTH MEDICAL GROUP"
    assert practice.address == (
        "THE HEALTH CENTRE, CHESTNUT AVENUE, CARCROFT, DONCASTER, SOUTH YORKSHIRE"
    )
    assert practice.postcode == "DN6 8AG"
    assert practice.opened_on == date(1974, 4, 1)
    membership = Membership.objects.get(member=practice)
    assert (membership.group.code, membership.starts_on) == ("02X", date(2013, 4, 1))


def test_who_imported_what_is_on_record(practices: Import) -> None:
    practices(PRACTICES)
    event = AuditEvent.objects.get(event="practices imported")
    assert event.by.is_console
    assert event.details == {
        "counts": {"added": 40, "changed": 0, "closed": 0, "unchanged": 0},
    }
    edition = Edition.objects.get()
    assert (edition.file_name, edition.covers) == (PRACTICES.name, ["02X"])


def test_the_same_file_twice_changes_nothing(practices: Import) -> None:
    practices(PRACTICES)
    before, events = everything(), AuditEvent.objects.count()
    history = Organisation.pgh_event_model.objects.count()
    counts = practices(PRACTICES)
    assert counts == {"added": 0, "changed": 0, "closed": 0, "unchanged": 40}
    assert everything() == before
    assert AuditEvent.objects.count() == events
    assert Organisation.pgh_event_model.objects.count() == history


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(practices: Import) -> None:
    said = practices.say(PRACTICES, "--dry-run")
    assert said[0] == "Rehearsal only (--dry-run): nothing was changed. It would be:"
    assert "Added: 40" in said
    assert not Organisation.objects.exists()
    assert not Edition.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_packed_file_without_a_cut_is_the_same(practices: Import) -> None:
    counts = practices(packed(PRACTICES), commissioner="")
    assert counts["added"] == 40


def a_year_later(table: Table) -> None:
    row_of(table, "C86002")[NAME] = "THE RANSOME PRACTICE AND PARTNERS"
    moved = row_of(table, "C86003")
    moved[COMMISSIONER], moved[JOINED] = "03L", "20200401"
    closed = row_of(table, "C86005")
    closed[CLOSED], closed[STATUS] = "20200630", "C"
    row_of(table, "C86006")[STATUS] = "D"
    row_of(table, "C86007")[SETTING] = "0"
    table.remove(row_of(table, "C86009"))
    new = list(row_of(table, "C86011"))
    new[:2], new[OPENED], new[JOINED] = ["C86999", "NEW PRACTICE"], "20200701", "20200701"
    table.append(new)


def test_a_later_edition_closes_moves_and_renames(practices: Import) -> None:
    practices(PRACTICES)
    said = practices.say(edition(PRACTICES, a_year_later), as_at=LATER)
    text = "\n".join(said)
    assert "C86999 NEW PRACTICE, commissioned by 02X" in text
    assert "renamed from THE RANSOME PRACTICE to THE RANSOME PRACTICE AND PARTNERS" in text
    assert "C86003 HATFIELD HEALTH CENTRE: moved from 02X to 03L on 1 April 2020" in text
    assert "C86005 MEXBOROUGH HEALTH CENTRE closed on 30 June 2020" in text
    closed = dict(Practice.objects.filter(closed_on__isnull=False).values_list("code", "closed_on"))
    assert closed == {
        "C86005": date(2020, 6, 30),
        "C86006": date(2020, 11, 18),
        "C86007": date(2020, 11, 18),
        "C86009": date(2020, 11, 18),
    }


def test_the_earlier_truth_is_kept(practices: Import) -> None:
    practices(PRACTICES)
    practices(edition(PRACTICES, a_year_later), as_at=LATER)
    before, after = date(2020, 3, 31), date(2020, 11, 19)
    assert practices_commissioned_by("02X", before).count() == 40
    assert practices_commissioned_by("02X", after).count() == 36
    renamed, moved = (Practice.objects.get(code=code) for code in ("C86002", "C86003"))
    assert name_on(renamed, before) == "THE RANSOME PRACTICE"
    assert name_on(renamed, after) == renamed.name == "THE RANSOME PRACTICE AND PARTNERS"
    assert [commissioner_of(moved, day).code for day in (before, after)] == ["02X", "03L"]
    closed = Practice.objects.get(code="C86005")
    assert commissioner_of(closed, date(2020, 6, 30)).code == "02X"
    assert commissioner_of(closed, date(2020, 7, 1)) is None


def test_a_practice_that_comes_back_is_open_again(practices: Import) -> None:
    practices(PRACTICES)
    practices(edition(PRACTICES, a_year_later), as_at=LATER)
    said = practices.say(PRACTICES, as_at="2021-11-19")
    assert any("C86006" in each and "open again" in each for each in said)
    assert Practice.objects.get(code="C86006").closed_on is None
    assert Practice.objects.get(code="C86999").closed_on == date(2021, 11, 18)


def test_the_order_of_editions_does_not_matter(practices: Import) -> None:
    """For whole files. A practice known only after it had gone has no close date to go by."""

    def second(table: Table) -> None:
        a_year_later(table)
        table.remove(row_of(table, "C86005"))

    def third(table: Table) -> None:
        second(table)
        table.remove(row_of(table, "C86002"))
        table.remove(row_of(table, "C86012"))

    editions = [
        (PRACTICES, FIRST),
        (edition(PRACTICES, second), LATER),
        (edition(PRACTICES, third), "2021-11-19"),
    ]
    histories = []
    for order in permutations(editions):
        for model in (Membership, OrganisationName, Organisation, Edition):
            model.objects.all().delete()
        for what, day in order:
            practices(what, as_at=day, commissioner="")
        histories.append(everything())
    first, *others = histories
    assert len(first["names"]) == 42
    for other in others:
        for what in first:
            assert other[what] == first[what], what


def test_an_older_edition_does_not_undo_a_newer_one(practices: Import) -> None:
    practices(edition(PRACTICES, a_year_later), as_at=LATER)
    counts = practices(PRACTICES)
    assert counts["changed"] == 1  # the earlier name
    assert Practice.objects.get(code="C86002").name == "THE RANSOME PRACTICE AND PARTNERS"
    assert Practice.objects.get(code="C86009").closed_on == date(2020, 11, 18)
    assert Practice.objects.get(code="C86999").closed_on is None


def test_only_the_commissioners_of_the_file_can_lose_practices(practices: Import) -> None:
    elsewhere = table_of(PRACTICES)
    for row in elsewhere:
        row[0], row[COMMISSIONER] = f"B{row[0][1:]}", "03L"
    practices(PRACTICES)
    practices(elsewhere, commissioner="")
    assert Practice.objects.filter(closed_on__isnull=True).count() == 80
    practices(elsewhere[:10], commissioner="", as_at=LATER)
    assert practices_commissioned_by("02X", date(2020, 11, 19)).count() == 40
    assert practices_commissioned_by("03L", date(2020, 11, 19)).count() == 10


def test_every_bad_row_is_told_and_nothing_changes(practices: Import) -> None:
    def spoil(table: Table) -> None:
        row_of(table, "C86001")[OPENED] = "19740230"
        row_of(table, "C86002")[NAME] = ""
        row_of(table, "C86003")[STATUS] = "X"
        row_of(table, "C86006")[0] = "C86005"
        row_of(table, "C86007")[CLOSED] = "19700101"
        row_of(table, "C86009").append("more")

    said = practices.refuse(edition(PRACTICES, spoil))
    assert "6 mistakes, nothing was changed" in said[0]
    assert said[1:] == [
        f"line 1, column 11 (Open Date): '19740230' is not a date. {WRITE_A_DATE}",
        "line 2, column 2 (Name): is blank. Fill it in",
        "line 3, column 13 (Status Code): 'X' is not allowed. Write one of: A, C, D, P",
        "line 5: practice C86005 is already on line 4. Keep one of the two",
        "line 6, column 12 (Close Date): is before the open date. Write a later day",
        "line 7: has 28 columns. This file has 27 and no headings",
    ]
    assert not Organisation.objects.exists()
    assert not Edition.objects.exists()


def test_of_other_commissioners_rows_may_be_bad(practices: Import) -> None:
    def spoil(table: Table) -> None:
        other = list(row_of(table, "C86001"))
        other[0], other[COMMISSIONER], other[OPENED] = "B86001", "03L", "rubbish"
        table.append(other)

    table = edition(PRACTICES, spoil)
    assert practices(table)["added"] == 40
    assert "Open Date" in practices.refuse(table, commissioner="")[1]


def test_a_cut_that_the_file_does_not_hold_is_a_mistake(practices: Import) -> None:
    said = practices.refuse(PRACTICES, commissioner="03L")
    assert said[1].endswith(
        "holds nothing of commissioner 03L. Check the code, or give the file that holds it"
    )


def test_a_code_on_record_as_something_else_is_a_mistake(practices: Import) -> None:
    Organisation.objects.create(code="C86001", kind=Organisation.Kind.LMC, name="Doncaster LMC")
    said = practices.refuse(PRACTICES)
    assert "line 1, Organisation Code: C86001 is on record as a local medical committee" in said[1]


def test_without_the_audit_trail_nothing_is_saved(practices: Import) -> None:
    break_the_audit_trail_at("practices imported")
    with pytest.raises(IntegrityError, match="broken"), transaction.atomic():
        practices(PRACTICES)
    assert not Organisation.objects.exists()
    assert not Edition.objects.exists()

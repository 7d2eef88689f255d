"""List sizes come in from the real files, and say which day they stand for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from commissioning.models import AuditEvent, Organisation
from practices.models import ListSize, Practice
from practices.selectors.list_sizes import latest_list_size, list_size_on, list_sizes_on
from tests.factories.files import rows
from tests.factories.publishers import (
    ENGLAND_LISTS,
    LISTS_2020,
    LISTS_2021,
    PRACTICES,
    Import,
    Table,
    edition,
    packed,
    row_of,
    table_of,
)

pytestmark = pytest.mark.django_db

DAY, COMMISSIONER, CODE, SEX, AGE, PATIENTS = 1, 3, 5, 7, 8, 9
JANUARY, APRIL = date(2020, 1, 1), date(2020, 4, 1)
WRITE_A_DATE = "Write a day that exists, as 31JAN2021 or 2021-01-31 or 31/01/2021"
IMPORT_FIRST = "Import practices first, correct the code, or leave it out with --skip-unknown"
UNCHANGED = {"added": 0, "changed": 0, "closed": 0, "unchanged": 39}


@pytest.fixture
def register(tmp_path: Path) -> None:
    Import("import_practices", tmp_path, commissioner="02X", as_at="2019-11-19")(PRACTICES)


@pytest.fixture
def lists(register: None, tmp_path: Path) -> Import:  # noqa: ARG001
    return Import("import_list_sizes", tmp_path, commissioner="02X")


def practice(code: str = "C86001") -> Organisation:
    return Practice.objects.get(code=code)


def total() -> Decimal:
    return ListSize.objects.aggregate(total=Sum("patients"))["total"]


def test_thirty_nine_lists_come_in(lists: Import) -> None:
    said = lists.say(LISTS_2020)
    assert "Added: 39" in said
    assert "Note: 39 lists, 325,592 patients on 1 April 2020" in said
    assert (ListSize.objects.count(), total()) == (39, 325_592)
    row = ListSize.objects.get(practice=practice())
    assert (row.kind, row.patients, row.counted_on, row.stands_for) == ("raw", 16716, APRIL, APRIL)
    assert row.source == "QOF 2019-20 list sizes, NHS Digital"
    assert list_size_on(practice("C86623"), APRIL) is None


def test_a_list_may_stand_in_for_another_day_and_says_so(lists: Import) -> None:
    lists(LISTS_2020, stands_for="2020-01-01")
    assert list_size_on(practice(), APRIL) is None
    there = list_size_on(practice(), JANUARY)
    assert there is not None
    assert (there.patients, there.stands_in) == (16716, True)
    assert there.in_words == (
        "QOF 2019-20 list sizes, NHS Digital, 1 April 2020, standing in for 1 January 2020"
    )
    lists(LISTS_2020)
    there = list_size_on(practice(), APRIL)
    assert there is not None
    assert not there.stands_in
    assert there.in_words == "QOF 2019-20 list sizes, NHS Digital, 1 April 2020"
    assert ListSize.objects.count() == 78


def test_a_count_of_the_very_day_goes_before_one_that_stands_in(lists: Import) -> None:
    def in_january(table: Table) -> None:
        for row in table[1:]:
            row[DAY], row[PATIENTS] = "01-Jan-20", "1000"

    lists(edition(LISTS_2020, in_january))
    lists(LISTS_2020, stands_for="2020-01-01")
    found = list_sizes_on(Practice.objects.all(), JANUARY)
    assert len(found) == 39
    assert {(each.patients, each.stands_in) for each in found.values()} == {(1000, False)}


def test_the_latest_list_on_a_day(lists: Import) -> None:
    lists(LISTS_2020, stands_for="2020-01-01")
    lists(LISTS_2021)
    found = [latest_list_size(practice(), day) for day in (JANUARY, APRIL, date(2021, 2, 15))]
    assert [each and (each.patients, each.counted_on) for each in found] == [
        None,
        (16716, APRIL),
        (16639, date(2021, 1, 1)),
    ]


def test_the_same_file_twice_changes_nothing(lists: Import) -> None:
    lists(LISTS_2020, stands_for="2020-01-01")
    history, events = ListSize.pgh_event_model.objects.count(), AuditEvent.objects.count()
    assert lists(LISTS_2020, stands_for="2020-01-01") == UNCHANGED
    assert ListSize.pgh_event_model.objects.count() == history
    assert AuditEvent.objects.count() == events


def test_a_rehearsal_changes_nothing(lists: Import) -> None:
    assert lists(LISTS_2020, "--dry-run")["added"] == 39
    assert not ListSize.objects.exists()


def test_a_corrected_edition_changes_the_count(lists: Import) -> None:
    def correct(table: Table) -> None:
        row_of(table, "C86001")[PATIENTS] = "16717"

    lists(LISTS_2020)
    said = lists.say(edition(LISTS_2020, correct))
    assert "Changed: 1" in said
    assert (
        "  C86001 GREAT NORTH MEDICAL GROUP: 16,717 patients on 1 April 2020 (was 16,716)" in said
    )


def test_england_is_cut_to_one_commissioner(lists: Import) -> None:
    assert lists(ENGLAND_LISTS)["added"] == 39
    assert total() == 325_790
    assert lists(LISTS_2021) == UNCHANGED


def test_of_all_england_only_known_practices_are_taken(lists: Import) -> None:
    said = lists.say(ENGLAND_LISTS, commissioner="")
    assert "Added: 39" in said
    assert "Note: Practices not in the register, left out (6,619)" in said


@pytest.mark.parametrize("day", ["01JAN2021", "01-Jan-21", "01Jan2021", "2021-01-01"])
@pytest.mark.parametrize("heading", ["CCG_CODE", "SUB_ICB_LOCATION_CODE"])
def test_dates_and_headings_as_they_have_been_published(
    lists: Import, day: str, heading: str
) -> None:
    def rewrite(table: Table) -> None:
        table[0][COMMISSIONER] = heading
        for row in table[1:]:
            row[DAY] = day

    assert lists(edition(LISTS_2021, rewrite))["added"] == 39
    assert set(ListSize.objects.values_list("counted_on", flat=True)) == {date(2021, 1, 1)}


def split(table: Table, *, totals: bool) -> Table:
    """The same lists as a row for each sex and age, with or without the rows for all."""
    heading, *lines = table
    rows_of_each = []
    for row in lines:
        patients = int(row[PATIENTS])
        women = patients // 2
        parts = [("ALL", "ALL", patients)] if totals else []
        parts += [
            ("FEMALE", "0", women - 1),
            ("FEMALE", "95+", 1),
            ("MALE", "ALL", patients - women),
        ]
        rows_of_each += [[*row[:SEX], sex, age, str(count)] for sex, age, count in parts]
    return [heading, *rows_of_each]


@pytest.mark.parametrize("totals", [True, False])
def test_sexes_and_ages_are_added_up_only_where_no_row_has_all(
    lists: Import, *, totals: bool
) -> None:
    assert lists(split(table_of(LISTS_2021), totals=totals))["added"] == 39
    assert total() == 325_790


def test_one_sex_alone_is_no_list(lists: Import) -> None:
    table = [row for row in split(table_of(LISTS_2021), totals=False) if row[SEX] != "MALE"]
    said = lists.refuse(table)
    assert said[1] == (
        "line 2, SEX: C86001 has only FEMALE on 1 January 2021. "
        "Give the file of all patients, or put both sexes in one file"
    )


def test_weighted_lists_have_pence_and_raw_ones_do_not(lists: Import) -> None:
    def weigh(table: Table) -> None:
        row_of(table, "C86001")[PATIENTS] = "7980.01"

    table = edition(LISTS_2020, weigh)
    (_, said) = lists.refuse(table)
    assert said == (
        "line 2, NUMBER_OF_PATIENTS: 7980.01 is not a whole number. Write a whole number, as 1234"
    )
    lists(table, "--weighted")
    weighted = list_size_on(practice(), APRIL, ListSize.Kind.WEIGHTED)
    assert weighted is not None
    assert weighted.patients == Decimal("7980.01")
    assert list_size_on(practice(), APRIL) is None


def test_the_commons_librarys_table_needs_its_day(lists: Import) -> None:
    content = b"PRACTICE_CODE,TOTAL,65OV%\nC86001,16716,0.23\nA81001,4111,0.2\n"
    (_, said) = lists.refuse(content)
    assert said.endswith("does not say on which day it counts. Give the day with --as-at")
    assert lists(content, as_at="2020-04-01")["added"] == 1
    assert rows(ListSize, "practice__code", "counted_on", "source") == [
        ("C86001", APRIL, "House of Commons Library, from NHS Digital's counts")
    ]


def test_every_bad_row_is_told_and_nothing_changes(lists: Import) -> None:
    def spoil(table: Table) -> None:
        row_of(table, "C86001")[PATIENTS] = "0"
        row_of(table, "C86002")[PATIENTS] = "-5"
        row_of(table, "C86003")[PATIENTS] = ""
        row_of(table, "C86005")[DAY] = "31APR2020"
        row_of(table, "C86006")[CODE] = "C86999"
        row_of(table, "C86009")[CODE] = "C86007"

    said = lists.refuse(edition(LISTS_2020, spoil))
    assert said[1:] == [
        "line 2, NUMBER_OF_PATIENTS: C86001 has no patients. Leave the practice out",
        "line 3, NUMBER_OF_PATIENTS: -5 is below 0. Write 0 or more",
        "line 4, NUMBER_OF_PATIENTS: is blank. Write a whole number, as 1234",
        f"line 5, EXTRACT_DATE: '31APR2020' is not a date. {WRITE_A_DATE}",
        f"line 6, CODE: C86999 is not in the register of practices. {IMPORT_FIRST}",
        "line 8: list C86007 2020-04-01 ALL ALL is already on line 7. Keep one of the two",
    ]
    assert not ListSize.objects.exists()


def test_only_a_file_of_one_day_stands_in(lists: Import) -> None:
    def mix(table: Table) -> None:
        row_of(table, "C86001")[DAY] = "01JUL2020"

    table = edition(LISTS_2020, mix)
    (_, said) = lists.refuse(table, stands_for="2020-01-01")
    assert said.startswith("line 2, EXTRACT_DATE: is 2020-07-01, other rows say 2020-04-01")
    assert lists(table)["added"] == 39


@pytest.mark.usefixtures("register")
def test_a_cut_that_the_file_does_not_hold_is_a_mistake(tmp_path: Path) -> None:
    lists = Import("import_list_sizes", tmp_path, commissioner="03L")
    (_, said) = lists.refuse(packed(LISTS_2021))
    assert "holds no GP practice of commissioner 03L" in said


def test_practices_come_first(tmp_path: Path) -> None:
    lists = Import("import_list_sizes", tmp_path)
    assert "39 mistakes" in lists.refuse(LISTS_2020)[0]
    (_, said) = lists.refuse(ENGLAND_LISTS)
    assert said == (
        "none of the 6,658 practices of this file is in the register. Import practices first"
    )

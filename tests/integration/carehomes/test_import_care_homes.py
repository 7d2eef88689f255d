"""Care homes come in from the real directory, and say which day their beds stand for."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from django.db.models import Sum

from carehomes.models import BedCount, CareHome, HomeName
from carehomes.selectors.homes import (
    beds_on,
    beds_on_all,
    homes_aligned_to,
    homes_open_on,
    name_on,
)
from commissioning.models import AuditEvent, Edition
from tests.factories.carehomes import AlignmentFactory
from tests.factories.files import rows
from tests.factories.practices import NetworkFactory
from tests.factories.publishers import (
    HOMES,
    Import,
    Table,
    as_workbook,
    edition,
    packed,
    row_of,
    table_of,
)

pytestmark = pytest.mark.django_db

ID, START, IS_HOME, NAME, BEDS, AUTHORITY = 0, 1, 2, 3, 4, 6
AUGUST, APRIL = date(2020, 8, 1), date(2021, 4, 1)
LENNON, SANDROCK, ROMAN = "1-10252055657", "1-109102048", "1-1072244980"
HOSPITAL_HOME = "RXE69"
UNCHANGED = {"added": 0, "changed": 0, "closed": 0, "unchanged": 81}


@pytest.fixture
def homes(tmp_path: Path) -> Import:
    return Import(
        "import_care_homes", tmp_path, local_authority="Doncaster", as_at=APRIL.isoformat()
    )


@pytest.fixture
def standing_in(tmp_path: Path) -> Import:
    return Import(
        "import_care_homes",
        tmp_path,
        local_authority="Doncaster",
        as_at=APRIL.isoformat(),
        stands_for=AUGUST.isoformat(),
    )


def home(key: str = SANDROCK) -> CareHome:
    return CareHome.objects.get(location_id=key)


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        "homes": rows(CareHome, "location_id", "name", "registered_on", "closed_on", "address"),
        "names": rows(HomeName, "home__location_id", "name", "starts_on", "ends_on"),
        "beds": rows(
            BedCount,
            "home__location_id",
            "beds",
            "starts_on",
            "ends_on",
            "counted_on",
            "stands_in",
            "source",
        ),
    }


def test_eighty_one_homes_come_in(homes: Import) -> None:
    said = homes.say(HOMES)
    assert "Added: 81" in said
    assert "Note: 81 homes, 2,430 beds in the edition of 1 April 2021" in said
    assert homes_open_on(APRIL, local_authority="Doncaster").count() == 81
    assert BedCount.objects.aggregate(total=Sum("beds"))["total"] == 2430
    assert home(HOSPITAL_HOME).local_authority == "Doncaster"
    assert CareHome.objects.filter(nursing=True).count() == 26
    assert CareHome.objects.filter(nursing=True, residential=True).count() == 1
    there = beds_on(home(), APRIL)
    assert there is not None
    assert (there.beds, there.stands_in, there.counted_on) == (37, False, APRIL)
    assert there.in_words == "CQC, care directory with filters, 1 April 2021"
    assert beds_on(home(), date(2021, 3, 31)) is None


def test_an_edition_may_stand_in_for_another_day_and_says_so(standing_in: Import) -> None:
    said = standing_in.say(HOMES)
    assert (
        "Note: 81 homes, 2,430 beds in the edition of 1 April 2021, standing for 1 August 2020"
        in said
    )
    assert (
        "Note: Homes registered after 1 August 2020, which count from their own start date: 4"
        in said
    )
    there = beds_on(home(), AUGUST)
    assert there is not None
    assert (there.beds, there.stands_in, there.counted_on) == (37, True, APRIL)
    assert there.in_words == (
        "CQC, care directory with filters, 1 April 2021, standing in from 1 August 2020"
    )
    assert len(beds_on_all(CareHome.objects.all(), AUGUST)) == 77
    assert beds_on(home(LENNON), date(2021, 2, 4)) is None
    assert beds_on(home(LENNON), date(2021, 2, 5)) is not None


def test_the_same_file_twice_changes_nothing(standing_in: Import) -> None:
    standing_in(HOMES)
    before, events = everything(), AuditEvent.objects.count()
    history = [model.pgh_event_model.objects.count() for model in (CareHome, BedCount, HomeName)]
    assert standing_in(HOMES) == UNCHANGED
    assert everything() == before
    assert AuditEvent.objects.count() == events
    assert history == [
        model.pgh_event_model.objects.count() for model in (CareHome, BedCount, HomeName)
    ]


def test_a_rehearsal_changes_nothing(homes: Import) -> None:
    assert homes(HOMES, "--dry-run")["added"] == 81
    assert not CareHome.objects.exists()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("lines_above", [0, 6])
@pytest.mark.parametrize("sheet", ["HSCA Active Locations", "HSCA_Active_Locations"])
def test_workbooks_as_they_have_been_published(homes: Import, sheet: str, lines_above: int) -> None:
    workbook = as_workbook({sheet: table_of(HOMES)}, lines_above=lines_above)
    assert homes(workbook)["added"] == 81
    assert homes(packed(HOMES)) == UNCHANGED


def test_other_locations_and_authorities_are_left_out(homes: Import) -> None:
    def widen(table: Table) -> None:
        surgery, elsewhere = list(table[1]), list(table[2])
        surgery[ID], surgery[IS_HOME], surgery[BEDS] = "1-999", "", ""
        elsewhere[ID], elsewhere[AUTHORITY], elsewhere[BEDS] = "1-998", "Rotherham", "rubbish"
        table += [surgery, elsewhere]

    table = edition(HOMES, widen)
    assert homes(table, local_authority=" doncaster ")["added"] == 81
    (_, said) = homes.refuse(table, local_authority="")
    assert said.startswith("line 84, Care homes beds: 'rubbish' is not a number")


def a_year_later(table: Table) -> None:
    row_of(table, SANDROCK)[BEDS] = "40"
    row_of(table, ROMAN)[NAME] = "Roman Court Care Home"
    table.remove(row_of(table, LENNON))
    moved = row_of(table, HOSPITAL_HOME)
    moved[AUTHORITY] = "Rotherham"
    new = list(row_of(table, SANDROCK))
    new[ID], new[NAME], new[START], new[BEDS] = "1-777", "New House", "2021-09-01", "12"
    table.append(new)


def test_a_later_edition_changes_beds_renames_and_closes(standing_in: Import) -> None:
    standing_in(HOMES)
    said = "\n".join(
        standing_in.say(edition(HOMES, a_year_later), as_at="2022-04-01", stands_for="")
    )
    assert "Sandrock House Residential Care Home (1-109102048): beds 37 to 40 from" in said
    assert "renamed from Roman Court to Roman Court Care Home from 1 April 2022" in said
    assert "Lennon House (1-10252055657) closed on 31 March 2022; no longer in the file" in said
    assert "(RXE69): 5 beds counted for 1 April 2022 itself; new local authority" in said
    before, after = date(2022, 3, 31), date(2022, 4, 1)
    assert [beds_on(home(), day).beds for day in (AUGUST, before, after)] == [37, 37, 40]
    assert [beds_on(home(), day).stands_in for day in (AUGUST, before, after)] == [
        True,
        True,
        False,
    ]
    assert [name_on(home(ROMAN), day) for day in (before, after)] == [
        "Roman Court",
        "Roman Court Care Home",
    ]
    assert home(LENNON).closed_on == before
    assert beds_on(home(LENNON), after) is None
    assert home(HOSPITAL_HOME).closed_on is None
    assert homes_open_on(after, local_authority="Doncaster").count() == 80


def test_a_home_that_comes_back_is_open_again(homes: Import) -> None:
    homes(HOMES)
    homes(edition(HOMES, a_year_later), as_at="2022-04-01")
    homes(HOMES, as_at="2023-04-01")
    assert home(LENNON).closed_on is None
    assert beds_on(home(LENNON), date(2022, 4, 1)) is None
    assert beds_on(home(LENNON), date(2023, 4, 1)).beds == 3


def test_the_order_of_editions_does_not_matter(homes: Import) -> None:
    def third(table: Table) -> None:
        a_year_later(table)
        row_of(table, SANDROCK)[BEDS] = "37"
        table.remove(row_of(table, ROMAN))

    editions = [
        (HOMES, "2021-04-01", "2020-08-01"),
        (edition(HOMES, a_year_later), "2022-04-01", ""),
        (edition(HOMES, third), "2023-04-01", ""),
    ]
    histories = []
    for order in permutations(editions):
        CareHome.objects.all().delete()
        Edition.objects.all().delete()
        for what, day, stands_for in order:
            homes(what, as_at=day, stands_for=stands_for, local_authority="")
        histories.append(everything())
    first, *others = histories
    assert len(first["homes"]) == 82
    for other in others:
        for what in first:
            assert other[what] == first[what], what


def test_an_edition_of_the_very_day_goes_before_one_that_stands_in(standing_in: Import) -> None:
    def of_august(table: Table) -> None:
        row_of(table, SANDROCK)[BEDS] = "35"

    real = edition(HOMES, of_august)
    standing_in(HOMES)
    standing_in(real, as_at=AUGUST.isoformat())
    assert (beds_on(home(), AUGUST).beds, beds_on(home(), AUGUST).stands_in) == (35, False)
    said = standing_in.say(HOMES)
    assert "Unchanged: 81" in said
    assert "Note: Homes left as an edition nearer to 1 August 2020 says: 81" in said
    assert beds_on(home(), AUGUST).beds == 35


def test_only_the_authorities_of_the_file_can_lose_homes(homes: Import) -> None:
    def elsewhere(table: Table) -> None:
        for row in table[1:]:
            row[ID], row[AUTHORITY] = f"R{row[ID]}", "Rotherham"

    rotherham = edition(HOMES, elsewhere)
    homes(HOMES)
    homes(rotherham, local_authority="")
    homes(rotherham[:11], local_authority="", as_at="2022-04-01")
    later = date(2022, 4, 1)
    assert homes_open_on(later, local_authority="Doncaster").count() == 81
    assert homes_open_on(later, local_authority="Rotherham").count() == 10


def test_every_bad_row_is_told_and_nothing_changes(homes: Import) -> None:
    def spoil(table: Table) -> None:
        row_of(table, LENNON)[BEDS] = ""
        row_of(table, SANDROCK)[START] = "13/13/2011"
        row_of(table, ROMAN)[ID] = HOSPITAL_HOME
        table[5][BEDS] = "4.5"
        table[6][IS_HOME] = "perhaps"
        table[7][NAME] = "x" * 201
        table[8][ID] = ""

    said = homes.refuse(edition(HOMES, spoil))
    assert "7 mistakes, nothing was changed" in said[0]
    assert [each.split(".")[0] for each in said[1:]] == [
        "line 2, Care homes beds: is blank",
        "line 5, Location HSCA start date: '13/13/2011' is not a date",
        "line 6, Care homes beds: 4",
        "line 7, Care home?: 'perhaps' is neither yes nor no",
        "line 8, Location Name: is 201 letters long",
        "line 9, Location ID: is blank",
        f"line 82: home {HOSPITAL_HOME} is already on line 4",
    ]
    assert not CareHome.objects.exists()


def test_missing_columns_are_named(homes: Import) -> None:
    def strip(table: Table) -> None:
        for row in table:
            del row[BEDS]

    (_, said) = homes.refuse(edition(HOMES, strip))
    assert "lacks these columns: Care homes beds. Found on line 1: Location ID" in said


def test_an_authority_that_the_file_does_not_hold_is_a_mistake(homes: Import) -> None:
    (_, said) = homes.refuse(HOMES, local_authority="Rotherham")
    assert "holds no care home in Rotherham" in said


def test_the_homes_that_a_network_looks_after(homes: Import) -> None:
    homes(HOMES)
    network = NetworkFactory()
    AlignmentFactory(home=home(), pcn=network, starts_on=AUGUST, ends_on=date(2020, 12, 31))
    assert list(homes_aligned_to(network, AUGUST)) == [home()]
    assert not homes_aligned_to(network, date(2021, 1, 1)).exists()

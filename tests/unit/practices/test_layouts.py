"""The publishers' layouts are read as they are, with no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commissioning.imports import Mistakes
from practices.imports.list_sizes import read_list_sizes
from practices.imports.networks import read_networks
from practices.imports.practices import read_practices
from practices.rules.unknown_codes import leave_out_unknown
from tests.factories.publishers import (
    DETAILS,
    ENGLAND_LISTS,
    LISTS_2020,
    LISTS_2021,
    PARTNERS,
    PRACTICES,
)

# Practices


def test_the_real_practices() -> None:
    file = read_practices(PRACTICES, commissioner="02X")
    assert not file.mistakes
    assert (len(file.rows), file.others, file.covers) == (44, 33, {"02X"})
    assert sum(row.is_active for row in file.rows) == 40
    row = file.rows[0]
    assert (row.line, row.code, row.commissioner) == (1, "C86001", "02X")
    assert (row.opened_on, row.closed_on, row.joined_on) == (
        date(1974, 4, 1),
        None,
        date(2013, 4, 1),
    )
    assert row.address.startswith("THE HEALTH CENTRE, CHESTNUT AVENUE, CARCROFT, DONCASTER")


# Networks


def test_the_real_networks() -> None:
    file = read_networks(PARTNERS, details=DETAILS)
    assert not file.mistakes
    assert (len(file.partners), len(file.networks), file.covers) == (40, 5, {"02X"})
    assert file.commissioners == {"02X": "NHS DONCASTER CCG"}
    network = file.networks["U72999"]
    assert (network.name, network.opened_on) == ("4 DONCASTER PCN", date(2019, 10, 1))
    assert network.address == "KINGTHORNE HOUSE, 83A THORNE ROAD, DONCASTER, SOUTH YORKSHIRE"


def test_the_partners_alone_are_enough() -> None:
    assert read_networks(PARTNERS).networks == {}


def test_a_mistake_in_the_details_names_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "details.csv"
    path.write_text(DETAILS.read_text().replace("20191001", "2019", 1))
    file = read_networks(PARTNERS, details=path)
    with pytest.raises(Exception, match="line 2, PCN Details, Open Date"):
        file.mistakes.check()


# List sizes


@pytest.mark.parametrize(
    ("path", "practices", "patients", "counted_on"),
    [
        (LISTS_2020, 39, 325_592, date(2020, 4, 1)),
        (LISTS_2021, 39, 325_790, date(2021, 1, 1)),
        (ENGLAND_LISTS, 6_658, 60_606_345, date(2021, 1, 1)),
    ],
)
def test_the_real_lists(path: Path, practices: int, patients: int, counted_on: date) -> None:
    file = read_list_sizes(path)
    assert not file.mistakes
    assert (len(file.rows), sum(row.patients for row in file.rows)) == (practices, patients)
    assert {row.counted_on for row in file.rows} == {counted_on}


HEADING = "EXTRACT_DATE,TYPE,CCG_CODE,CODE,SEX,AGE,NUMBER_OF_PATIENTS"


@pytest.mark.parametrize(
    ("counts", "patients"),
    [
        pytest.param({("ALL", "ALL"): 10, ("MALE", "ALL"): 3}, 10, id="a row for all"),
        pytest.param({("ALL", "0"): 4, ("ALL", "1"): 5}, 9, id="all sexes by age"),
        pytest.param({("MALE", "ALL"): 4, ("FEMALE", "ALL"): 5}, 9, id="all ages by sex"),
        pytest.param(
            {("MALE", "ALL"): 4, ("MALE", "0"): 4, ("FEMALE", "0"): 2, ("FEMALE", "1"): 3},
            9,
            id="a sex with and without its row for all ages",
        ),
        pytest.param({("MALE", "0"): 4, ("FEMALE", "0"): 0}, 4, id="nobody of one age"),
        pytest.param({("FEMALE", "ALL"): 4}, None, id="one sex alone"),
        pytest.param({("ALL", "ALL"): 0}, None, id="nobody"),
    ],
)
def test_sexes_and_ages(
    tmp_path: Path, counts: dict[tuple[str, str], int], patients: int | None
) -> None:
    lines = [f"01APR2020,GP,02X,C86001,{sex},{age},{count}" for (sex, age), count in counts.items()]
    path = tmp_path / "lists.csv"
    path.write_text("\n".join([HEADING, *lines, "01APR2020,CCG,02X,02X,ALL,ALL,99"]))
    file = read_list_sizes(path)
    assert bool(file.mistakes) is (patients is None)
    if patients is not None:
        assert [row.patients for row in file.rows] == [Decimal(patients)]


# Whom a file may leave out


@dataclass(frozen=True)
class Line:
    line: int
    practice: str
    practice_commissioner: str


@pytest.mark.parametrize(
    ("cut", "skip", "commissioners", "mistakes"),
    [
        pytest.param("02X", False, ["02X", "02X"], 1, id="its own practice is unknown"),
        pytest.param("02X", False, ["02X", "03L"], 0, id="a neighbour's practice is unknown"),
        pytest.param("02X", True, ["02X", "02X"], 0, id="told to skip"),
        pytest.param("", False, ["02X", "02X"], 1, id="a file of one commissioner"),
        pytest.param("", False, ["02X", "03L"], 0, id="a wider file"),
        pytest.param("", False, ["", ""], 0, id="a file that names none"),
    ],
)
def test_whom_a_file_may_leave_out(
    *,
    cut: str,
    skip: bool,
    commissioners: list[str],
    mistakes: int,
) -> None:
    known, unknown = commissioners
    rows = [Line(2, "C86001", known), Line(3, "C86999", unknown)]
    found, notes = Mistakes(), list[str]()
    kept = leave_out_unknown(
        rows,
        register={"C86001"},
        cut=cut,
        column="CODE",
        skip=skip,
        mistakes=found,
        notes=notes,
    )
    assert kept == rows[:1]
    assert len(found) == mistakes
    assert notes == ["Practices not in the register, left out (1): C86999"]


def test_a_file_of_which_nothing_is_known_is_a_mistake() -> None:
    found = Mistakes()
    leave_out_unknown(
        [Line(2, "C86001", "02X"), Line(3, "B81001", "03L")],
        register=set(),
        cut="",
        column="CODE",
        skip=False,
        mistakes=found,
        notes=[],
    )
    with pytest.raises(Exception, match="none of the 2 practices of this file is in the register"):
        found.check()

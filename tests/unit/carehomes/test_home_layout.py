"""The care directory is read as it is published, with no database."""

from __future__ import annotations

from datetime import date

from carehomes.imports.homes import read_homes
from tests.factories.publishers import HOMES


def test_the_real_homes() -> None:
    file = read_homes(HOMES)
    assert not file.mistakes
    assert (len(file.rows), sum(row.beds for row in file.rows)) == (81, 2_430)
    assert file.covers == {"Doncaster"}
    assert {row.location_id for row in file.rows if not row.location_id.startswith("1-")} == {
        "RXE69"
    }
    assert sum(row.nursing and row.residential for row in file.rows) == 1
    assert not [row for row in file.rows if not (row.nursing or row.residential)]
    row = file.rows[0]
    assert (row.name, row.beds, row.registered_on) == ("Lennon House", 3, date(2021, 2, 5))
    assert (row.address, row.postcode) == ("313 Goodison Boulevard, Doncaster", "DN4 6TP")


def test_homes_may_share_a_postcode() -> None:
    postcodes = [row.postcode for row in read_homes(HOMES).rows]
    assert len(set(postcodes)) < len(postcodes)


def test_homes_of_other_authorities_are_kept_apart() -> None:
    file = read_homes(HOMES, local_authority="Rotherham")
    assert not file.rows
    assert len(file.elsewhere) == 81
    assert file.mistakes

"""Whose beds the care home premium is paid for: of homes registered for the services named."""

from __future__ import annotations

import pytest

from commissioning.domain.money import pounds
from commissioning.specifications.schema import (
    PerBed,
    RegisteredService,
    Specification,
    read_specification,
)
from tests.unit.payments import people

NURSING, RESIDENTIAL = RegisteredService
BEDS = [("2020-08-01", "", 30)]  # £7.50 for each of eight months: £1,800
BOTH = 'services = ["care home service with nursing", "care home service without nursing"]'


def specification(services: str) -> Specification:
    text = (people.DATA / "enhanced-health-in-care-homes.toml").read_text()
    assert BOTH in text
    return read_specification(text.replace(BOTH, services))


@pytest.mark.parametrize(
    ("services", "registered", "total", "reason"),
    [
        (BOTH, [NURSING], "1,800.00", ""),
        (BOTH, [RESIDENTIAL], "1,800.00", ""),
        (BOTH, [NURSING, RESIDENTIAL], "1,800.00", ""),
        (BOTH, [], "0.00", "a home with or without nursing (D-14)"),
        ("", [RESIDENTIAL], "1,800.00", ""),
        ("", [], "0.00", "a home with or without nursing (D-14)"),
        (f'services = ["{NURSING}"]', [NURSING, RESIDENTIAL], "1,800.00", ""),
        (f'services = ["{NURSING}"]', [RESIDENTIAL], "0.00", "a home with nursing (D-14)"),
        (f'services = ["{RESIDENTIAL}"]', [NURSING], "0.00", "a home without nursing (D-14)"),
    ],
)
def test_the_beds_count_of_homes_registered_for_a_service_that_is_named(
    services: str, registered: list[RegisteredService], total: str, reason: str
) -> None:
    spec = specification(services)
    (owed,) = people.owed(
        spec, networks=(people.network(),), homes=(people.home(BEDS, services=registered),)
    )

    assert pounds(sum(owed.figure.series)) == total
    assert reason in str(owed.figure)


def test_every_service_counts_where_none_is_named() -> None:
    term = specification("").term("premium")
    assert isinstance(term, PerBed)
    assert set(term.services) == set(RegisteredService)

"""Keeping the register by hand: names, networks and lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commissioning.models import AuditEvent, Organisation, Role
from practices.actions.corrections import correct_name, enter_list_size, move_practice
from practices.models import ListSize, OrganisationName
from practices.selectors.organisations import name_on, network_of
from tests.factories.files import break_the_audit_trail_at
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = date(2021, 2, 15)


@pytest.fixture
def practice(year: Year) -> Organisation:
    OrganisationName.objects.create(
        organisation=Organisation.objects.get(code="C86001"), name="PRACTICE C86001"
    )
    assert year.network
    return Organisation.objects.get(code="C86001")


def renamed(practice: Organisation, year: Year, name: str, **more: Any) -> Organisation:
    said = {"since": date(2020, 10, 1), "reason": "A new partnership"} | more
    return correct_name(organisation=practice, name=name, by=year.publisher, **said)


def test_a_name_holds_from_its_day_and_the_old_one_until_then(
    practice: Organisation, year: Year
) -> None:
    renamed(practice, year, "  THE   NEW SURGERY ")
    practice.refresh_from_db()
    assert practice.name == "THE NEW SURGERY"
    assert name_on(practice, date(2020, 9, 30)) == "PRACTICE C86001"
    assert name_on(practice, date(2020, 10, 1)) == "THE NEW SURGERY"
    assert AuditEvent.objects.get(event="name corrected").reason == "A new partnership"


def test_a_practice_without_dated_names_keeps_the_old_one_too(year: Year) -> None:
    practice = Organisation.objects.get(code="C86002")
    renamed(practice, year, "NEW")
    assert name_on(practice, date(2020, 9, 30)) == "PRACTICE C86002"
    assert name_on(practice, date(2020, 10, 1)) == "NEW"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "X" * 201}, "name"),
        ({"name": "PRACTICE C86001"}, "name"),
        ({"reason": " "}, "reason"),
        ({"since": date(1970, 1, 1)}, "since"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    practice: Organisation, year: Year, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        renamed(practice, year, **{"name": "NEW", **said})
    assert field in refused.value.message_dict
    assert OrganisationName.objects.count() == 1


def test_a_practice_moves_to_another_network_on_a_day(practice: Organisation, year: Year) -> None:
    other = year.a_network("U36746", "ANOTHER PCN")
    moved = {"practice": practice, "network": other, "reason": "Agreed", "by": year.publisher}
    move_practice(since=date(2021, 4, 1), **moved)
    assert network_of(practice, date(2021, 3, 31)) == year.network
    assert network_of(practice, date(2021, 4, 1)) == other
    details = AuditEvent.objects.get(event="practice moved").details
    assert details == {"left": "U72999", "joined": "U36746", "since": "2021-04-01"}
    with pytest.raises(ValidationError, match="already"):
        move_practice(since=date(2021, 5, 1), **moved)


def test_a_practice_that_closes_leaves_its_new_network_that_day(
    practice: Organisation, year: Year
) -> None:
    Organisation.objects.filter(pk=practice.pk).update(closed_on=date(2021, 4, 19))
    other = year.a_network("U36746", "ANOTHER PCN")
    move_practice(
        practice=practice, network=other, since=date(2021, 4, 1), reason="Agreed", by=year.publisher
    )
    assert network_of(practice, date(2021, 4, 19)) == other
    assert network_of(practice, date(2021, 4, 20)) is None


def test_only_a_network_can_be_moved_to(practice: Organisation, year: Year) -> None:
    other = Organisation.objects.get(code="C86002")
    with pytest.raises(ValidationError, match="moves to a primary care network"):
        move_practice(
            practice=practice,
            network=other,
            since=date(2021, 4, 1),
            reason="Agreed",
            by=year.publisher,
        )


def a_list(practice: Organisation, year: Year, **more: Any) -> ListSize:
    said = {
        "kind": ListSize.Kind.RAW,
        "counted_on": date(2021, 1, 1),
        "stands_for": date(2021, 1, 1),
        "patients": Decimal(7_500),
        "source": "Letter of the practice",
        "by": year.publisher,
    } | more
    return enter_list_size(practice=practice, **said)


def test_a_list_is_entered_with_its_source_and_corrected(
    practice: Organisation, year: Year
) -> None:
    a_list(practice, year)
    a_list(practice, year, patients=Decimal(7_501))
    row = ListSize.objects.get(practice=practice, counted_on=date(2021, 1, 1))
    assert (row.patients, row.source) == (Decimal("7501.00"), "Letter of the practice")
    said = [each.event for each in AuditEvent.objects.filter(event__startswith="list size")]
    assert said == ["list size corrected", "list size entered"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"patients": Decimal(0)}, "patients"),
        ({"patients": Decimal("7500.5")}, "patients"),
        ({"source": " "}, "source"),
        ({"counted_on": date(2021, 2, 16)}, "counted_on"),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    practice: Organisation, year: Year, said: dict[str, Any], field: str
) -> None:
    before = ListSize.objects.count()
    with pytest.raises(ValidationError) as refused:
        a_list(practice, year, **said)
    assert field in refused.value.message_dict
    assert ListSize.objects.count() == before


def test_only_the_ccg_keeps_the_register(practice: Organisation, year: Year) -> None:
    dina = a_person("dina@nhs.example", Role.DATA_QUALITY)
    with pytest.raises(PermissionDenied, match="register of organisations"):
        correct_name(
            organisation=practice, name="NEW", since=date(2020, 10, 1), reason="Why", by=dina
        )
    with pytest.raises(PermissionDenied, match="register of organisations"):
        a_list(practice, year, by=dina)


@pytest.mark.parametrize("event", ["name corrected", "practice moved", "list size entered"])
def test_without_the_audit_trail_nothing_is_saved(
    practice: Organisation, year: Year, event: str
) -> None:
    other = year.a_network("U36746", "ANOTHER PCN")
    break_the_audit_trail_at(event)
    act = {
        "name corrected": lambda: renamed(practice, year, "NEW"),
        "practice moved": lambda: move_practice(
            practice=practice,
            network=other,
            since=date(2021, 4, 1),
            reason="Agreed",
            by=year.publisher,
        ),
        "list size entered": lambda: a_list(practice, year),
    }[event]
    with pytest.raises(Exception, match="broken"):
        act()

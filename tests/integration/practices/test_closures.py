"""A practice closes, and another takes on its patients: C86623 on 31 January 2021."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from commissioning.imports import FileRefusedError
from commissioning.models import AuditEvent, Organisation, Role, User
from practices.actions.closures import close_practice
from practices.models import Practice, PrimaryCareNetwork
from practices.selectors.organisations import commissioner_of, members_of, network_of
from tests.factories.commissioning import RoleMembershipFactory
from tests.factories.files import break_the_audit_trail_at
from tests.factories.publishers import PARTNERS, PRACTICES, Import

pytestmark = pytest.mark.django_db

LAST_DAY = date(2021, 1, 31)


@pytest.fixture
def by() -> User:
    return RoleMembershipFactory(role=Role.PRIMARY_CARE).person


@pytest.fixture(autouse=True)
def _register(tmp_path: Path) -> None:
    Import("import_practices", tmp_path, commissioner="02X", as_at="2019-11-19")(PRACTICES)
    Import("import_pcns", tmp_path, commissioner="02X", as_at="2019-12-04")(PARTNERS)


def practice(code: str) -> Organisation:
    return Practice.objects.get(code=code)


def close(by: User, on: date = LAST_DAY, successor: str = "C86002", reason: str = "Merged") -> None:
    close_practice(
        practice=practice("C86623"), on=on, successor=practice(successor), by=by, reason=reason
    )


def test_it_leaves_its_network_and_commissioner_on_its_last_day(by: User) -> None:
    close(by)
    closed = practice("C86623")
    assert closed.closed_on == LAST_DAY
    assert closed.successor == Organisation.objects.get(code="C86002")
    north = PrimaryCareNetwork.objects.get(code="U30587")
    assert network_of(closed, LAST_DAY) == north
    assert network_of(closed, date(2021, 2, 1)) is None
    assert commissioner_of(closed, date(2021, 2, 1)) is None
    assert members_of(north, date(2021, 2, 1)).count() == 11


def test_it_is_on_record_with_its_reason(by: User) -> None:
    close(by, reason="The partners retired")
    event = AuditEvent.objects.get(event="practice closed")
    assert (event.by, event.reason) == (by, "The partners retired")
    assert event.details == {
        "closed_on": "2021-01-31",
        "was_closed_on": None,
        "successor": "C86002",
    }


def test_editions_from_before_do_not_open_it_again(by: User, tmp_path: Path) -> None:
    close(by)
    practices = Import("import_practices", tmp_path, commissioner="02X", as_at="2019-11-19")
    pcns = Import("import_pcns", tmp_path, commissioner="02X", as_at="2019-12-04")
    assert practices(PRACTICES)["unchanged"] == 40
    assert pcns(PARTNERS)["unchanged"] == 45
    assert practice("C86623").closed_on == LAST_DAY


def test_closing_again_on_an_earlier_day_corrects_it(by: User) -> None:
    close(by)
    close(by, on=date(2020, 12, 31))
    assert practice("C86623").closed_on == date(2020, 12, 31)
    assert network_of(practice("C86623"), date(2021, 1, 1)) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "reason: is blank. Say why C86623"),
        ({"on": date(1970, 1, 1)}, "on: is before C86623"),
        ({"successor": "C86623"}, "successor: is the practice that closes"),
    ],
)
def test_what_cannot_be_is_refused(by: User, changes: dict[str, str], said: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        close(by, **changes)
    assert said in str(refused.value)
    assert practice("C86623").closed_on is None


def test_a_closed_practice_takes_on_nobody(by: User) -> None:
    close_practice(practice=practice("C86002"), on=date(2020, 6, 30), by=by, reason="Retired")
    with pytest.raises(FileRefusedError, match=r"successor: C86002 .* closed on 30 June 2020"):
        close(by)


def test_only_the_keepers_of_the_register_may(by: User) -> None:
    other = RoleMembershipFactory(role=Role.LMC).person
    with pytest.raises(PermissionDenied):
        close(other)
    close(by)


def test_without_the_audit_trail_nothing_is_saved(by: User) -> None:
    break_the_audit_trail_at("practice closed")
    with pytest.raises(IntegrityError, match="broken"), transaction.atomic():
        close(by)
    assert practice("C86623").closed_on is None
    assert network_of(practice("C86623"), date(2021, 2, 1)) is not None

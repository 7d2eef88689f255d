"""Chasing: who is told, what the log keeps, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from commissioning.clock import as_if_today
from commissioning.models import AuditEvent, Organisation, Role, RoleMembership, User
from practices.actions.chases import Chased, chase
from practices.models import Chase
from tests.factories.files import break_the_audit_trail_at
from tests.factories.years import Year, a_person

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 2)


@pytest.fixture
def ann(year: Year) -> User:  # noqa: ARG001
    return a_person("ann@nhs.example", Role.PRIMARY_CARE)


@pytest.fixture
def asked(year: Year) -> Organisation:
    """A practice with two people, one of whom has left."""
    practice = year.a_practice("C86009", "THE ASKED PRACTICE")
    for email, ends_on in (("gita@gp.example", None), ("left@gp.example", date(2020, 5, 31))):
        RoleMembership.objects.create(
            person=User.objects.create_user(email),
            role=Role.PRACTICE,
            organisation=practice,
            starts_on=date(2016, 4, 1),
            ends_on=ends_on,
        )
    return practice


def chases(*organisations: Organisation, by: User, **more: Any) -> Chased:
    about = {"specification": "proactive-care", "about": "sign-up"} | more
    with as_if_today(DAY):
        return chase(organisations=organisations, by=by, **about)


def test_those_who_act_for_the_practice_are_told_without_figures(
    asked: Organisation,
    ann: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        done = chases(asked, by=ann)

    assert [each.code for each in done.told] == ["C86009"]
    (letter,) = mailoutbox
    assert letter.to == ["gita@gp.example"]
    assert letter.subject == "Reminder: Sign up, or decline"
    assert "It was due on 29 May 2020" in letter.body
    assert "Sign in to read" in letter.body
    assert "£" not in letter.body
    (kept,) = Chase.objects.all()
    assert (kept.chased_by, kept.chased_on, kept.sent_to) == (ann, DAY, ["gita@gp.example"])
    assert AuditEvent.objects.get(event="chased").by == ann


def test_a_second_click_on_the_same_day_sends_nothing(asked: Organisation, ann: User) -> None:
    chases(asked, by=ann)

    assert [each.code for each in chases(asked, by=ann).already] == ["C86009"]
    assert Chase.objects.count() == 1


def test_where_nobody_can_be_told_that_is_said_and_nothing_is_logged(
    year: Year, asked: Organisation, ann: User
) -> None:
    alone = year.a_practice("C86010", "NOBODY SIGNS IN")

    done = chases(asked, alone, by=ann)

    assert [each.code for each in done.nobody] == ["C86010"]
    assert Chase.objects.get().organisation == asked


def test_a_quarterly_report_is_chased_by_its_quarter(asked: Organisation, ann: User) -> None:
    about = {"specification": "coordinated-care", "about": "quarterly-report"}
    chases(asked, by=ann, quarter=date(2016, 12, 31), **about)

    assert Chase.objects.get().quarter == date(2016, 12, 31)
    with pytest.raises(ValidationError, match="asks nobody for “quarterly-report”"):
        chases(asked, by=ann, quarter=date(2016, 12, 30), **about)


def test_others_do_not_chase(asked: Organisation) -> None:
    with pytest.raises(PermissionDenied, match="primary care team chases"):
        chases(asked, by=a_person("fay@nhs.example", Role.FINANCE))
    assert not Chase.objects.exists()


def test_nothing_is_logged_or_sent_without_the_audit_trail(
    asked: Organisation, ann: User, mailoutbox: list[Any]
) -> None:
    break_the_audit_trail_at("chased")

    with pytest.raises(IntegrityError, match="broken"), transaction.atomic():
        chases(asked, by=ann)
    assert mailoutbox == []
    assert not Chase.objects.exists()


def test_the_number_of_queries_does_not_grow_but_by_what_is_written(
    year: Year, ann: User, django_assert_max_num_queries: Any
) -> None:
    silent = [year.a_practice(f"C8610{number}", "PRACTICE") for number in range(5)]

    with django_assert_max_num_queries(8):
        chases(*silent, by=ann)

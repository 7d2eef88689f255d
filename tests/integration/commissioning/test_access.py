"""People who are here: who sees whom, roles given and ended, details put right, lost phones."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from commissioning.accounts.actions.access import (
    correct_person,
    end_role,
    give_role,
    reset_second_step,
)
from commissioning.models import AuditEvent, Organisation, Role, RoleMembership, User
from commissioning.policy.roles import holds
from tests.factories.years import a_person

TODAY, YESTERDAY = date(2021, 2, 15), date(2021, 2, 14)
START = date(2016, 4, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.COMMISSIONING_TODAY = TODAY


@pytest.fixture
def practice() -> Organisation:
    return Organisation.objects.create(code="C86001", kind="practice", name="THE ONE PRACTICE")


@pytest.fixture
def other() -> Organisation:
    return Organisation.objects.create(code="C86002", kind="practice", name="THE OTHER PRACTICE")


@pytest.fixture
def anna() -> User:
    return a_person("anna@ccg.example", Role.PRIMARY_CARE)


def works_at(practice: Organisation, email: str, *, manages: bool = False) -> User:
    person = User.objects.create_user(email, name=email.split("@", maxsplit=1)[0].title())
    RoleMembership.objects.create(
        person=person, role=Role.PRACTICE, organisation=practice, starts_on=START, manages=manages
    )
    return person


@pytest.fixture
def manager(practice: Organisation) -> User:
    return works_at(practice, "max@practice.example", manages=True)


@pytest.fixture
def mary(practice: Organisation) -> User:
    return works_at(practice, "mary@practice.example")


def only_role(person: User) -> RoleMembership:
    return person.roles.get()


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# Ending access


def test_access_ends_after_a_day_and_work_stays(mary: User, anna: User, settings: Any) -> None:
    visitor = Client()
    visitor.force_login(mary)
    end_role(membership=only_role(mary), ends_on=TODAY, by=anna, reason="Left the practice")

    assert visitor.get("/accounts/").status_code == 200
    settings.COMMISSIONING_TODAY = date(2021, 2, 16)
    assert visitor.get("/accounts/").status_code == 403
    event = AuditEvent.objects.get(event="role ended")
    assert (event.by, event.reason, event.details["ends_on"]) == (
        anna,
        "Left the practice",
        "2021-02-15",
    )
    assert User.objects.filter(pk=mary.pk).exists()


def test_yesterday_ends_it_at_once(mary: User, anna: User) -> None:
    end_role(membership=only_role(mary), ends_on=YESTERDAY, by=anna)

    assert not holds(User.objects.get(pk=mary.pk), Role.PRACTICE)


@pytest.mark.parametrize(
    ("ends_on", "error"),
    [
        (date(2021, 2, 13), "must be 14 February 2021 or later"),
        (date(2016, 1, 1), "must be 14 February 2021 or later"),
    ],
)
def test_nothing_is_ended_in_the_past(mary: User, anna: User, ends_on: date, error: str) -> None:
    with pytest.raises(ValidationError, match=error):
        end_role(membership=only_role(mary), ends_on=ends_on, by=anna)
    assert only_role(mary).ends_on is None


def test_a_role_ends_no_earlier_than_it_starts(mary: User, anna: User) -> None:
    mary.roles.update(starts_on=TODAY)
    with pytest.raises(ValidationError, match="15 February 2021 or later, when the role started"):
        end_role(membership=only_role(mary), ends_on=YESTERDAY, by=anna)


def test_what_has_ended_stays_ended(mary: User, anna: User) -> None:
    mary.roles.update(ends_on=date(2020, 3, 31))
    with pytest.raises(ValidationError, match="This role ended on 31 March 2020"):
        end_role(membership=only_role(mary), ends_on=TODAY, by=anna)


def test_nobody_shuts_themselves_out(anna: User, manager: User) -> None:
    for person in (anna, manager):
        with pytest.raises(PermissionDenied, match="you would shut yourself out"):
            end_role(membership=only_role(person), ends_on=TODAY, by=person)
    beth = a_person("beth@ccg.example", Role.PRIMARY_CARE)
    end_role(membership=only_role(anna), ends_on=YESTERDAY, by=beth)
    with pytest.raises(PermissionDenied, match="you would shut yourself out"):
        end_role(membership=only_role(beth), ends_on=YESTERDAY, by=beth)


def test_one_of_several_own_roles_can_be_ended(anna: User) -> None:
    finance = RoleMembership.objects.create(person=anna, role=Role.FINANCE, starts_on=START)
    end_role(membership=finance, ends_on=TODAY, by=anna)

    last = anna.roles.get(role=Role.PRIMARY_CARE)
    with pytest.raises(PermissionDenied, match="your own last role"):
        end_role(membership=last, ends_on=TODAY, by=anna)


def test_a_manager_ends_access_to_their_own_practice_alone(
    practice: Organisation, other: Organisation, manager: User, mary: User
) -> None:
    elsewhere = works_at(other, "olga@practice.example")
    finance = a_person("fay@ccg.example", Role.FINANCE)

    end_role(membership=only_role(mary), ends_on=TODAY, by=manager)

    for person in (elsewhere, finance):
        with pytest.raises(PermissionDenied, match="your own practice only"):
            end_role(membership=only_role(person), ends_on=TODAY, by=manager)
    with pytest.raises(PermissionDenied, match="managers of practices"):
        end_role(membership=only_role(manager), ends_on=TODAY, by=works_at(practice, "p@p.example"))


# Giving roles


def test_a_role_is_given_from_today(mary: User, anna: User, other: Organisation) -> None:
    give_role(person=mary, role=Role.PRACTICE, organisation=other, by=anna)

    given = mary.roles.get(organisation=other)
    assert (given.starts_on, given.ends_on) == (TODAY, None)
    assert AuditEvent.objects.get(event="role given").details["for_code"] == "C86002"
    with pytest.raises(ValidationError, match="has this role already"):
        give_role(person=mary, role=Role.PRACTICE, organisation=other, by=anna)


def test_a_role_that_was_to_end_goes_on(mary: User, anna: User, practice: Organisation) -> None:
    end_role(membership=only_role(mary), ends_on=TODAY, by=anna)

    give_role(person=mary, role=Role.PRACTICE, organisation=practice, by=anna)

    assert only_role(mary).ends_on is None


def test_only_the_team_gives_other_roles(mary: User, manager: User, other: Organisation) -> None:
    with pytest.raises(PermissionDenied, match="your own practice only"):
        give_role(person=mary, role=Role.PRACTICE, organisation=other, by=manager)
    with pytest.raises(PermissionDenied, match="your own practice only"):
        give_role(person=manager, role=Role.PRIMARY_CARE, organisation=None, by=manager)
    assert mary.roles.count() == 1


# Putting details right


@pytest.mark.django_db(transaction=True)
def test_a_new_address_is_told_to_both(mary: User, anna: User) -> None:
    correct_person(person=mary, name="Mary May", email="Mary.May@practice.example", by=anna)

    mary.refresh_from_db()
    assert (mary.name, mary.email) == ("Mary May", "mary.may@practice.example")
    assert [each.to for each in mail.outbox] == [
        ["mary@practice.example"],
        ["mary.may@practice.example"],
    ]
    assert "Anna has changed the e-mail address" in mail.outbox[0].body
    was = AuditEvent.objects.get(event="person corrected").details["was"]
    assert was["email"] == "mary@practice.example"


def test_two_people_have_two_addresses(mary: User, anna: User) -> None:
    with pytest.raises(ValidationError, match="Somebody else has the e-mail address"):
        correct_person(person=mary, name="Mary", email=anna.email.upper(), by=anna)
    with pytest.raises(ValidationError, match="valid email"):
        correct_person(person=mary, name="Mary", email="mary", by=anna)


def test_a_manager_does_not_take_over_who_acts_for_others(
    mary: User, manager: User, anna: User
) -> None:
    """Who holds the address can set the password: a past role elsewhere is enough to refuse."""
    correct_person(person=mary, name="Mary May", email=mary.email, by=manager)
    RoleMembership.objects.create(
        person=mary, role=Role.FINANCE, starts_on=START, ends_on=date(2017, 1, 1)
    )
    with pytest.raises(PermissionDenied, match="acts for others too"):
        correct_person(person=mary, name="Mary", email="max2@practice.example", by=manager)
    with pytest.raises(PermissionDenied, match="acts for others too"):
        correct_person(person=anna, name="Anna", email="max2@practice.example", by=manager)
    with pytest.raises(PermissionDenied, match="managers of practices"):
        correct_person(person=manager, name="X", email="x@y.example", by=mary)


# A lost phone


def with_an_app(person: User) -> User:
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    return person


def test_a_lost_second_step_is_reset_by_somebody_else(mary: User, anna: User) -> None:
    with_an_app(mary)
    reset_second_step(person=mary, by=anna, reason="Lost phone; rang back at the practice")

    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get(event="second step reset").reason.startswith("Lost phone")
    with pytest.raises(ValidationError, match="has no second step set up"):
        reset_second_step(person=mary, by=anna, reason="Again")
    with pytest.raises(PermissionDenied, match="under “Your account”"):
        reset_second_step(person=with_an_app(anna), by=anna, reason="Mine")


def test_nobody_else_resets_one(mary: User, manager: User) -> None:
    with pytest.raises(PermissionDenied, match="primary care team"):
        reset_second_step(person=with_an_app(mary), by=manager, reason="Lost phone")
    assert Authenticator.objects.exists()


def test_nothing_is_saved_when_the_audit_cannot_be_written(
    mary: User, anna: User, other: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEvent.objects, "create", broken)
    for act in (
        lambda: end_role(membership=only_role(mary), ends_on=TODAY, by=anna),
        lambda: give_role(person=mary, role=Role.PRACTICE, organisation=other, by=anna),
        lambda: correct_person(person=mary, name="X", email="x@y.example", by=anna),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    mary.refresh_from_db()
    assert only_role(mary).ends_on is None
    assert mary.name == "Mary"


@pytest.mark.django_db(transaction=True)
def test_a_reset_signs_the_person_out_everywhere_and_nobody_else(
    mary: User, manager: User, anna: User
) -> None:
    lost, desk, of_another, of_the_team = Client(), Client(), Client(), Client()
    for client, person in (
        (lost, mary),
        (desk, mary),
        (of_another, manager),
        (of_the_team, anna),
    ):
        client.force_login(with_an_app(person) if client is lost else person)
        assert client.get("/accounts/").status_code == 200

    of_the_team.post(f"/people/{mary.pk}/second-step/", {"reason": "Lost phone"})

    for client in (lost, desk):
        assert client.get("/accounts/").status_code == 302
        assert "login" in client.get("/accounts/")["Location"]
    for client in (of_another, of_the_team):
        assert client.get("/accounts/").status_code == 200
    assert AuditEvent.objects.get(event="second step reset").details["sessions_ended"] == 2


@pytest.mark.django_db(transaction=True)
def test_a_session_read_again_before_a_reset_is_saved_ends_too(mary: User, anna: User) -> None:
    visitor = Client()
    visitor.force_login(with_an_app(mary))
    key = visitor.session.session_key

    with transaction.atomic():
        reset_second_step(person=mary, by=anna, reason="Lost phone")
        stale = f"{KEY_PREFIX}{key}"
        cache.set(stale, {SESSION_KEY: str(mary.pk)})
    assert cache.get(stale) is None
    assert visitor.get("/accounts/").status_code == 302


# On the pages


def test_the_team_finds_anybody(client: Client, mary: User, anna: User, manager: User) -> None:
    client.force_login(anna)

    everybody = text(client.get("/people/"))
    for person in (mary, anna, manager):
        assert person.email in everybody
    assert "GP practice, The One Practice, manager" in everybody
    assert mary.email not in text(client.get("/people/?q=max"))
    assert mary.email in text(client.get("/people/?q=MARY"))
    assert mary.email not in text(client.get("/people/?role=primary-care"))
    assert mary.email in text(client.get("/people/?organisation=one+C86001"))
    assert anna.email not in text(client.get("/people/?organisation=C86001"))
    listed = client.get("/people/?export=csv&role=practice").content.decode()
    assert listed.count("@practice.example") == 2


def test_a_manager_finds_their_own_people(
    client: Client, mary: User, anna: User, manager: User, other: Organisation
) -> None:
    elsewhere = works_at(other, "olga@practice.example")
    give_role(person=mary, role=Role.PRACTICE, organisation=other, by=anna)
    client.force_login(manager)

    listed = text(client.get("/people/"))

    assert mary.email in listed
    assert anna.email not in listed
    assert elsewhere.email not in listed
    page = text(client.get(f"/people/{mary.pk}/"))
    assert "The One Practice" in page
    assert "The Other Practice" not in page
    assert "acts for others too" in page
    for path in (f"/people/{elsewhere.pk}/", f"/people/{anna.pk}/"):
        assert client.get(path).status_code == 404
        assert client.get(f"{path}role/").status_code == 404
        assert client.get(f"{path}correct/").status_code == 404
    assert client.get(f"/people/roles/{only_role(elsewhere).pk}/end/").status_code == 404
    there = mary.roles.get(organisation=other)
    assert client.get(f"/people/roles/{there.pk}/end/").status_code == 404
    assert client.get(f"/people/{mary.pk}/second-step/").status_code == 403


def test_a_manager_gives_and_ends_roles_of_their_own_practice_on_pages(
    client: Client, mary: User, manager: User, practice: Organisation, other: Organisation
) -> None:
    works_at(other, "olga@practice.example")
    client.force_login(manager)
    here = f"/people/{mary.pk}/"
    end = f"/people/roles/{only_role(mary).pk}/end/"
    assert end in text(client.get(here))
    yesterday = {"ends_on-day": "14", "ends_on-month": "2", "ends_on-year": "2021"}

    ended = text(client.post(end, yesterday, follow=True))
    asked = text(client.get(f"{here}role/"))
    given = text(
        client.post(f"{here}role/", {"organisation": practice.code, "manages": "on"}, follow=True)
    )

    assert "The access of Mary ends after 14 February 2021" in ended
    assert f'href="{here}role/"' in ended
    assert practice.code in asked
    assert other.code not in asked
    assert "What will they do?" not in asked
    assert "Mary now has the role: GP practice, The One Practice, manager" in given
    again = mary.roles.get(starts_on=TODAY)
    assert (again.organisation, again.manages, again.ends_on) == (practice, True, None)


@pytest.mark.parametrize(
    "said",
    [
        {"organisation": "C86002"},
        {"organisation": "", "role": "primary-care"},
        {"organisation": "C86002", "role": "practice", "deputy": "on"},
    ],
)
def test_a_manager_gives_no_other_role_by_a_form_of_their_own_making(
    client: Client, mary: User, manager: User, other: Organisation, said: dict[str, str]
) -> None:
    client.force_login(manager)

    answer = client.post(f"/people/{mary.pk}/role/", said)

    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    assert mary.roles.count() == 1
    assert other.roles.count() == 0


def test_others_keep_no_people(client: Client, mary: User) -> None:
    client.force_login(mary)

    answer = client.get("/people/")

    assert answer.status_code == 403
    assert "managers of practices keep people’s access" in text(answer)
    assert "/people/" not in text(client.get("/accounts/"))


def test_access_is_ended_on_a_page(client: Client, mary: User, anna: User) -> None:
    client.force_login(anna)
    role = only_role(mary)
    assert "End access" in text(client.get(f"/people/{mary.pk}/"))
    path = f"/people/roles/{role.pk}/end/"

    for said, error in (
        ({}, "Enter the last day of access"),
        (
            {"ends_on-day": "31", "ends_on-month": "2", "ends_on-year": "2021"},
            "a real date",
        ),
        ({"ends_on-day": "1", "ends_on-month": "2", "ends_on-year": "2021"}, "14 February 2021"),
    ):
        assert error in text(client.post(path, said))
    said = {"ends_on-day": "28", "ends_on-month": "2", "ends_on-year": "2021", "reason": "Left"}
    done = text(client.post(path, said, follow=True))

    assert "ends after 28 February 2021" in done
    assert "From 1 April 2016, ends 28 February 2021" in done


def test_ones_own_last_role_cannot_be_ended_and_the_page_says_why(
    client: Client, anna: User
) -> None:
    client.force_login(anna)

    page = text(client.get(f"/people/{anna.pk}/"))

    assert "you would shut yourself out: ask a colleague to end it" in page
    assert "/end/" not in page


def test_details_are_corrected_and_roles_given_on_pages(
    client: Client, mary: User, anna: User, other: Organisation
) -> None:
    client.force_login(anna)
    here = f"/people/{mary.pk}/"

    wrong = text(client.post(f"{here}correct/", {"name": "", "email": "x"}))
    assert "Enter a name" in wrong
    assert "Enter an e-mail address in full" in wrong
    taken = text(client.post(f"{here}correct/", {"name": "M", "email": anna.email}))
    assert "Somebody else has the e-mail address" in taken
    client.post(f"{here}correct/", {"name": "Mary May", "email": mary.email})
    none = text(client.post(f"{here}role/", {"role": "practice"}))
    assert "Choose a GP practice for the role" in none
    said = {"role": "practice", "organisation": other.code, "manages": "on"}
    done = text(client.post(f"{here}role/", said, follow=True))

    assert "Mary May now has the role: GP practice, The Other Practice, manager" in done


def test_a_second_step_is_reset_on_a_page(client: Client, mary: User, anna: User) -> None:
    client.force_login(anna)
    here = f"/people/{mary.pk}/"
    assert "Second step" not in text(client.get(here))
    with_an_app(mary)
    assert "Second step" in text(client.get(here))

    assert "Enter why it is reset" in text(client.post(f"{here}second-step/", {}))
    done = client.post(f"{here}second-step/", {"reason": "Lost phone"}, follow=True)

    assert "The second step of Mary is reset" in text(done)


@pytest.mark.parametrize("number", [2, 12])
def test_the_lists_ask_the_same_however_many_there_are(
    client: Client,
    anna: User,
    practice: Organisation,
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    for each in range(number):
        works_at(practice, f"person{each}@practice.example")
    client.force_login(anna)
    client.get("/people/")

    with django_assert_max_num_queries(12) as asked:
        client.get("/people/")
    assert len(asked.captured_queries) <= 12

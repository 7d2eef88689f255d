"""Inviting people: who may, what is sent, and what becomes of each link."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings

from commissioning.accounts.actions.invitations import (
    accept_invitation,
    invite,
    send_invitation_again,
    withdraw_invitation,
)
from commissioning.models import AuditEvent, Invitation, Organisation, Role, RoleMembership, User
from commissioning.policy.roles import holds
from tests.factories.invitations import InvitationFactory
from tests.factories.years import a_person

PASSWORD = "a-long-and-odd-pass-phrase"
EMAIL = "mary@practice.example"
TODAY = date(2021, 2, 15)
START = date(2016, 4, 1)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    cache.clear()
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


@pytest.fixture
def manager(practice: Organisation) -> User:
    person = User.objects.create_user("max@practice.example", PASSWORD, name="Max Manager")
    RoleMembership.objects.create(
        person=person, role=Role.PRACTICE, organisation=practice, starts_on=START, manages=True
    )
    return person


def invited(practice: Organisation, by: User, **more: Any) -> Invitation:
    return invite(email=EMAIL, role=Role.PRACTICE, organisation=practice, by=by, **more)


def link() -> str:
    """The path in the last letter."""
    return re.findall(r"http://localhost:\d+(/invited/\S+)", mail.outbox[-1].body)[0]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def accept(path: str, client: Client | None = None, **more: str) -> Any:
    said = {"name": "Mary May", "password": PASSWORD, "again": PASSWORD, **more}
    return (client or Client()).post(path, said)


def test_an_invitation_from_the_letter_to_the_first_sign_in(
    practice: Organisation, anna: User
) -> None:
    invited(practice, anna, name="Mary")
    letter = mail.outbox[0]
    assert letter.to == [EMAIL]
    assert letter.subject == "You are invited to The One Practice on Primary care commissioning"
    assert "Hello Mary" in letter.body
    assert "GP practice, The One Practice" in letter.body
    assert "until 1 March 2021" in letter.body

    page = Client().get(link())
    assert "Anna invites mary@practice.example to act as: <strong>GP practice" in text(page)
    assert 'value="Mary"' in text(page)
    assert "no-store" in page.headers["Cache-Control"]
    done = accept(link())

    assert done.headers["Location"] == "/accounts/login/"
    mary = User.objects.get(email=EMAIL)
    assert mary.name == "Mary May"
    (role,) = mary.roles.all()
    assert (role.role, role.organisation, role.starts_on) == (Role.PRACTICE, practice, TODAY)
    assert not role.manages
    visitor = Client()
    visitor.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert visitor.get("/accounts/").status_code == 200


def test_the_secret_is_not_kept(practice: Organisation, anna: User) -> None:
    found = invited(practice, anna)
    token = link().split("/")[2]

    assert len(token) >= 40
    assert token not in str(Invitation.objects.filter(pk=found.pk).values().get())


def test_what_happened_is_on_record(practice: Organisation, anna: User) -> None:
    found = invited(practice, anna)
    accept_invitation(invitation=found, by=None, name="Mary", password=PASSWORD)

    events = AuditEvent.objects.order_by("pk").values_list("event", "by__email", "organisation")
    assert list(events) == [
        ("person invited", anna.email, practice.pk),
        ("invitation accepted", EMAIL, practice.pk),
    ]


def test_a_link_works_once(practice: Organisation, anna: User) -> None:
    invited(practice, anna)
    accept(link())

    again = Client().get(link())
    assert again.status_code == 410
    assert "This invitation was accepted already" in text(again)
    other_password = accept(link(), password="another-odd-pass-phrase", again="another-odd-pass-ph")
    assert other_password.status_code == 410
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)


def test_a_link_grows_old(practice: Organisation, anna: User, settings: Any) -> None:
    invited(practice, anna)
    settings.COMMISSIONING_TODAY = date(2021, 3, 1)
    assert Client().get(link()).status_code == 200
    settings.COMMISSIONING_TODAY = date(2021, 3, 2)

    answer = accept(link())

    assert answer.status_code == 410
    assert "This invitation is too old" in text(answer)
    assert "Its link worked until 1 March 2021" in text(answer)
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_withdrawn_link_says_so(practice: Organisation, anna: User) -> None:
    withdraw_invitation(invitation=invited(practice, anna), by=anna)

    answer = accept(link())

    assert answer.status_code == 410
    assert "This invitation was withdrawn" in text(answer)
    assert not User.objects.filter(email=EMAIL).exists()


def test_sending_again_ends_the_link_before(practice: Organisation, anna: User) -> None:
    found = invited(practice, anna)
    before = link()

    send_invitation_again(invitation=found, by=anna)

    assert link() != before
    assert Client().get(before).status_code == 404
    assert accept(link()).status_code == 302


def test_an_expired_invitation_can_be_sent_again(
    practice: Organisation, anna: User, settings: Any
) -> None:
    found = invited(practice, anna)
    settings.COMMISSIONING_TODAY = date(2021, 4, 1)
    with pytest.raises(ValidationError, match="send that invitation again"):
        invited(practice, anna)

    send_invitation_again(invitation=found, by=anna)

    assert accept(link()).status_code == 302


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(strategies.text(min_size=1, max_size=80).filter(lambda each: "/" not in each))
def test_a_link_that_was_tampered_with_opens_nothing(token: str) -> None:
    answer = Client().get("/invited/" + "".join(f"%{byte:02x}" for byte in token.encode()) + "/")

    assert answer.status_code == 404
    assert "This link is not an invitation" in text(answer) or "Page not found" in text(answer)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 201}, "The name must be 200 characters or fewer"),
        ({"password": "", "again": ""}, "Enter a password"),
        ({"password": "12345678", "again": "12345678"}, "This password is"),
        ({"again": "something-else"}, "The two passwords must be the same"),
        ({"password": "mary@practice", "again": "mary@practice"}, "too similar"),
    ],
)
def test_mistakes_are_named_and_nothing_is_saved(
    practice: Organisation, anna: User, said: dict[str, str], error: str
) -> None:
    invited(practice, anna)

    answer = accept(link(), **said)

    assert answer.status_code == 200
    assert error in text(answer)
    assert not User.objects.filter(email=EMAIL).exists()
    assert Client().get(link()).status_code == 200


def test_who_is_here_already_signs_in_to_accept(
    practice: Organisation, other: Organisation, anna: User, manager: User
) -> None:
    invite(email=manager.email, role=Role.PRACTICE, organisation=other, by=anna)
    visitor = Client()

    asked = text(visitor.get(link()))
    assert "You can sign in here already" in asked
    assert "Set a password" not in asked
    assert accept(link()).status_code == 200
    assert manager.check_password(PASSWORD)
    onward = visitor.post(
        "/accounts/login/", {"login": manager.email, "password": PASSWORD, "next": link()}
    )
    assert onward.headers["Location"] == link()
    assert "Accept the invitation" in text(visitor.get(link()))
    assert visitor.post(link()).headers["Location"] == "/"
    held = manager.roles.order_by("pk").values_list("organisation__code", flat=True)
    assert list(held) == [practice.code, other.code]


def test_a_link_does_not_serve_somebody_else(
    practice: Organisation, anna: User, manager: User
) -> None:
    found = invited(practice, anna)
    visitor = Client()
    visitor.force_login(manager)

    answer = visitor.post(link())

    assert answer.status_code == 403
    assert "This invitation is for somebody else" in text(answer)
    with pytest.raises(PermissionDenied, match=r"is for mary@practice\.example"):
        accept_invitation(invitation=found, by=manager)


def test_who_left_can_be_invited_back(practice: Organisation, anna: User, manager: User) -> None:
    manager.roles.update(ends_on=date(2020, 3, 31))
    invite(email=manager.email, role=Role.PRACTICE, organisation=practice, by=anna)
    visitor = Client()
    visitor.post("/accounts/login/", {"login": manager.email, "password": PASSWORD})
    assert visitor.get("/accounts/").status_code == 403

    visitor.post(link())

    assert visitor.get("/accounts/").status_code == 200


# Who may invite whom


def test_a_manager_invites_to_their_own_practice_alone(
    practice: Organisation, other: Organisation, manager: User
) -> None:
    assert invited(practice, manager).organisation == practice
    for role, organisation in (
        (Role.PRACTICE, other),
        (Role.FINANCE, None),
        (Role.PRIMARY_CARE, None),
        (Role.LMC, None),
    ):
        with pytest.raises(PermissionDenied, match="your own practice only"):
            invite(email="x@y.example", role=role, organisation=organisation, by=manager)
    assert Invitation.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("role", [Role.FINANCE, Role.DATA_QUALITY, Role.LMC])
def test_others_invite_nobody(practice: Organisation, role: Role) -> None:
    fay = a_person("fay@ccg.example", role)

    with pytest.raises(PermissionDenied, match="managers of practices"):
        invited(practice, fay)


def test_who_works_at_a_practice_without_managing_it_invites_nobody(
    practice: Organisation, manager: User
) -> None:
    manager.roles.update(manages=False)

    with pytest.raises(PermissionDenied, match="managers of practices"):
        invited(practice, manager)


def test_a_role_goes_with_the_right_organisation(practice: Organisation, anna: User) -> None:
    with pytest.raises(PermissionDenied, match="held for a GP practice: say which"):
        invite(email=EMAIL, role=Role.PRACTICE, organisation=None, by=anna)
    with pytest.raises(PermissionDenied, match="held for the commissioner"):
        invite(email=EMAIL, role=Role.FINANCE, organisation=practice, by=anna)
    with pytest.raises(ValidationError):
        invite(email="mary", role=Role.FINANCE, organisation=None, by=anna)


def test_nobody_is_invited_twice_to_one_role(practice: Organisation, anna: User) -> None:
    found = invited(practice, anna)
    with pytest.raises(ValidationError, match="is invited to this role already"):
        invited(practice, anna)
    accept_invitation(invitation=found, by=None, name="Mary", password=PASSWORD)
    with pytest.raises(ValidationError, match="has this role already"):
        invited(practice, anna)


def test_the_database_keeps_an_invitation_whole(practice: Organisation, anna: User) -> None:
    found = invited(practice, anna)
    for wrong in (
        {"accepted_on": TODAY},
        {"withdrawn_by": anna},
        {"accepted_on": TODAY, "accepted_by": anna, "withdrawn_on": TODAY, "withdrawn_by": anna},
        {"expires_on": date(2021, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.filter(pk=found.pk).update(**wrong)


def test_nothing_is_saved_or_sent_when_the_audit_cannot_be_written(
    practice: Organisation, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(AuditEvent.objects, "create", broken)
    with pytest.raises(DatabaseError):
        invited(practice, anna)
    assert not Invitation.objects.exists()
    assert mail.outbox == []


# On the pages


@pytest.mark.usefixtures("practice")
def test_the_team_invites_on_a_page(client: Client, anna: User) -> None:
    client.force_login(anna)
    page = text(client.get("/invitations/new/"))
    assert "The One Practice (C86001)" in page

    said = {"email": EMAIL.upper(), "role": "practice", "organisation": "C86001", "manages": "on"}
    answer = client.post("/invitations/new/", said, follow=True)

    assert "The invitation to mary@practice.example is sent" in text(answer)
    assert "GP practice, The One Practice, manager" in text(answer)
    assert Invitation.objects.get().manages


def test_a_manager_is_asked_for_no_role(client: Client, other: Organisation, manager: User) -> None:
    client.force_login(manager)
    page = text(client.get("/invitations/new/"))
    assert "What will they do?" not in page
    assert other.code not in page

    client.post("/invitations/new/", {"email": EMAIL, "organisation": "C86001"})
    refused = client.post("/invitations/new/", {"email": EMAIL, "organisation": "C86002"})

    assert "Choose an organisation of the list" in text(refused)
    assert Invitation.objects.get().organisation.code == "C86001"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"email": ""}, "Enter an e-mail address"),
        ({"email": "mary"}, "Enter an e-mail address in full"),
        ({"email": "x" * 250 + "@y.example"}, "254 characters or fewer"),
        ({"email": "a@b.example\x00"}, "Null characters are not allowed"),
        ({"role": ""}, "Choose what they will do"),
        ({"role": "boss"}, "not one of the available choices"),
        ({"organisation": ""}, "Choose a GP practice for the role “GP practice”"),
        ({"organisation": "02X"}, "Choose an organisation of the list"),
        ({"role": "finance"}, "Leave the organisation empty"),
        ({"name": "x" * 201}, "The name must be 200 characters or fewer"),
    ],
)
@pytest.mark.usefixtures("practice")
def test_mistakes_in_an_invitation_are_named(
    client: Client, anna: User, said: dict[str, str], error: str
) -> None:
    client.force_login(anna)
    whole = {"email": EMAIL, "role": "practice", "organisation": "C86001"}

    answer = client.post("/invitations/new/", whole | said)

    assert answer.status_code == 200
    assert error in text(answer)
    assert not Invitation.objects.exists()


def test_the_list_shows_what_became_of_each(
    client: Client, practice: Organisation, anna: User, settings: Any
) -> None:
    withdraw_invitation(invitation=invited(practice, anna), by=anna)
    accept_invitation(invitation=invited(practice, anna), by=None, name="Mary", password=PASSWORD)
    invite(email="old@practice.example", role=Role.PRACTICE, organisation=practice, by=anna)
    settings.COMMISSIONING_TODAY = date(2021, 3, 5)
    invite(email="new@practice.example", role=Role.PRACTICE, organisation=practice, by=anna)
    client.force_login(anna)

    page = text(client.get("/invitations/"))

    for state in ("Withdrawn", "Accepted", "Expired", "Open"):
        assert f">{state}</strong>" in page
        only = text(client.get(f"/invitations/?state={state.lower()}"))
        assert only.count("</strong> </span></td>") + only.count("</strong></span></td>") == 1, only
    assert "new@practice.example" in text(client.get("/invitations/?state=open"))
    assert "new@practice.example" not in text(client.get("/invitations/?q=old"))
    opened = Invitation.objects.get(email="new@practice.example")
    assert "Send again" in text(client.get(f"/invitations/{opened.pk}/"))
    over = Invitation.objects.get(accepted_on__isnull=False)
    assert "Send again" not in text(client.get(f"/invitations/{over.pk}/"))


def test_a_manager_sees_and_changes_their_own_alone(
    client: Client, practice: Organisation, other: Organisation, anna: User, manager: User
) -> None:
    own = invited(practice, anna)
    theirs = invited(other, anna)
    client.force_login(manager)

    assert other.name.title() not in text(client.get("/invitations/"))
    assert client.get(f"/invitations/{theirs.pk}/").status_code == 404
    assert client.post(f"/invitations/{theirs.pk}/withdraw/").status_code == 404
    assert client.post(f"/invitations/{theirs.pk}/again/").status_code == 404
    assert client.post(f"/invitations/{own.pk}/withdraw/").status_code == 302
    assert client.post(f"/invitations/{own.pk}/again/").status_code == 403
    own.refresh_from_db()
    assert own.withdrawn_by == manager


def test_a_mail_server_that_refuses_is_told_of(
    client: Client, practice: Organisation, anna: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # where nothing listens
    client.force_login(anna)
    said = {"email": EMAIL, "role": "practice", "organisation": practice.code}

    answer = client.post("/invitations/new/", said, follow=True)

    assert "our mail server did not take it: send it again" in text(answer)
    assert Invitation.objects.get().email == EMAIL


def test_the_role_that_comes_is_the_role_that_was_said(practice: Organisation, anna: User) -> None:
    """A role held already gains what the invitation brings, and loses its end."""
    mary = User.objects.create_user(EMAIL, PASSWORD)
    RoleMembership.objects.create(
        person=mary,
        role=Role.PRACTICE,
        organisation=practice,
        starts_on=START,
        ends_on=date(2021, 2, 28),
    )
    found = invited(practice, anna, manages=True)

    accept_invitation(invitation=found, by=mary)

    (role,) = mary.roles.all()
    assert (role.starts_on, role.ends_on, role.manages) == (START, None, True)
    assert holds(mary, Role.PRACTICE)


def test_the_list_asks_as_often_for_two_as_for_twelve(
    client: Client, practice: Organisation, anna: User, manager: User
) -> None:
    client.force_login(anna)
    counts = []
    for number in range(12):
        InvitationFactory(
            email=f"guest{number}@practice.example",
            role=Role.PRACTICE,
            organisation=practice,
            invited_by=User.objects.create_user(f"host{number}@ccg.example"),
            accepted_on=TODAY if number % 3 == 0 else None,
            accepted_by=manager if number % 3 == 0 else None,
        )
        if number in {1, 11}:
            client.get("/invitations/")  # what is read once a process is read before
            with CaptureQueriesContext(connection) as asked:
                page = client.get("/invitations/").content.decode()
            assert f"guest{number}@practice.example" in page
            counts.append(len(asked))

    assert counts[0] == counts[1]

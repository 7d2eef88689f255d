"""How people get in: invited, with a second step, with a passkey, through another service."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from commissioning.config import environment
from commissioning.models import Organisation, RoleMembership, User
from tests.factories.issuer import CLIENT, SECRET, issuing
from tests.factories.years import Year
from tests.system.conftest import NARROW, PASSWORD, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
NEW_PASSWORD = "another-odd-pass-phrase"


@pytest.fixture
def as_real(people: People, settings: Any) -> People:
    """The same people, on a site that is no demo: it asks the CCG's own for a second step."""
    settings.DEMO = False
    return people


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that codes are made of, which a journey moves on instead of waiting."""
    now = [time.time()]
    counters = "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time"
    monkeypatch.setattr(counters, lambda: iter([int(now[0]) // 30]))
    return now


def code(secret: str, clock: list[float]) -> str:
    return str(format_hotp_value(hotp_value(secret, int(clock[0]) // 30)))


def confirms(visitor: Visitor, password: str = PASSWORD) -> None:
    """Enter the password again, where that is asked."""
    assert visitor.heading == "Confirm that it is you"
    visitor.page.get_by_label("Password", exact=True).fill(password)
    visitor.clicks("Confirm")


def sets_up_app(visitor: Visitor, clock: list[float]) -> str:
    """From the page of the second step: set up an authenticator app, and give its secret."""
    visitor.clicks("Set up an authenticator app")
    confirms(visitor)
    assert visitor.page.locator(".app-qr svg path").count() == 1
    secret = visitor.page.locator("#totp-secret").inner_text()
    visitor.page.get_by_label("Code from the app").fill("000000")
    visitor.clicks("Set up")
    assert "The code is not right" in visitor.reads()
    assert visitor.page.locator("#totp-secret").inner_text() == secret
    visitor.page.get_by_label("Code from the app").fill(code(secret, clock))
    visitor.clicks("Set up")
    return str(secret)


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_somebody_is_invited_and_signs_in(people: People, visitors: Come, width: int) -> None:
    # given the primary care team invites a manager to a practice
    team = visitors(width)
    team.signs_in_on_the_page(people["primary-care"])
    team.goes_to("/people/")
    team.clicks("Invite somebody")
    team.page.get_by_label("E-mail address").fill("mary@practice.example")
    team.page.get_by_label("GP practice", exact=True).check()
    team.clicks("Send the invitation")
    assert "Choose a GP practice" in team.reads()
    team.page.get_by_label("Practice, network or committee").select_option("C86002")
    team.page.get_by_label("Manages people of the practice").check()
    team.clicks("Send the invitation")
    assert "The invitation to mary@practice.example is sent" in team.reads()

    # when she opens the link in the letter and says who she is
    (path,) = re.findall(r"http://localhost:\d+(/invited/\S+)", mail.outbox[-1].body)
    mary = visitors(width)
    mary.goes_to(path)
    assert "to act as: GP practice, The C86002 Practice, manager" in mary.reads()
    mary.page.get_by_label("Full name").fill("Mary May")
    mary.page.get_by_label("Password", exact=True).fill("12345678")
    mary.page.get_by_label("Password, again").fill("12345678")
    mary.clicks("Accept the invitation")
    assert "This password is too common" in mary.reads()
    mary.page.get_by_label("Password", exact=True).fill(PASSWORD)
    mary.page.get_by_label("Password, again").fill(PASSWORD)
    mary.clicks("Accept the invitation")
    assert "You are in. Sign in with the password" in mary.reads()
    mary.signs_in_on_the_page(User.objects.get(email="mary@practice.example"))

    # then she is in, and keeps her own people
    mary.goes_to("/accounts/")
    assert "GP practice, The C86002 Practice, manager" in mary.reads()
    assert "This is your first visit" in mary.reads()
    mary.goes_to("/people/")
    assert "mary@practice.example" in mary.reads()
    assert people["primary-care"].email not in mary.reads()
    colleague = User.objects.create_user("cal@practice.example", name="Cal Carr")
    RoleMembership.objects.create(
        person=colleague,
        role="practice",
        organisation=Organisation.objects.get(code="C86002"),
        starts_on=people_start(people["practice"]),
    )
    mary.goes_to("/people/")
    mary.clicks("Cal Carr")
    mary.clicks("Give a role")
    mary.page.get_by_label("Manages people of the practice").check()
    mary.clicks("Give the role")
    assert "Cal Carr now has the role: GP practice, The C86002 Practice, manager" in mary.reads()

    # and the link works no more
    assert mary.goes_to(path) == 410
    assert visitors(width).goes_to(f"{path[:-2]}/") == 404


def test_an_invitation_is_sent_again_and_withdrawn(people: People, visitors: Come) -> None:
    team = visitors()
    team.signs_in_on_the_page(people["primary-care"])
    team.goes_to("/invitations/new/")
    team.page.get_by_label("E-mail address").fill("dan@ccg.example")
    team.page.get_by_label("Data quality team").check()
    team.clicks("Send the invitation")

    team.clicks("dan@ccg.example")
    team.clicks("Send again")
    assert "A new link is sent to dan@ccg.example" in team.reads()
    first, second = (
        re.findall(r"http://localhost:\d+(/invited/\S+)", letter.body)[0]
        for letter in mail.outbox[-2:]
    )
    dan = visitors(NARROW)
    assert dan.goes_to(first) == 404
    assert dan.goes_to(second) == 200
    team.clicks("Withdraw")
    assert dan.goes_to(second) == 410
    assert dan.heading == "This invitation was withdrawn"


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_finance_sets_up_an_app_before_anything_else(
    as_real: People, visitors: Come, clock: list[float], width: int
) -> None:
    # given somebody of finance who has a password alone
    visitor = visitors(width)
    visitor.signs_in_on_the_page(as_real["finance"])
    assert visitor.heading == "Set up a second step to go on"
    visitor.goes_to("/runs/")
    assert visitor.heading == "Set up a second step to go on"

    # when they set up an app
    secret = sets_up_app(visitor, clock)
    assert visitor.heading == "Your recovery codes"
    codes = visitor.page.locator(".app-codes code").all_inner_texts()
    assert len(codes) == 10
    visitor.clicks("I have kept them")
    visitor.goes_to("/runs/")
    assert visitor.heading == "Payment runs"

    # then the app is asked for the next time, and a code works once
    visitor.clicks("Sign out")
    visitor.signs_in_on_the_page(as_real["finance"])
    assert visitor.heading == "Enter a code"
    visitor.page.get_by_label("Code", exact=True).fill(code(secret, clock))
    visitor.clicks("Continue")
    assert "The code is not right" in visitor.reads()
    clock[0] += 30
    visitor.page.get_by_label("Code", exact=True).fill(code(secret, clock))
    visitor.clicks("Continue")
    assert visitor.goes_to("/runs/") == 200

    # and a recovery code does where the phone is lost
    visitor.clicks("Sign out")
    visitor.signs_in_on_the_page(as_real["finance"])
    visitor.page.get_by_label("Code", exact=True).fill(codes[0])
    visitor.clicks("Continue")
    visitor.goes_to("/accounts/second-step/")
    assert "9 of 10 left" in visitor.reads()
    visitor.clicks("Remove authenticator app")
    confirms(visitor)
    assert "Your role needs a second step" in visitor.reads()


def test_an_app_is_set_up_without_scripts(
    as_real: People, visitors: Come, clock: list[float]
) -> None:
    visitor = visitors(scripts=False)
    page = visitor.page
    page.goto(f"{visitor.base}/accounts/login/")
    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    page.get_by_label("E-mail address").fill(as_real["finance"].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Set up an authenticator app").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("Code from the app").fill(code(secret, clock))
    page.get_by_role("button", name="Set up").click()

    assert visitor.heading == "Your recovery codes"


def with_a_device(visitor: Visitor) -> None:
    """Give the browser a device that holds passkeys and knows its owner."""
    protocol = visitor.page.context.new_cdp_session(visitor.page)
    protocol.send("WebAuthn.enable")
    protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_set_up_and_signs_in_alone(
    as_real: People, visitors: Come, clock: list[float]
) -> None:
    # given somebody of the primary care team with a device that keeps passkeys
    visitor = visitors()
    with_a_device(visitor)
    visitor.signs_in_on_the_page(as_real["primary-care"])

    # when they set up a passkey
    visitor.clicks("Set up a passkey")
    confirms(visitor)
    visitor.page.get_by_label("Name of the passkey").fill("Work laptop")
    visitor.page.get_by_role("button", name="Set up the passkey").click()
    visitor.page.wait_for_url("**/recovery-codes/")
    visitor.looks()
    assert "Your passkey is set up" in visitor.reads()
    assert visitor.goes_to("/people/") == 200

    # then it signs them in without a password
    visitor.clicks("Sign out")
    visitor.page.get_by_role("button", name="Use a passkey").click()
    visitor.page.wait_for_url(f"{visitor.base}/")
    visitor.looks()
    assert visitor.goes_to("/people/") == 200

    # and as the second step after one
    visitor.clicks("Sign out")
    visitor.signs_in_on_the_page(as_real["primary-care"])
    assert visitor.heading == "Enter a code"
    visitor.page.get_by_role("button", name="Use a passkey").click()
    visitor.page.wait_for_url(f"{visitor.base}/")
    assert visitor.goes_to("/people/") == 200

    # and it can be renamed, confirmed with, and not removed while it is the only one
    visitor.goes_to("/accounts/second-step/passkeys/")
    visitor.clicks("Rename Work laptop")
    confirms(visitor)
    visitor.page.get_by_label("Name of the passkey").fill("Old laptop")
    visitor.clicks("Save")
    visitor.clicks("Remove Old laptop")
    assert "Your role needs a second step" in visitor.reads()
    passkey = Authenticator.objects.get(type="webauthn").pk
    visitor.goes_to("/accounts/second-step/")
    visitor.clicks("Set up an authenticator app")
    secret = visitor.page.locator("#totp-secret").inner_text()
    visitor.page.get_by_label("Code from the app").fill(code(secret, clock))
    visitor.clicks("Set up")
    visitor.goes_to(f"/accounts/second-step/passkeys/{passkey}/remove/")
    visitor.clicks("Remove the passkey")
    assert "You have set up no passkey" in visitor.reads()


def test_a_passkey_that_is_not_there_is_said_on_the_page(as_real: People, visitors: Come) -> None:
    visitor = visitors()
    with_a_device(visitor)
    visitor.goes_to("/accounts/login/")

    visitor.page.get_by_role("button", name="Use a passkey").click()

    visitor.page.get_by_text("Your passkey was not used").wait_for()
    visitor.looks()
    assert as_real


def test_a_person_of_two_practices_switches_between_them(people: People, visitors: Come) -> None:
    # given somebody who works for two practices
    person = people["practice"]
    second = Organisation.objects.get(code="C86002")
    RoleMembership.objects.create(
        person=person, role="practice", organisation=second, starts_on=people_start(person)
    )
    visitor = visitors(NARROW)
    visitor.signs_in_on_the_page(person)
    visitor.goes_to("/payees/C86001/2020-21/")
    assert "GP practice, The C86001 Practice" in visitor.page.get_by_role("banner").inner_text()

    # when they act for the other
    visitor.clicks("Act for another organisation")
    visitor.page.get_by_label("GP practice, The C86002 Practice").check()
    visitor.clicks("Continue")

    # then the header says so, and what they may see stays
    assert "You now act as: GP practice, The C86002 Practice" in visitor.reads()
    assert "GP practice, The C86002 Practice" in visitor.page.get_by_role("banner").inner_text()
    assert visitor.goes_to("/payees/C86001/2020-21/") == 200


def people_start(person: User) -> Any:
    return person.roles.get().starts_on


def test_access_is_ended_and_who_left_is_told(people: People, visitors: Come) -> None:
    # given somebody of finance, signed in
    leaver = visitors()
    leaver.signs_in_on_the_page(people["finance"])
    assert leaver.goes_to("/runs/") == 200
    gone = people["finance"]

    # when the team ends their access as of yesterday
    team = visitors()
    team.signs_in_on_the_page(people["primary-care"])
    team.goes_to("/people/?role=finance")
    team.clicks(gone.email)
    team.page.get_by_role("link", name=re.compile("End access")).click()
    team.page.wait_for_load_state()
    team.looks()
    for label, value in (("Day", "14"), ("Month", "2"), ("Year", "2021")):
        team.page.get_by_label(label, exact=True).fill(value)
    team.clicks("End access")
    assert "ends after 14 February 2021" in team.reads()
    assert "Ended" in team.reads()

    # then the session that is open leads no further
    assert leaver.goes_to("/runs/") == 403
    assert leaver.heading == "You have no access today"

    # and another role lets them in again
    team.clicks("Give a role")
    team.page.get_by_label("Local medical committee", exact=True).check()
    team.clicks("Give the role")
    assert "now has the role: Local medical committee" in team.reads()
    assert leaver.goes_to("/accounts/") == 200


def test_details_are_corrected_and_a_lost_phone_is_reset(people: People, visitors: Come) -> None:
    person = people["practice"]
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    team = visitors(NARROW)
    team.signs_in_on_the_page(people["primary-care"])
    team.goes_to(f"/people/{person.pk}/")

    team.clicks("Correct name or e-mail address")
    team.page.get_by_label("Full name").fill("Pat Green")
    team.clicks("Save")
    assert team.heading == "Pat Green"
    team.clicks("Reset second step")
    team.page.get_by_label("Why is it reset?").fill("Lost phone; rang back at the practice")
    team.clicks("Reset the second step")

    assert "The second step of Pat Green is reset" in team.reads()
    assert not Authenticator.objects.exists()


def test_somebody_signs_in_through_their_organisation(
    year: Year, people: People, visitors: Come, settings: Any
) -> None:
    person = people["lmc"]
    with issuing() as issuer:
        said = {
            "OIDC_ISSUER": issuer.address,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_NAME": "NHSmail",
        }
        settings.OIDC = environment.issuer(said, [], production=False)
        settings.SOCIALACCOUNT_PROVIDERS = environment.providers(settings.OIDC)
        policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"].append(settings.OIDC.origin)
        settings.CONTENT_SECURITY_POLICY = policy
        issuer.userinfo = {"email": person.email, "email_verified": True}

        # given the sign-in page, when they go by way of NHSmail and sign in there
        visitor = visitors()
        visitor.goes_to("/accounts/login/")
        visitor.clicks("Sign in with NHSmail")
        visitor.clicks("Continue")
        visitor.page.get_by_role("button", name="Sign in").click()
        visitor.page.wait_for_url(f"{visitor.base}/**")
        visitor.looks()

        # then they are in
        assert person.email in visitor.page.get_by_role("banner").inner_text()
        visitor.clicks("Sign out")

        # and a stranger is told, and who turns back is too
        issuer.userinfo["email"] = "stranger@elsewhere.example"
        visitor.clicks("Sign in with NHSmail")
        visitor.clicks("Continue")
        visitor.page.get_by_role("button", name="Sign in").click()
        visitor.page.get_by_role("heading", name="You are not known here").wait_for()
        visitor.complaints.clear()  # the browser's own, of the page's status
        visitor.looks()
        issuer.refuses = "access_denied"
        visitor.goes_to("/accounts/login/oidc/issuer/")
        visitor.clicks("Continue")
        visitor.page.get_by_role("button", name="Sign in").click()
        visitor.page.get_by_role("heading", name="You did not sign in").wait_for()
        visitor.looks()
        assert issuer.complaints == []
        assert year

"""What frames every page: whose it is, what the demo says of itself, errors in the same look."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from commissioning.models import Organisation, User
from commissioning.site import urls

pytestmark = pytest.mark.django_db
INVENTED = "Every response shown is invented"
PUBLIC = ["/accounts/login/", "/accessibility/", "/privacy/", "/contact/", "/nowhere/"]


def refused(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Only finance does that")


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the machine")


def suspicious(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("odd")


handler500 = urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("t/403/", refused),
    path("t/500/", broken),
    path("t/400/", suspicious),
]


def test_the_commissioner_is_named_from_the_data(client: Client) -> None:
    Organisation.objects.create(code="02X", kind="commissioner", name="NHS DONCASTER CCG")

    assert "Doncaster CCG" in client.get("/privacy/").content.decode()
    Organisation.objects.update(name="NHS SOMEWHERE ELSE CCG")
    assert "Somewhere Else CCG" in client.get("/privacy/").content.decode()


def test_an_empty_site_names_nobody_and_still_works(client: Client) -> None:
    assert client.get("/contact/").status_code == 200


@pytest.mark.parametrize("at", PUBLIC)
def test_the_demo_says_on_every_page_that_responses_are_invented(
    client: Client, settings: Any, at: str
) -> None:
    settings.DEMO = True
    assert INVENTED in client.get(at).content.decode()
    settings.DEMO = False
    assert INVENTED not in client.get(at).content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("at", "status", "heading"),
    [
        ("/t/400/", 400, "The request could not be read"),
        ("/t/403/", 403, "You cannot do this"),
        ("/nowhere/", 404, "Page not found"),
        ("/t/500/", 500, "Sorry, something went wrong"),
    ],
)
def test_errors_are_pages_like_any_other(settings: Any, at: str, status: int, heading: str) -> None:
    settings.DEMO = True
    answer = Client(raise_request_exception=False).get(at)
    html = answer.content.decode()

    assert answer.status_code == status
    assert f'<h1 class="nhsuk-heading-l">{heading}</h1>' in html
    assert "nhsuk-header" in html
    assert "a secret of the machine" not in html
    assert INVENTED in html


@pytest.mark.urls(__name__)
def test_a_refusal_gives_its_reason(client: Client) -> None:
    assert "Only finance does that." in client.get("/t/403/").content.decode()


def test_a_form_sent_without_its_secret_is_refused_kindly() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert answer.status_code == 403
    assert "Your page was too old to send" in answer.content.decode()


@pytest.mark.parametrize("at", PUBLIC)
def test_pages_hold_nothing_that_the_policy_forbids(client: Client, at: str) -> None:
    html = client.get(at).content.decode()

    assert not re.search(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


def test_every_page_can_be_skipped_into_and_read_aloud(client: Client) -> None:
    html = client.get("/privacy/").content.decode()

    assert '<html lang="en-GB">' in html
    assert 'href="#maincontent"' in html
    assert 'id="maincontent"' in html
    assert html.count("<h1") == 1


def test_signed_out_pages_do_not_look_anyone_up(client: Client) -> None:
    User.objects.create_user("ann@example.nhs.uk")

    assert "Sign out" not in client.get("/privacy/").content.decode()


@pytest.mark.urls(__name__)
def test_when_the_database_is_gone_there_is_still_an_answer(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True

    def gone() -> None:
        raise OperationalError("the database does not answer")

    monkeypatch.setattr("commissioning.accounts.context_processors.commissioner", gone)
    answer = Client(raise_request_exception=False).get("/t/500/")

    assert answer.status_code == 500
    assert "Sorry, something went wrong" in answer.content.decode()
    assert INVENTED in answer.content.decode()

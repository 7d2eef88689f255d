"""The one way in which views answer forms and buttons."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from commissioning.web import form_view
from commissioning.web.form_view import answer_button, answer_form, or_404
from commissioning.web.forms import NhsForm


class NameForm(NhsForm):
    name = forms.CharField(error_messages={"required": "Enter a name"})


class Refusal(Exception):  # noqa: N818
    """What an action may raise besides."""


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is rendered: the template and its context, in place of a page."""
    rendered: list[dict[str, Any]] = []

    def render(_: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        rendered.append(context | {"template": template})
        return HttpResponse(template)

    monkeypatch.setattr(form_view, "render", render)
    return rendered


def sent(**values: str) -> HttpRequest:
    request = RequestFactory().post("/", values)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # noqa: SLF001
    return request


def words(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def answered(request: HttpRequest, action: Any = str, **more: Any) -> HttpResponse:
    form = NameForm(request.POST if request.method == "POST" else None)
    return answer_form(request, form, action, **({"redirect_to": "/done/"} | more))


def refuses(error: Exception) -> Any:
    def action() -> None:
        raise error

    return action


def test_a_form_is_shown_and_nothing_is_done(pages: list[dict[str, Any]]) -> None:
    answered(RequestFactory().get("/"), refuses(AssertionError()), context={"title": "Name"})

    [page] = pages
    assert (page["template"], page["title"]) == ("form_page.html", "Name")
    assert not page["form"].is_bound


def test_what_is_not_valid_is_shown_again_and_not_done(pages: list[dict[str, Any]]) -> None:
    answered(sent(name=""), refuses(AssertionError()))

    assert pages[0]["form"].errors == {"name": ["Enter a name"]}


def test_what_is_done_is_said_and_leads_on(pages: list[dict[str, Any]]) -> None:
    request = sent(name="Amal")

    response = answered(request, lambda: 7, message=lambda done: f"{done} kept")

    assert (response.status_code, response["Location"]) == (302, "/done/")
    assert (words(request), pages) == (["7 kept"], [])


@pytest.mark.parametrize(
    ("redirect_to", "location"),
    [("tasks", "/tasks/"), (lambda done: f"/things/{done}/", "/things/0/")],
)
def test_where_it_leads(redirect_to: Any, location: str) -> None:
    assert answered(sent(name="A"), lambda: 0, redirect_to=redirect_to)["Location"] == location


def test_an_answer_may_follow_in_place_of_an_address() -> None:
    response = answered(sent(name="A"), redirect_to=lambda _: HttpResponse("made", status=201))

    assert response.status_code == 201


@pytest.mark.parametrize(
    ("error", "errors"),
    [
        (PermissionDenied("You may not"), {"__all__": ["You may not"]}),
        (ValidationError("Not so"), {"__all__": ["Not so"]}),
        (ValidationError({"name": "Not so"}), {"name": ["Not so"]}),
        (ValidationError({"other": "Not so"}), {"__all__": ["Not so"]}),
        (Refusal("Never"), {"__all__": ["Never"]}),
    ],
)
def test_a_refusal_stands_on_the_form(
    error: Exception, errors: dict[str, list[str]], pages: list[dict[str, Any]]
) -> None:
    request = sent(name="Amal")

    answered(request, refuses(error), refusals=(Refusal,), message="Kept")

    assert pages[0]["form"].errors == errors
    assert not words(request)


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(Refusal):
        answered(sent(name="Amal"), refuses(Refusal()))


def test_what_the_action_left_can_be_shown(pages: list[dict[str, Any]]) -> None:
    notes: list[str] = []

    def action() -> None:
        notes.append("tried")
        raise ValidationError("Not so")

    answered(sent(name="Amal"), action, context=lambda: {"notes": list(notes)})

    assert pages[0]["notes"] == ["tried"]


@pytest.mark.parametrize("button", ["confirm", "confirmed"])
def test_answers_are_checked_before_they_count(button: str, pages: list[dict[str, Any]]) -> None:
    check = {"check": lambda: HttpResponse("check")}

    assert answered(sent(name="A"), refuses(AssertionError()), **check).content == b"check"
    assert answered(sent(name="A", **{button: "1"}), **check).status_code == 302
    assert not pages
    answered(sent(name="A", change="1"), refuses(AssertionError()), **check)
    assert pages[0]["form"].is_bound


def test_answers_that_cannot_be_checked_are_shown_again(pages: list[dict[str, Any]]) -> None:
    answered(sent(name="A"), refuses(AssertionError()), check=lambda: None)

    assert len(pages) == 1


def test_a_button_is_done_or_says_why_not() -> None:
    request = sent()
    to = {"redirect_to": lambda done: f"/{done}/", "refused_to": "/list/"}

    assert answer_button(request, lambda: "new", message="Done", **to)["Location"] == "/new/"
    assert answer_button(request, refuses(ValidationError("Not yet")), **to)["Location"] == "/list/"
    assert words(request) == ["Done", "Not yet"]


def test_what_is_not_there_is_not_found() -> None:
    assert or_404(0) == 0
    with pytest.raises(Http404):
        or_404(None)

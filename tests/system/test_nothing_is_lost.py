"""What somebody typed is there again: after a session ended, or without a connection."""

from __future__ import annotations

from collections.abc import Callable

from commissioning.models import User
from tests.system.conftest import PASSWORD, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
FORM = "/sign-ups/proactive-care/C86001/deviation/"
WORDS = "We visit on Fridays, with the pharmacist"


def a_manager_who_typed(people: People, visitors: Come) -> Visitor:
    manager = visitors()
    manager.signs_in(people["practice"])
    assert manager.goes_to(FORM) == 200
    manager.page.locator("textarea").first.fill(WORDS)
    return manager


def sends(manager: Visitor) -> None:
    manager.page.locator("form[data-keep] button[type=submit]").first.click()


def typed(manager: Visitor) -> str:
    return manager.page.locator("textarea").first.input_value()


def test_after_the_session_ended(people: People, visitors: Come) -> None:
    # given a manager whose session ends while they type
    manager = a_manager_who_typed(people, visitors)
    manager.page.context.clear_cookies(name="sessionid")

    # when they send the form, they are asked to sign in again
    sends(manager)
    manager.page.wait_for_url("**/accounts/login/**")
    manager.page.get_by_label("E-mail address").fill(people["practice"].email)
    manager.page.get_by_label("Password", exact=True).fill(PASSWORD)
    manager.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    manager.page.wait_for_url(f"**{FORM}")
    manager.looks()

    # then what they typed is in the form, and they are told that it was not sent
    assert typed(manager) == WORDS
    assert "You were signed out before this was sent" in manager.reads()


def test_without_a_connection(people: People, visitors: Come) -> None:
    # given a manager whose connection is lost while they type
    manager = a_manager_who_typed(people, visitors)
    manager.page.context.set_offline(True)

    # when they send the form, nothing leaves the page
    sends(manager)
    assert "There is no connection, so nothing was sent" in manager.reads()
    assert typed(manager) == WORDS

    # then it is there still when the page is opened again, in this window
    manager.page.context.set_offline(False)
    manager.page.reload()
    manager.looks()
    assert typed(manager) == WORDS
    assert "What you typed before is back in this form" in manager.reads()

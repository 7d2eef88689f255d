"""Returns, from the first answer to the committee, each person in their own window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.models import Organisation, Role, RoleMembership, User
from practices.models import Return, ReturnForm
from tests.factories.years import Year
from tests.system.conftest import NARROW, PASSWORD, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
EVALUATION = "/returns/proactive-care/evaluation/C86001/"
GATEWAY = "/returns/proactive-care/gateway/C86001/"


def colleague(email: str, role: Role, code: str | None = None) -> User:
    person = User.objects.create_user(email, PASSWORD, name=email.split("@", maxsplit=1)[0].title())
    organisation = Organisation.objects.get(code=code) if code else None
    RoleMembership.objects.create(
        person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
    )
    return person


def answers(visitor: Visitor, **said: str) -> None:
    for question, text in said.items():
        visitor.page.locator(f"[name='{question.replace('_', '-')}']").fill(text)


def write_evaluation(visitor: Visitor) -> None:
    answers(
        visitor,
        worked_well="Planned visits",
        not_worked_well="Three templates",
        barriers="Time",
        changes="One template",
    )


def send_evaluation(visitor: Visitor) -> None:
    visitor.goes_to(f"{EVALUATION}answers/")
    write_evaluation(visitor)
    visitor.clicks("Save and continue")
    visitor.clicks("Confirm and send")


@pytest.mark.parametrize(("width", "scripts"), [(WIDE, True), (SMALLEST, False)])
def test_a_practice_writes_comes_back_checks_sends_and_has_a_receipt(
    people: People, visitors: Come, width: int, *, scripts: bool
) -> None:
    # given a practice manager who finds the evaluation among what there is to do
    visitor = visitors(width, scripts=scripts)
    page_is_checked = scripts  # axe is a script
    if not page_is_checked:
        visitor.looks = lambda: None  # type: ignore[method-assign]
    visitor.signs_in(people["practice"])
    visitor.goes_to("/returns/")
    visitor.goes_to(EVALUATION)
    visitor.clicks("Start the form")

    # when they write half of it and come back later
    answers(visitor, worked_well="Planned visits", barriers="Time")
    visitor.clicks("Save and come back later")
    assert "Your draft is saved" in visitor.reads()
    visitor.clicks("Continue the form")
    assert visitor.page.locator("[name='worked-well']").input_value() == "Planned visits"

    # then they are told what is missing, and nothing is lost
    visitor.clicks("Save and continue")
    assert "There is a problem" in visitor.reads()
    assert visitor.page.locator("[name='barriers']").input_value() == "Time"

    # and they check it, change an answer, and send it
    write_evaluation(visitor)
    visitor.clicks("Save and continue")
    assert visitor.heading.endswith("Check your answers before you send them")
    visitor.page.get_by_role("link", name="Change the answer to “What stood in the way?”").click()
    answers(visitor, barriers="Time and rooms")
    visitor.clicks("Save and continue")
    visitor.clicks("Confirm and send")
    assert visitor.heading == "Evaluation of proactive care sent"
    assert "Time and rooms" in visitor.reads()
    assert Return.objects.get().submitted_on == date(2021, 2, 15)


def test_two_people_at_once_are_both_shown(people: People, visitors: Come) -> None:
    # given two people of a practice with the same draft before them
    hal = colleague("hal@who.example", Role.PRACTICE, "C86001")
    first, second = visitors(), visitors(NARROW)
    for visitor, person in ((first, people["practice"]), (second, hal)):
        visitor.signs_in(person)
        visitor.goes_to(f"{EVALUATION}answers/")

    # when both save
    write_evaluation(first)
    first.clicks("Save and come back later")
    answers(
        second, worked_well="One person to ring", barriers="Time", changes="", not_worked_well=""
    )
    second.clicks("Save and continue")

    # then the second is told, sees both, and chooses
    assert "saved this while you were writing" in second.heading
    for text in ("Planned visits", "One person to ring"):
        assert text in second.reads()
    second.page.locator("[name='keep-worked-well'][value='mine']").check()
    for key in ("not-worked-well", "changes"):
        second.page.locator(f"[name='keep-{key}'][value='theirs']").check()
    second.clicks("Save and continue")
    found = ReturnForm.objects.get().answers
    assert (found["worked-well"], found["changes"]) == ("One person to ring", "One template")


def test_a_director_answers_for_the_group_and_practices_confirm_their_rows(
    people: People, visitors: Come, year: Year
) -> None:
    # given a director who answers for the network
    director = visitors()
    director.signs_in(people["pcn-director"])
    director.goes_to(f"/returns/proactive-care/gateway/{year.network.code}/")
    assert (
        "It still waits for the director’s answer for the group and the rows of" in director.reads()
    )
    director.clicks("Start the form")
    director.page.get_by_label("Yes", exact=True).check()
    director.page.get_by_label("Name of the person who confirms this").fill("Leo Birch")
    director.clicks("Save and continue")
    director.clicks("Confirm and send")

    # when a practice confirms its row, with a plan for one answer
    practice = visitors(NARROW)
    practice.signs_in(people["practice"])
    practice.goes_to(f"{GATEWAY}answers/")
    for group in practice.page.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    practice.page.locator("[name='doctorlink'][value='plan']").check()
    practice.page.get_by_label("Name of the practice’s identified lead").fill("Gita Thorn")
    practice.clicks("Save and continue")
    answers(practice, plan_of_doctorlink="Connected by 1 December")
    practice.clicks("Save and continue")
    assert "counts only if the CCG decides to accept it" in practice.reads()
    practice.clicks("Confirm and send")

    # then the director sees who confirmed, and who is missing
    director.goes_to(f"/returns/proactive-care/gateway/{year.network.code}/")
    assert "15 February 2021 by Gita Thorn" in director.reads()
    assert "It still waits for the rows of C86002" in director.reads()

    # and the CCG sees the plan, notes what was said, and decides whether the late one counts
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/returns/answers-of-no/")
    ccg.clicks("The C86001 Practice")
    assert "Connected by 1 December" in ccg.reads()
    ccg.page.get_by_role("radio").first.check()
    for part, value in (("day", "15"), ("month", "2"), ("year", "2021")):
        ccg.page.locator(f"[name='held_on-{part}']").fill(value)
    ccg.page.get_by_label("What was said?").fill("The plan is agreed")
    ccg.page.get_by_role("main").get_by_role("button").first.click()
    ccg.page.wait_for_load_state()
    ccg.looks()
    assert "The plan is agreed" in ccg.reads()
    ccg.clicks("Decide what it means for payment")
    ccg.page.get_by_label("The condition is met: it counts").check()
    ccg.page.get_by_label("Why?").fill("The connection was delayed by the supplier")
    ccg.clicks("Record the decision")
    assert "The decision is on record" in ccg.reads()


def test_the_ccg_reads_chases_judges_opens_again_and_compiles(
    people: People, visitors: Come
) -> None:
    # given an evaluation that was sent in error
    practice = visitors()
    practice.signs_in(people["practice"])
    send_evaluation(practice)
    practice.goes_to(EVALUATION)
    practice.clicks("Ask for it back")
    practice.page.get_by_label("Why?").fill("The partners had not read it")
    practice.clicks("Ask for it back")
    assert "Asked back" in practice.reads()

    # when the CCG sees it on its board, chases the others, and opens it again
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.clicks("Returns")
    assert "Evaluation of proactive care" in ccg.reads()
    ccg.page.get_by_role("button", name="Chase the one who has not sent it").click()
    ccg.page.wait_for_load_state()
    ccg.looks()
    ccg.clicks("The C86001 Practice")
    ccg.clicks("Answer the request")
    assert "The partners had not read it" in ccg.reads()
    ccg.page.get_by_label("Open it again").check()
    ccg.page.get_by_label("Why?").fill("As asked")
    ccg.page.get_by_role("main").get_by_role("button", name="Save").click()
    ccg.page.wait_for_load_state()
    assert "It is open again, and does not count" in ccg.reads()
    assert not Return.objects.exists()

    # and the practice sends it again, and the CCG finds that it will do
    practice.goes_to(EVALUATION)
    practice.clicks("Continue the form")
    answers(practice, barriers="Time and rooms")
    practice.clicks("Save and continue")
    practice.clicks("Confirm and send")
    ccg.goes_to(EVALUATION)
    ccg.clicks("Say what you found")
    ccg.page.get_by_role("radio", name="It meets what was asked").check()
    ccg.page.get_by_role("main").get_by_role("button", name="Save").click()
    ccg.page.wait_for_load_state()
    ccg.looks()
    assert Return.objects.get().met is True
    ccg.goes_to(f"{EVALUATION}sent/1/")
    assert "This is an earlier version" in ccg.reads()

    # then everybody's answers are one document
    ccg.goes_to("/returns/")
    ccg.clicks("All answers as one document")
    assert "Time and rooms" in ccg.reads()
    ccg.goes_to("/returns/indicators/")
    ccg.page.get_by_label("People who had a good experience of care").fill("61.5")
    ccg.page.get_by_label("Where do the figures come from?").fill("GP patient survey")
    ccg.clicks("Record the figures")
    assert "61.5" in ccg.reads()

"""Signing up and what hangs on it: a practice, a director, a deputy and the CCG, in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commissioning.models import Role, User
from practices.models import Deviation, FundingQuestion, Partnership, SignUpRequest
from tests.factories.taking_part import acting
from tests.factories.years import Year, a_person
from tests.system.conftest import NARROW, PASSWORD, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
BEFORE = date(2020, 5, 26)


@pytest.fixture
def team(people: People, year: Year) -> People:
    """A second person of the CCG, and the director's deputy."""
    people["second"] = a_person("second@nhs.example", Role.PRIMARY_CARE)
    people["deputy"] = acting("deputy@pcn.example", Role.PCN_DIRECTOR, year.network, deputy=True)
    for name in ("second", "deputy"):
        people[name].set_password(PASSWORD)
        people[name].save()
    return people


def comes(visitors: Come, person: User, **how: Any) -> Visitor:
    visitor = visitors(**how)
    visitor.signs_in(person)
    return visitor


def fills(visitor: Visitor, **fields: str) -> None:
    """Type into fields by their names; a day goes into its three boxes."""
    for name, value in fields.items():
        parts = value.split("-")
        if len(parts) == 3 and value.replace("-", "").isdigit():
            for part, text in zip(("year", "month", "day"), parts, strict=True):
                visitor.page.locator(f"[name='{name}-{part}']").fill(text)
        else:
            visitor.page.locator(f"[name='{name}']").fill(value)


def chooses(visitor: Visitor, *labels: str) -> None:
    for label in labels:
        visitor.page.get_by_label(label, exact=True).check()


@pytest.mark.parametrize("width", [NARROW])
def test_a_practice_signs_in_time_checks_and_gets_a_receipt(
    team: People, visitors: Come, settings: Any, width: int
) -> None:
    # given a practice that has not decided yet, before the date
    settings.COMMISSIONING_TODAY = BEFORE
    visitor = comes(visitors, team["practice"], width=width)
    visitor.goes_to("/sign-ups/")
    visitor.goes_to("/sign-ups/proactive-care/C86001/")

    # when it sends nothing, it is told what is missing
    visitor.clicks("Change the answer")
    visitor.clicks("Check your answers")
    assert "Choose sign up or decline for “Proactive care”" in visitor.reads()
    assert "Enter the name of the person who signs" in visitor.reads()

    # and when it answers, it checks, changes and sends
    for element in ("proactive-care", "care-homes"):
        visitor.page.locator(f"[name='answer-{element}'][value=signed]").check()
    fills(visitor, signatory_name="Dr Gita Thorn", signatory_role="GP partner", register="151")
    visitor.clicks("Check your answers")
    assert "151 patients" in visitor.reads()
    visitor.clicks("Change an answer")
    visitor.page.locator("[name='answer-care-homes'][value=declined]").check()
    visitor.clicks("Check your answers")
    visitor.clicks("Send your answer")

    # then it has a receipt, and its page says so
    assert visitor.heading == "Your answer is sent"
    assert "proactive-care/C86001/2020-05-26" in visitor.reads()
    assert "Save the receipt (PDF)" in visitor.reads()
    visitor.clicks("Go to the page of this specification")
    assert "Declined" in visitor.reads()
    assert "Dr Gita Thorn, GP partner" in visitor.reads()


def test_a_late_change_is_asked_and_the_ccg_decides_from_which_day(
    team: People, visitors: Come
) -> None:
    # given a practice after the date
    practice = comes(visitors, team["practice"])
    practice.goes_to("/sign-ups/proactive-care/C86001/")
    practice.clicks("Ask to change the answer")
    chooses(practice, "Stop, or not take part", "All of it")
    fills(
        practice,
        starts_on="2021-03-01",
        reason="Two partners leave",
        signatory_name="Dr Gita Thorn",
        signatory_role="GP partner",
    )
    practice.clicks("Send the request")
    assert "Waiting for the CCG" in practice.heading

    # when the CCG finds it on its home page and accepts it
    ccg = comes(visitors, team["primary-care"])
    ccg.goes_to("/")
    assert "Decide about a late change to the answer" in ccg.reads()
    request = SignUpRequest.objects.get()
    ccg.goes_to(f"/sign-up-requests/{request.pk}/")
    ccg.clicks("Decide")
    ccg.clicks("Save decision")
    assert "Choose what you decide" in ccg.reads()
    chooses(ccg, "Accept it")
    fills(ccg, reason="Cover is arranged")
    ccg.clicks("Save decision")

    # then the practice reads from which day it counts
    practice.goes_to("/sign-ups/proactive-care/C86001/")
    assert "Until 28 February 2021" in practice.reads()


def test_a_deviation_passes_the_director_and_a_late_one_is_decided_about_payment(
    team: People, visitors: Come
) -> None:
    # given a practice that asks for a deviation when the service runs already
    practice = comes(visitors, team["practice"])
    practice.goes_to("/sign-ups/proactive-care/C86001/deviation/")
    practice.page.locator("[name=element][value=care-homes]").check()
    fills(practice, text="Born on 01/02/1934: shared", starts_on="2020-08-01")
    practice.clicks("Send the request")
    assert "patient data must never be entered" in practice.reads()
    fills(practice, text="The weekly check-in is shared with the practice next door")
    practice.clicks("Send the request")
    deviation = Deviation.objects.get()

    # when the deputy comments, and the CCG agrees and decides what is paid
    deputy = comes(visitors, team["deputy"], width=NARROW)
    deputy.goes_to(f"/deviations/{deviation.pk}/")
    deputy.clicks("Comment")
    fills(deputy, text="The network supports it")
    deputy.clicks("Save comment")
    ccg = comes(visitors, team["primary-care"])
    ccg.goes_to("/deviations/")
    ccg.goes_to(f"/deviations/{deviation.pk}/decide/")
    chooses(ccg, "Agree the deviation")
    fills(ccg, reason="As the network says")
    ccg.clicks("Save decision")
    assert "decides about payment apart" in ccg.reads()
    practice.goes_to("/lines/2020-08/C86001/aspiration/2020-08/")
    assert "Payment not decided" in practice.reads()
    ccg.goes_to(f"/deviations/{deviation.pk}/payment/")
    ccg.page.locator("[name=outcome][value=less]").check()
    fills(ccg, reason="Half of the check-ins were not held")
    ccg.clicks("Save decision")
    assert "Enter how much is taken away" in ccg.reads()
    ccg.page.locator("[name=outcome][value=full]").check()
    ccg.clicks("Save decision")

    # then the payment's line shows both
    practice.goes_to("/lines/2020-08/C86001/aspiration/2020-08/")
    assert "Payment decided" in practice.reads()
    assert "shared with the practice next door" in practice.reads()


def test_a_director_reads_the_own_networks_practices_and_not_anothers(
    team: People, visitors: Come, year: Year
) -> None:
    elsewhere = year.a_network("U36746", "ANOTHER PCN")
    year.a_practice("C86099", "FAR AWAY", network=elsewhere)
    director = comes(visitors, team["pcn-director"])

    director.clicks("Sign-ups")
    director.goes_to("/sign-ups/proactive-care/")

    assert "Practice Without An Answer" in director.reads()
    assert "Far Away" not in director.reads()
    assert director.goes_to("/sign-ups/proactive-care/C86099/") == 404


def test_the_ccg_chases_one_and_all_and_shares_with_the_directors(
    team: People, visitors: Come, year: Year
) -> None:
    # given two practices that have not answered, one with nobody who signs in
    silent = next(iter(year.network.members.filter(member__code="C86005"))).member
    acting("hal@gp.example", Role.PRACTICE, silent)
    ccg = comes(visitors, team["primary-care"])
    ccg.goes_to("/sign-ups/proactive-care/?answer=none")
    assert "Practice Without An Answer" in ccg.reads()

    # when it chases
    ccg.goes_to("/sign-ups/proactive-care/C86005/")
    ccg.clicks("Chase by e-mail")
    assert "Chased by e-mail: Practice Without An Answer (C86005)" in ccg.reads()
    ccg.goes_to("/sign-ups/proactive-care/?element=care-homes&answer=none&network=U72999")
    ccg.clicks("Chase all 2 that have not answered")

    # then it is told who cannot be told, and the log says who was
    assert "Nobody can be told for Practice Without A List (C86004)" in ccg.reads()
    assert "Chased today already" in ccg.reads()
    ccg.clicks("Share with the directors")
    assert "Shared with 2 directors and deputies" in ccg.reads()
    ccg.clicks("Log of chasing")
    assert "hal@gp.example" in ccg.reads()


def test_a_practice_with_few_residents_chooses_an_offer_and_withdraws_it(
    team: People, visitors: Come
) -> None:
    practice = comes(visitors, team["practice"])
    practice.goes_to("/sign-ups/proactive-care/C86001/offer/")
    assert "No count of your residents is on record" in practice.reads()
    fills(practice, residents="149", discussed_with="Dr Birch", discussed_on="2021-02-01")
    practice.page.locator("[name=choices]").first.check()
    practice.clicks("Send the offer")
    assert "149 residents are 2% or more of a list of 7,423" in practice.reads()
    fills(practice, residents="40")
    practice.clicks("Send the offer")
    assert "Has not commented yet" in practice.reads()
    practice.clicks("Withdraw this")
    assert "Withdrawn" in practice.heading


def test_a_register_of_2016_is_agreed_in_dialogue_and_funding_is_accounted_for(
    team: People, visitors: Come
) -> None:
    # given a practice that proposes a register and names a partner
    practice = comes(visitors, team["practice"])
    practice.goes_to("/sign-ups/coordinated-care/C86001/register/")
    fills(practice, patients="140", profile="By frailty, then by what the practice knows")
    practice.clicks("Send the register")
    practice.goes_to("/sign-ups/coordinated-care/C86001/partners/")
    practice.page.locator("[name=partner]").select_option("C86002")
    fills(practice, starts_on="2016-10-01")
    practice.clicks("Name this partner")
    assert "The C86002 Practice (C86002)" in practice.reads()

    # when the CCG asks about it, signs it off, and asks how funding was used
    ccg = comes(visitors, team["primary-care"])
    ccg.goes_to("/")
    ccg.goes_to("/sign-ups/coordinated-care/C86001/")
    ccg.page.locator("main a[href^='/registers/']").first.click()
    ccg.page.wait_for_load_state()
    ccg.looks()
    ccg.clicks("Write a message")
    fills(ccg, text="How were housebound people found?")
    ccg.clicks("Send message")
    ccg.clicks("Decide")
    chooses(ccg, "Sign the register off")
    fills(ccg, reason="Sense-checked")
    ccg.clicks("Save decision")
    assert "Signed off" in ccg.heading
    ccg.goes_to("/sign-ups/coordinated-care/C86001/funding/")
    fills(ccg, reason="Value for money", due_on="2021-03-31")
    ccg.clicks("Ask the practice")

    # then the practice answers by category, and ends the partnership
    question = FundingQuestion.objects.get()
    practice.goes_to(f"/funding/{question.pk}/answer/")
    practice.clicks("Send the answer")
    assert "Enter an amount for at least one category" in practice.reads()
    fills(practice, clinical="1200.50", training="-5")
    practice.clicks("Send the answer")
    assert "There is a problem" in practice.page.inner_text("body")
    assert FundingQuestion.objects.get().answered_on is None
    fills(practice, training="99.50")
    practice.clicks("Send the answer")
    assert "£1,300.00" in practice.reads()
    practice.goes_to(f"/partnerships/{Partnership.objects.get().pk}/end/")
    fills(practice, ends_on="2018-03-31")
    practice.clicks("Save")
    assert "The last day of working together is saved" in practice.reads()


def test_a_late_opt_out_shows_what_is_repaid_and_the_ccg_decides(
    team: People, visitors: Come
) -> None:
    # given a practice that wants to leave the network contract
    practice = comes(visitors, team["practice"], width=NARROW)
    practice.goes_to("/sign-ups/enhanced-health-in-care-homes/C86001/")
    assert "Everything paid for taking part is repaid" in practice.reads()
    assert "The C86002 Practice (C86002)" in practice.reads()
    practice.clicks("Ask to opt out")
    assert "Say that you have read what is repaid" in practice.reads()
    fills(practice, signatory_name="Dr Gita Thorn", signatory_role="GP partner")
    practice.page.locator("[name=understood]").check()
    practice.clicks("Ask to opt out")
    assert "waiting for the CCG" in practice.heading

    # when the CCG refuses it
    ccg = comes(visitors, team["primary-care"])
    ccg.goes_to("/opt-outs/enhanced-health-in-care-homes/C86001/")
    ccg.clicks("Decide about this late opt-out")
    chooses(ccg, "Refuse it: the practice stays in")
    fills(ccg, reason="Nobody near by could cover the homes")
    ccg.clicks("Save decision")

    # then the practice reads why
    practice.goes_to("/opt-outs/enhanced-health-in-care-homes/C86001/")
    assert "late opt-out refused" in practice.heading
    assert "Nobody near by could cover the homes" in practice.reads()

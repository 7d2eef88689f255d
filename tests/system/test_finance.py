"""What finance and the primary care team do about payments, each in their own window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.models import Organisation, User
from payments.actions.confirmations import ConfirmationRow, keep_confirmations
from payments.actions.sent_payments import send_run
from payments.exports.downloads import payer_file
from payments.models import (
    Decision,
    PaymentRun,
    Reallocation,
    RecoveryPlan,
    Reissue,
    Sending,
)
from payments.selectors.lines import line_by_reference
from payments.selectors.sent_payments import exports_of
from tests.factories.years import Year
from tests.system.conftest import NARROW, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]


def practice(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def presses(visitor: Visitor, name: str) -> None:
    """Press a button of the form, and look at what comes."""
    visitor.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    visitor.page.wait_for_load_state()
    visitor.looks()


def types(visitor: Visitor, label: str, text: str) -> None:
    visitor.page.get_by_label(label, exact=True).fill(text)


def types_day(visitor: Visitor, group: str, day: date) -> None:
    box = visitor.page.get_by_role("group", name=group)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(label, exact=True).fill(str(number))


def test_month_end_by_two_people_of_finance(people: People, visitors: Come, year: Year) -> None:
    # given a draft that one person prepared, in which one practice should not be paid yet
    first = visitors()
    first.signs_in(people["preparer"])
    first.goes_to("/runs/2020-09/")
    assert "Since August 2020" in first.reads()

    # when they keep the payment back, having seen what that changes
    first.goes_to("/decisions/")
    first.clicks("Decide something")
    first.page.get_by_label("Keep a payment back").check()
    presses(first, "Continue")
    presses(first, "Check it")
    assert "There is a problem" in first.reads()
    first.page.get_by_label("About which practice or network?").select_option("C86002")
    first.page.get_by_label("Which payment?").select_option("proactive-care|aspiration|")
    types_day(first, "From which day is it kept back?", date(2020, 9, 1))
    types_day(first, "Until which day?", date(2020, 9, 30))
    first.page.get_by_label("Why?").fill("The bank account is being checked")
    presses(first, "Check it")
    assert "£0.00" in first.reads()
    presses(first, "Decide so")
    assert "The bank account is being checked" in first.reads()
    first.goes_to("/runs/2020-09/")
    presses(first, "Prepare again")
    assert "1 line changed" in first.reads()

    # and another person approves it, downloads the payer's file and marks it as sent
    second = visitors()
    second.signs_in(people["approver"])
    second.goes_to("/runs/2020-09/approve/")
    second.page.get_by_label("I have checked the total").check()
    second.page.get_by_role("button", name="Approve £").click()
    second.page.wait_for_load_state()
    second.clicks("Send to the payer")
    assert "No file was exported since the run was approved" in second.reads()
    with second.page.expect_download() as given:
        second.page.get_by_role("link", name="Download the file for the payer (CSV)").click()
    assert given.value.suggested_filename == "payments-2020-09.csv"
    second.goes_to("/runs/2020-09/send/")
    presses(second, "Mark as sent")
    assert "Enter who it was sent to" in second.reads()
    types(second, "Who was it sent to?", "NHS SBS")
    presses(second, "Mark as sent")

    # then the run says by whom, and nobody sends it again
    assert "September 2020 is marked as sent" in second.reads()
    assert "NHS SBS, by Alan on 15 February 2021" in second.reads()
    assert Sending.objects.get().sent_by == year.approver
    assert second.goes_to("/runs/2020-09/send/") == 403
    second.goes_to("/confirmations/")
    assert "September 2020" in second.reads()
    second.goes_to("/confirmations/files/")
    second.goes_to("/confirmations/not-paid/?state=waiting")
    assert "No answer yet" in second.reads()
    second.goes_to("/confirmations/upload/")
    presses(second, "See what it says")
    assert "Choose the payer’s file" in second.reads()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_a_decline_set_free_is_shared_by_two_people(
    people: People, visitors: Come, year: Year, width: int
) -> None:
    # given a practice that declined the care home element
    year.signs(practice("C86001"), "care-homes", response="declined", register=None)
    visitor = visitors(width)
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/reallocations/")
    visitor.clicks("Propose shares")

    # when the primary care team proposes who shares it
    presses(visitor, "Continue")
    assert "There is a problem" in visitor.reads()
    visitor.page.get_by_label("Up to which month?").select_option("2020-08")
    visitor.page.get_by_label("The C86002 Practice (C86002)").check()
    visitor.page.get_by_label("Registered patients").check()
    visitor.page.get_by_label("Why is it shared so?").fill("They looked after the homes")
    presses(visitor, "Continue")
    assert "£6,346.67" in visitor.reads()
    assert "agrees with what is shared" in visitor.reads()
    presses(visitor, "Propose these shares")
    assert "You proposed this reallocation: another person approves it" in visitor.reads()

    # then a second person approves it
    second = visitors(width)
    second.signs_in(people["preparer"])
    second.goes_to("/")
    assert "Approve a reallocation" in second.reads()
    second.goes_to(f"/reallocations/{Reallocation.objects.get().pk}/")
    second.clicks("Check and approve")
    second.page.get_by_label("I have checked the amount and the shares").check()
    presses(second, "Approve the shares")
    assert "Approved: the next run pays the shares" in second.reads()
    assert Reallocation.objects.get().approved_by == people["preparer"]


def test_a_proposal_is_withdrawn_with_a_reason(people: People, visitors: Come, year: Year) -> None:
    year.signs(practice("C86001"), "care-homes", response="declined", register=None)
    proposal = Reallocation.objects.create(
        specification="proactive-care",
        term="aspiration",
        element="care-homes",
        freed_by=practice("C86001"),
        first_month=date(2020, 6, 1),
        last_month=date(2020, 8, 1),
        amount="6346.67",
        basis="list",
        reason="They covered",
        proposed_by=year.publisher,
        proposed_on=date(2021, 2, 1),
    )
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to(f"/reallocations/{proposal.pk}/")
    visitor.clicks("Withdraw")
    presses(visitor, "Withdraw it")
    assert "Enter why it is withdrawn" in visitor.reads()
    visitor.page.get_by_label("Why is it withdrawn?").fill("The practice signed after all")
    presses(visitor, "Withdraw it")
    assert not Reallocation.objects.exists()


def test_a_year_end_payment_is_decided(people: People, visitors: Come) -> None:
    # given the year's end as the primary care team sees it
    visitor = visitors()
    visitor.signs_in(people["primary-care"])
    visitor.goes_to("/year-end/2020-21/")
    assert "Not yet due" in visitor.reads() or "Not met" in visitor.reads()
    with visitor.page.expect_download():
        visitor.page.get_by_role("link", name="CSV").click()

    # when they override a condition of one practice, and refuse its achievement
    visitor.goes_to("/year-end/2020-21/C86001/")
    visitor.page.get_by_role("link", name="Decide otherwise").first.click()
    visitor.page.wait_for_load_state()
    visitor.looks()
    visitor.page.get_by_label("It is not met").check()
    visitor.page.get_by_label("Why?").fill("Seen at the visit of 10 February")
    presses(visitor, "Check it")
    presses(visitor, "Decide so")
    visitor.goes_to("/year-end/2020-21/C86001/")
    assert "Seen at the visit of 10 February" in visitor.reads()
    visitor.page.get_by_role("button", name="Decide achievement").first.click()
    visitor.page.wait_for_load_state()
    visitor.looks()
    visitor.page.get_by_label("Refuse it").check()
    visitor.page.get_by_label("Why?").fill("A condition is not met")
    visitor.page.get_by_label("Which committee decided it?").fill("Primary Care Committee")
    types(visitor, "Its minute", "21/03")
    presses(visitor, "Check it")
    presses(visitor, "Decide so")

    # then the list says so, and a decision can be read and withdrawn
    assert Decision.objects.filter(kind="year-end", outcome="refuse").exists()
    found = Decision.objects.get(kind="year-end")
    visitor.goes_to(f"/decisions/{found.pk}/")
    assert "Primary Care Committee, minute 21/03" in visitor.reads()
    visitor.clicks("Withdraw this decision")
    visitor.page.get_by_label("Why is it withdrawn?").fill("Decided too early")
    presses(visitor, "Check it")
    presses(visitor, "Withdraw it")
    found.refresh_from_db()
    assert found.outcome == "withdrawn"


def test_a_recovery_is_spread_by_two_people(people: People, visitors: Come, year: Year) -> None:
    # given a practice from which more is taken back than a month pays
    year.decides(
        practice("C86001"),
        "take-back",
        "agreed",
        subject="aspiration",
        starts_on=date(2020, 6, 1),
        ends_on=date(2020, 8, 31),
        decided_on=date(2021, 2, 10),
    )
    first = visitors()
    first.signs_in(people["preparer"])
    first.goes_to("/runs/2020-09/")
    presses(first, "Prepare again")
    first.goes_to("/recoveries/")
    first.clicks("The C86001 Practice")

    # when one person agrees a plan with it, after a slip
    first.clicks("Agree a plan")
    types(first, "How much is paid back under the plan?", "999999.00")
    types(first, "Over how many months?", "6")
    types(first, "Who agreed it for the payee?", "Ann Example, practice manager")
    first.page.get_by_label("Why is it spread?").fill("To keep staff")
    presses(first, "Propose the plan")
    assert "a plan cannot spread more than that" in first.reads()
    types(first, "How much is paid back under the plan?", "6346.67")
    presses(first, "Propose the plan")
    assert "£1,057.78" in first.reads()
    assert "another person of finance approves it" in first.reads()

    # and a second person approves it
    plan = RecoveryPlan.objects.get()
    second = visitors(SMALLEST)
    second.signs_in(people["approver"])
    second.goes_to(f"/recoveries/plans/{plan.pk}/")
    second.clicks("Check and approve")
    second.page.get_by_label("I have checked the sum, the parts and the reason").check()
    presses(second, "Approve the plan")

    # then the run prepared anew takes back the part, and the line says why
    first.goes_to("/runs/2020-09/")
    presses(first, "Prepare again")
    first.goes_to("/lines/2020-09/C86001/debt/2020-09/")
    assert "part 1 of 6 of the plan agreed with Ann Example" in first.reads()
    first.goes_to("/recoveries/C86001/")
    assert "Approved" in first.reads()
    first.goes_to(f"/recoveries/plans/{plan.pk}/end/")
    first.page.get_by_label("Why does it end?").fill("Paid back at once after all")
    presses(first, "End the plan")
    assert "Ended" in first.reads()


def test_what_the_payer_rejected_goes_out_again(people: People, visitors: Come, year: Year) -> None:
    # given a run that was sent, and of which the payer rejected a line
    run = PaymentRun.objects.get(month=date(2020, 8, 1))
    payer_file(run, year.preparer)
    (export,) = exports_of(run)
    send_run(run=run, sha256=export.sha256, payer="NHS SBS", by=year.approver)
    reference = "2020-08/C86001/aspiration/2020-08"
    rejected = ConfirmationRow(
        line=2,
        reference=reference,
        amount=line_by_reference(reference).amount,
        outcome="rejected",
        paid_on=date(2021, 2, 15),
        reason="Account closed",
    )
    keep_confirmations(rows=[rejected], file_name="paid.csv", sha256="a" * 64, by=year.preparer)

    # when finance follows it up from the home page
    visitor = visitors()
    visitor.signs_in(people["preparer"])
    visitor.goes_to("/")
    visitor.clicks("Follow up what the payer rejected")
    assert "Account closed" in visitor.reads()
    visitor.clicks("Send again")
    presses(visitor, "Send again")
    assert "Enter what was put right" in visitor.reads()
    visitor.page.get_by_label("What was put right?").fill("The practice gave its new account")
    presses(visitor, "Send again")

    # then it waits for the payer's answer anew
    assert "the payer answers anew" in visitor.reads()
    assert Reissue.objects.get().reason == "The practice gave its new account"


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_a_protected_amount_is_kept(people: People, visitors: Come, width: int) -> None:
    visitor = visitors(width)
    visitor.signs_in(people["finance"])
    visitor.goes_to("/ledger-codes/")
    visitor.goes_to("/protected-amounts/")
    visitor.clicks("Keep an amount")
    presses(visitor, "Keep it")
    assert "Choose a practice" in visitor.reads()
    visitor.page.get_by_label("Which practice?").select_option("C86001")
    types(visitor, "Which local service did it pay for?", "Care home local enhanced service")
    types(visitor, "How many pounds a year?", "12000.00")
    visitor.page.get_by_label("A: weekly check-in").check()
    types_day(visitor, "From which day is it kept?", date(2020, 4, 1))
    presses(visitor, "Keep it")
    assert "£12,000.00" in visitor.reads()
    assert "A: weekly check-in" in visitor.reads()

"""Claims and queries, each person in their own window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.models import Organisation, User
from payments.actions.claim_samples import draw_sample
from payments.models import PaymentRun
from tests.factories.years import Year
from tests.integration.payments.claims.conftest import a_line, decide, sent
from tests.system.conftest import NARROW, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]


def fills_in(visitor: Visitor, number: int = 1) -> None:
    """The cost of DOMAIN 4.9: three sessions of a partner in one week, at 310 pounds."""
    page = visitor.page
    page.locator(f"#id_category-{number}").select_option("care-home-partner")
    for part, value in (("day", "3"), ("month", "6"), ("year", "2020")):
        page.locator(f"#id_incurred_on-{number}-{part}").fill(value)
    page.locator(f"#id_quantity-{number}").fill("3")
    page.locator(f"#id_unit_cost-{number}").fill("310.00")
    page.locator(f"#id_description-{number}").fill("Extra sessions for two homes")


def confirms_all(visitor: Visitor) -> None:
    for each in visitor.page.get_by_role("checkbox").all():
        each.check()
    visitor.page.get_by_label("Your name").fill("Gina Hart")
    visitor.page.get_by_label("Your role in the practice").fill("Practice manager")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_claim_to_the_line_that_pays_it(
    year: Year, people: People, visitors: Come, *, scripts: bool
) -> None:
    # given a practice manager at the claim form, with or without scripts
    manager = visitors(WIDE if scripts else NARROW, scripts=scripts)
    manager.signs_in(people["practice"])
    manager.goes_to("/claims/")
    manager.clicks("Claim additional costs")
    assert manager.heading.endswith("Claim additional costs")
    assert "due by 15 September 2020. You can still claim" in manager.reads()

    # when they fill in three sessions at 310 pounds
    fills_in(manager)
    if scripts:
        manager.page.get_by_text("Allowed £578.00").wait_for()
        manager.looks()
    else:
        manager.clicks("Check what is allowed")

    # then they see what would be disallowed, and why, before anything is sent
    said = manager.reads()
    assert "Allowed £578.00" in said
    assert "£310.00 is over 2 sessions a week" in said
    assert "£42.00 is over 289.00 a session" in said

    # when they look it over, declare it and send it
    manager.clicks("Continue")
    assert manager.heading.endswith("Check your claim before you send it")
    manager.page.get_by_label("Upload evidence").set_input_files(
        {"name": "rota.csv", "mimeType": "text/csv", "buffer": b"week,sessions\n23,3\n"}
    )
    manager.clicks("Add these files")
    assert "rota.csv" in manager.reads()
    confirms_all(manager)
    manager.clicks("Send the claim to the CCG")
    assert "Claim C86001-001" in manager.heading
    assert "Waiting for a decision" in manager.heading

    # and the CCG pays it, with a reason
    team = visitors()
    team.signs_in(people["primary-care"])
    team.goes_to("/claims/?state=waiting")
    team.clicks("C86001-001")
    team.clicks("Decide this claim")
    team.page.get_by_label("Pay what the rules allow").check()
    team.page.get_by_label("Reason").fill("The rota was seen")
    team.clicks("Record the decision")
    assert "Allowed, in the next run" in team.heading

    # then the next run pays it, and the practice follows it to its line
    run = PaymentRun.objects.get(month=date(2020, 9, 1))
    year.approved(run.code)
    manager.goes_to("/claims/C86001-001/")
    assert "Paid" in manager.heading
    manager.clicks("In the run of September 2020: £578.00 for June 2020")
    assert "£578.00" in manager.reads()
    assert "decided by" in manager.reads()


def test_a_practice_keeps_a_draft_and_changes_its_mind(people: People, visitors: Come) -> None:
    # given a practice manager who is interrupted at a claim
    manager = visitors(NARROW)
    manager.signs_in(people["practice"])
    manager.goes_to("/claims/new/C86001/")
    fills_in(manager)
    manager.clicks("Add another cost")
    assert "Cost 2" in manager.reads()
    manager.clicks("Remove cost 2")
    manager.clicks("Save draft")
    assert "Draft saved. Nothing is sent yet" in manager.page.inner_text("body")

    # when they come back for it from their home page
    manager.goes_to("/")
    assert "Finish your draft claim, or discard it" in manager.reads()
    manager.page.get_by_role("link", name="Finish your draft claim, or discard it").click()
    manager.looks()
    assert manager.page.locator("#id_quantity-1").input_value() == "3"
    manager.clicks("Continue")
    confirms_all(manager)
    manager.clicks("Send the claim to the CCG")

    # then they can correct the claim, and withdraw it, until it is decided
    manager.clicks("Correct this claim")
    manager.page.locator("#id_quantity-1").fill("2")
    manager.clicks("Save the correction")
    assert "2 sessions at £310.00 = £620.00" in manager.reads()
    manager.clicks("Withdraw this claim")
    manager.page.get_by_label("Why do you withdraw this claim?").fill("The network met it")
    manager.clicks("Withdraw the claim")
    assert "Withdrawn" in manager.heading
    assert "The network met it" in manager.reads()

    # and a draft can be discarded
    manager.goes_to("/claims/new/C86001/")
    fills_in(manager)
    manager.clicks("Save draft")
    manager.clicks("Discard this draft")
    manager.clicks("Discard the draft")
    assert "The draft is discarded" in manager.page.inner_text("body")


def test_the_team_decides_several_claims_and_verifies_a_sample(
    year: Year, people: People, visitors: Come
) -> None:
    # given four claims that wait
    practice = Organisation.objects.get(code="C86001")
    lines = [a_line(category="consumables", incurred_on=date(2020, 6, day)) for day in (1, 2, 3, 4)]
    claims = sent(practice, people["practice"], *lines)

    # when the team decides two of them alike
    team = visitors()
    team.signs_in(people["primary-care"])
    team.goes_to("/claims/")
    team.clicks("Decide several claims")
    for claim in claims[:2]:
        team.page.get_by_label(claim.reference).check()
    team.page.get_by_label("Pay what the rules allow").check()
    team.page.get_by_label("Reason").fill("Invoices were seen")
    team.clicks("Record the decisions")
    assert "2 claims decided" in team.page.inner_text("body")

    # and they are paid
    year.approved("2020-09")
    team.goes_to("/claims/samples/")
    team.page.get_by_label("How many claims to draw").fill("1")
    team.clicks("Draw a sample")
    assert "1 of 2 paid claims" in team.reads()

    # then what was drawn is verified against its evidence, and one that fails is decided again
    team.page.get_by_role("link", name="Verify").click()
    team.looks()
    team.page.get_by_label("No, not verified").check()
    team.page.get_by_label("What you saw").fill("No invoice for that day")
    team.clicks("Save what you saw")
    assert team.heading.startswith("The C86001 Practice Decide claim")
    team.page.get_by_label("Refuse it").check()
    team.page.get_by_label("Reason").fill("Not borne out by its evidence")
    team.clicks("Record the decision")
    assert "is recorded" in team.reads()

    # and somebody who claims for a practice on its behalf chooses which
    team.goes_to("/claims/new/")
    team.clicks("The C86002 Practice")
    assert "The C86002 Practice (C86002)" in team.heading


def test_a_sample_is_there_to_be_seen(year: Year, people: People, visitors: Come) -> None:
    # given a claim that was paid and drawn
    (claim,) = sent(Organisation.objects.get(code="C86001"), people["practice"])
    decide(claim, people["primary-care"])
    year.approved("2020-09")
    draw_sample(size=1, by=people["primary-care"])

    # when finance looks at the samples
    finance = visitors(NARROW)
    finance.signs_in(people["preparer"])
    finance.goes_to("/claims/")
    finance.clicks("Samples of paid claims")
    finance.page.get_by_role("link", name="Sample ").first.click()
    finance.looks()

    # then they see how it was drawn, and cannot draw one themselves
    assert "SHA-256" in finance.reads()
    assert finance.page.get_by_role("link", name="Verify").count() == 0
    assert finance.page.get_by_text("Only the CCG's primary care team verifies").is_visible()
    finance.goes_to("/claims/samples/")
    assert finance.page.get_by_role("button", name="Draw a sample").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_query_goes_to_finance_and_back(people: People, visitors: Come, width: int) -> None:
    # given a practice manager who wonders about a line
    manager = visitors(width)
    manager.signs_in(people["practice"])
    manager.goes_to("/lines/2020-08/C86001/aspiration/2020-08/")
    manager.clicks("Raise a query about this line")
    manager.page.get_by_label("What do you want to ask about this line?").fill("Why a penny less?")
    manager.clicks("Send the query to finance")
    assert "Open: waits for finance" in manager.reads()

    # when finance finds it among what there is to do, and answers it there
    finance = visitors(width)
    finance.signs_in(people["preparer"])
    finance.page.get_by_role("link", name="Answer the query about Aspiration, August 2020").click()
    finance.looks()
    finance.page.get_by_label("Your answer").fill("Running totals are rounded")
    finance.clicks("Send the answer")

    # then the practice reads it, replies, is answered again and closes it
    manager.goes_to("/")
    manager.page.get_by_role("link", name="Read the answer about Aspiration, August 2020").click()
    manager.looks()
    assert "Running totals are rounded" in manager.reads()
    manager.page.get_by_label("Your reply").fill("And in September?")
    manager.clicks("Send the reply")
    finance.goes_to("/queries/")
    finance.clicks("Aspiration, August 2020")
    finance.page.get_by_label("Your answer").fill("As well")
    finance.clicks("Send the answer")
    manager.goes_to("/queries/?state=answered")
    manager.clicks("Aspiration, August 2020")
    manager.clicks("Close this query")

    # and it stays with the line for ever
    manager.goes_to("/lines/2020-08/C86001/aspiration/2020-08/")
    said = manager.reads()
    for each in ("Why a penny less?", "Running totals are rounded", "As well", "Closed by"):
        assert each in said


@pytest.mark.usefixtures("pango")
def test_a_practice_keeps_its_statement(people: People, visitors: Come) -> None:
    # given a practice manager at the practice's year
    manager = visitors()
    manager.signs_in(people["practice"])
    manager.goes_to("/payees/C86001/2020-21/")

    # when they take the statement of August
    with manager.page.expect_download() as waiting:
        manager.page.get_by_role("link", name="PDF statement, August 2020").click()

    # then it is a PDF under a name that says what it is
    assert waiting.value.suggested_filename == "2020-08_C86001_statement.pdf"
    # and a draft has none for them
    assert manager.page.get_by_role("link", name="PDF statement, September 2020").count() == 0

"""The pages of claims: the form that checks, sending, the list, deciding, samples."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commissioning.models import Organisation, Role, User
from payments.models import Claim, ClaimSample, ClaimSheet, Decision
from tests.factories.years import Year, a_person
from tests.integration.payments.claims.conftest import a_draft, a_line, acting_for, decide, sent
from tests.integration.payments.pages.conftest import words

NEW = "/claims/new/C86001/"
Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(client: Client) -> Ask:
    """Open a page as somebody, or with `do` press one of its buttons."""

    def asked(person: User, path: str, do: str = "", **typed: object) -> HttpResponse:
        client.force_login(person)
        if not do and not typed:
            return client.get(path)
        return client.post(path, {"do": do, **typed} if do else typed)

    return asked


def a_form(*costs: dict[str, str], **more: object) -> dict[str, object]:
    """What the form holds for some costs, the first as in DOMAIN 4.9 unless told otherwise."""
    form: dict[str, object] = {"number": str(uuid4()), "edition": "0", "lines": len(costs) or 1}
    for number, other in enumerate(costs or ({},), start=1):
        cost = {
            "category": "care-home-partner",
            "incurred_on-{}-day": "3",
            "incurred_on-{}-month": "6",
            "incurred_on-{}-year": "2020",
            "quantity": "3",
            "unit_cost": "310",
            "other_funding": "",
            "description": "Extra sessions",
        } | other
        form |= {
            (name.format(number) if "{}" in name else f"{name}-{number}"): value
            for name, value in cost.items()
        }
    return form | more


def test_the_check_says_what_would_be_disallowed_and_why(manager: User, ask: Ask) -> None:
    """DOMAIN 4.9, before anything is sent."""
    said = words(ask(manager, NEW, "check", **a_form()))

    assert "Allowed £578.00 £930.00 claimed, £352.00 not allowed" in said
    assert "£310.00 is over 2 sessions a week" in said
    assert "£42.00 is over 289.00 a session" in said
    assert not ClaimSheet.objects.exists()


def test_the_check_reads_what_it_can_and_complains_of_the_rest(manager: User, ask: Ask) -> None:
    form = a_form({}, {"quantity": "three", "unit_cost": "5"}, {"category": ""})

    said = words(ask(manager, NEW, "check", **form))

    assert "Cost 2: How many must be a number of at most 2 decimal places" in said
    assert "Cost 3: Choose what kind of cost it is" in said
    assert "Allowed in all £578.00" in said


def test_the_check_counts_what_stands_and_warns_of_twins(
    manager: User, practice: Organisation, ask: Ask
) -> None:
    sent(practice, manager, a_line(quantity=Decimal(1)))

    said = words(ask(manager, NEW, "check", **a_form({"quantity": "1"}, {"quantity": "1"})))

    assert "The same cost on the same day is in C86001-001 and cost 2 of this form" in said
    assert "Allowed in all £289.00 £620.00 claimed, £331.00 not allowed" in said


def test_other_funding_is_taken_off(manager: User, ask: Ask) -> None:
    said = words(ask(manager, NEW, "check", **a_form({"other_funding": "£78.00"})))

    assert "Allowed £500.00" in said
    assert "£78.00 met by other funding" in said


def test_a_late_claim_is_said_to_be_late(
    manager: User, ask: Ask, on: Callable[[date], None]
) -> None:
    assert "You can still claim" not in words(ask(manager, NEW))
    on(date(2020, 9, 16))

    said = words(ask(manager, NEW, "check", **a_form()))

    assert "Claims were due by 15 September 2020. You can still claim" in said
    assert "Claimed 16 September 2020, after 15 September 2020: late" in said


@pytest.mark.parametrize(
    ("category", "why"),
    [
        ("equipment-for-the-home", "supplied directly to the home cost the practice nothing"),
        ("community-provider", "Community providers have their own route: the letter of 17 March"),
        ("protective-equipment", "Department of Health and Social Care's own route"),
    ],
)
def test_what_has_another_route_is_shown_and_not_taken(
    manager: User, ask: Ask, category: str, why: str
) -> None:
    assert why in words(ask(manager, NEW))

    said = words(ask(manager, NEW, "continue", **a_form({"category": category})))

    assert f"{why}" in said
    assert "choose another kind of cost" in said
    assert not ClaimSheet.objects.exists()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"quantity": "0"}, "How many must be 0.01 or more"),
        ({"quantity": "-1"}, "How many must be a number"),
        ({"quantity": "NaN"}, "How many must be a number"),
        ({"quantity": "\u0663"}, "How many must be a number"),
        ({"quantity": "=1+1"}, "How many must be a number"),
        ({"quantity": ""}, "Enter how many sessions, hours or items"),
        ({"unit_cost": "1e5"}, "Cost of each must be a number"),
        ({"unit_cost": "310.005"}, "Cost of each must be a number of at most 2 decimal places"),
        ({"unit_cost": "99999999"}, "Cost of each must be 9,999,999.99 or less"),
        ({"incurred_on-{}-day": "31"}, "Day of the cost must be a real date"),
        ({"incurred_on-{}-year": "2019"}, "Day of the cost must be from 1 March 2020"),
        ({"incurred_on-{}-year": "9999"}, "Day of the cost must be from 1 March 2020"),
        ({"description": ""}, "Enter what the cost was for"),
        ({"description": "x" * 301}, "must be 300 characters or fewer"),
        ({"description": "for 943 476 5919"}, "holds what looks like an NHS number"),
    ],
)
def test_what_is_wrong_is_named(manager: User, ask: Ask, other: dict[str, str], why: str) -> None:
    answer = ask(manager, NEW, "continue", **a_form(other))

    assert answer.status_code == 200
    assert why in words(answer)
    assert not ClaimSheet.objects.exists()


def test_costs_are_added_and_removed_without_complaint(manager: User, ask: Ask) -> None:
    added = ask(manager, NEW, "add", **a_form({"description": "First"}))
    assert "Cost 2" in words(added)
    assert "There is a problem" not in words(added)
    assert 'value="First"' in added.content.decode()

    form = a_form({"description": "First"}, {"description": "Second"})
    removed = ask(manager, NEW, "remove-1", **form).content.decode()
    assert 'value="Second"' in removed
    assert 'value="First"' not in removed


def test_a_draft_is_saved_wrong_as_it_is_and_gone_on_with(manager: User, ask: Ask) -> None:
    saved = ask(manager, NEW, "save", **a_form({"quantity": "three"}))

    sheet = ClaimSheet.objects.get()
    assert saved.headers["Location"] == f"/claims/drafts/{sheet.pk}/"
    page = ask(manager, f"/claims/drafts/{sheet.pk}/").content.decode()
    assert 'value="three"' in page
    assert "There is a problem" not in page
    assert "Practice C86001, 1 cost, saved by Gina" in words(ask(manager, "/claims/"))
    again = ask(manager, f"/claims/drafts/{sheet.pk}/send/")
    assert again.headers["Location"] == f"/claims/drafts/{sheet.pk}/"


def test_the_second_of_two_people_is_told_and_shown_both(
    manager: User, practice: Organisation, ask: Ask
) -> None:
    form = a_form()
    ask(manager, NEW, "save", **form)
    sheet = ClaimSheet.objects.get()
    path = f"/claims/drafts/{sheet.pk}/"
    colleague = acting_for(practice, "hal@nhs.example")
    ask(colleague, path, "save", **(form | {"edition": 1, "description-1": "Hal's words"}))

    mine = form | {"edition": 1, "description-1": "Gina's words"}
    told = ask(manager, path, "save", **mine)

    said = words(told)
    assert "Hal saved this claim form while you had it open" in said
    assert "Hal's words" in said
    assert "Gina's words" in told.content.decode().replace("&#x27;", "'")
    edition = re.search(r'name="edition" value="(\d+)"', told.content.decode())
    assert edition is not None
    ask(manager, path, "save", **(mine | {"edition": edition[1]}))
    sheet.refresh_from_db()
    assert sheet.lines[0]["description"] == "Gina's words"


def test_from_the_form_to_the_claim(manager: User, ask: Ask, client: Client) -> None:
    going_on = ask(manager, NEW, "continue", **a_form({}, {"category": "consumables"}))
    path = going_on.headers["Location"]
    assert path.endswith("/send/")
    evidence = SimpleUploadedFile("rota.csv", b"week,sessions\n23,3\n")
    client.post(path, {"do": "attach", "evidence-evidence": evidence})
    said = words(ask(manager, path))
    assert "rota.csv" in said
    assert "£310.00 is over 2 sessions a week" in said

    half = ask(manager, path, "send", declares=["0"], name="Gina Hart", role="Manager")
    assert "Confirm each statement before you send the claim" in words(half)
    assert not Claim.objects.exists()

    every = ["0", "1", "2", "3"]
    done = ask(manager, path, "send", declares=every, name="Gina Hart", role="Manager")

    assert done.headers["Location"] == "/claims/C86001-001/"
    said = words(ask(manager, "/claims/C86001-001/"))
    assert "Waiting for a decision" in said
    assert "Allowed £578.00" in said
    assert "Declared by Gina Hart, Manager" in said
    assert "rota.csv" in said
    assert "C86001-002" in said
    assert "Claim C86001-001 578.00" in said
    twice = ask(manager, path, "send", declares=every, name="Gina Hart", role="Manager")
    assert twice.status_code == 302
    assert Claim.objects.count() == 2


def test_a_draft_is_discarded_only_when_asked_twice(
    manager: User, practice: Organisation, ask: Ask
) -> None:
    sheet = a_draft(practice, manager)
    path = f"/claims/drafts/{sheet.pk}/discard/"

    assert "Discard this draft claim?" in words(ask(manager, path))
    ask(manager, path, "discard")

    sheet.refresh_from_db()
    assert sheet.state == "discarded"
    assert ask(manager, f"/claims/drafts/{sheet.pk}/").status_code == 403


def test_another_practice_finds_nothing(manager: User, practice: Organisation, ask: Ask) -> None:
    sheet = a_draft(practice, manager)
    (claim,) = sent(practice, manager)
    other = acting_for(Organisation.objects.get(code="C86002"), "olga@nhs.example")

    for path in (
        NEW,
        f"/claims/drafts/{sheet.pk}/",
        f"/claims/drafts/{sheet.pk}/send/",
        f"/claims/drafts/{sheet.pk}/discard/",
        f"/claims/{claim.reference}/",
        f"/claims/{claim.reference}/correct/",
        f"/claims/{claim.reference}/withdraw/",
    ):
        assert ask(other, path).status_code == 404, path
        assert ask(other, path, "save").status_code == 404, path
    assert claim.reference not in words(ask(other, "/claims/"))
    assert ask(a_person("lou@nhs.example", Role.LMC), "/claims/").status_code == 403


def test_correcting_shows_the_check_and_changes_the_claim(
    manager: User, practice: Organisation, ask: Ask
) -> None:
    sent(practice, manager)
    path = "/claims/C86001-001/correct/"
    assert 'value="310.00"' in ask(manager, path).content.decode()

    form = a_form({"quantity": "2", "unit_cost": "289"})
    said = words(ask(manager, path, "check", **form))
    assert "Allowed £578.00 £578.00 claimed" in said
    assert "same cost" not in said
    done = ask(manager, path, "correct", **form)

    assert done.headers["Location"] == "/claims/C86001-001/"
    claim = Claim.objects.get()
    assert (claim.quantity, claim.unit_cost) == (Decimal(2), Decimal("289.00"))


def test_withdrawing_asks_why(manager: User, practice: Organisation, ask: Ask) -> None:
    sent(practice, manager)
    path = "/claims/C86001-001/withdraw/"

    assert "Say why you withdraw the claim" in words(ask(manager, path, "x", reason=" "))
    ask(manager, path, "x", reason="The network met it")

    said = words(ask(manager, "/claims/C86001-001/"))
    assert "Withdrawn" in said
    assert "The network met it" in said
    assert "what is still to be paid is claimed anew" in said


def test_the_team_decides_with_a_reason_by_name(
    manager: User, decider: User, practice: Organisation, ask: Ask
) -> None:
    sent(practice, manager, a_line(), a_line(category="consumables"))
    path = "/claims/C86001-001/decide/"
    asked = {"outcome": "pay", "reason": "The rota was seen", "decided_by": "Pat, primary care"}

    assert ask(manager, path).status_code == 403
    nothing = words(ask(decider, path, "x"))
    for why in ("Choose whether to pay", "Give the reason", "Say who decided"):
        assert why in nothing
    done = ask(decider, path, **asked)

    assert done.headers["Location"] == "/claims/C86001-002/"  # the next of the same form
    decision = Decision.objects.get()
    assert (decision.subject, decision.outcome, decision.decided_by) == (
        "C86001-001",
        "pay",
        "Pat, primary care",
    )
    said = words(ask(manager, "/claims/C86001-001/"))
    assert "Allowed, in the next run" in said
    assert "The rota was seen" in said
    assert "ask the CCG's primary care team to withdraw its decision first" in said


@pytest.mark.parametrize(
    ("outcome", "figure", "why"),
    [
        ("less", "", "Enter the amount to pay"),
        ("less", "578", "Amount to pay must be less than the £578.00 allowed"),
        ("pay", "100", "Choose “Pay less”, or leave the amount blank"),
        ("withdrawn", "", "Select a valid choice"),
    ],
)
def test_the_amount_goes_with_paying_less(
    manager: User,
    decider: User,
    practice: Organisation,
    ask: Ask,
    outcome: str,
    figure: str,
    why: str,
) -> None:
    sent(practice, manager)

    answer = ask(
        decider,
        "/claims/C86001-001/decide/",
        outcome=outcome,
        figure=figure,
        reason="r",
        decided_by="p",
    )

    assert why in words(answer)
    assert not Decision.objects.exists()


def test_paying_less_is_what_is_paid(
    year: Year, manager: User, decider: User, practice: Organisation, ask: Ask
) -> None:
    sent(practice, manager)
    said = {"outcome": "less", "figure": "£500", "reason": "One rota", "decided_by": "Pat"}
    ask(decider, "/claims/C86001-001/decide/", **said)
    year.approved("2020-09")

    page = words(ask(manager, "/claims/C86001-001/"))

    assert "Pay, at most £500.00" in page
    assert "In the run of September 2020: £500.00 for June 2020" in page


def test_several_claims_are_decided_alike(
    manager: User, decider: User, practice: Organisation, ask: Ask
) -> None:
    sent(
        practice,
        manager,
        a_line(),
        a_line(category="consumables"),
        a_line(category="care-home-locum"),
    )
    path = "/claims/decide/"
    assert "£930.00 claimed, £578.00 allowed" in words(ask(decider, path))

    asked = {"claims": ["C86001-001", "C86001-003"], "outcome": "refuse"}
    done = ask(decider, path, **asked, reason="Not evidenced", decided_by="Pat")

    assert done.headers["Location"] == "/claims/"
    found = Decision.objects.order_by("subject").values_list("subject", "outcome")
    assert list(found) == [("C86001-001", "refuse"), ("C86001-003", "refuse")]
    left = words(ask(decider, path))
    assert "C86001-002" in left
    assert "C86001-001" not in left
    twice = ask(decider, path, **asked, reason="Again", decided_by="Pat")
    assert "one of them is decided meanwhile" in words(twice)


def test_nobody_is_offered_to_decide_what_they_entered(
    decider: User, practice: Organisation, ask: Ask
) -> None:
    sent(practice, decider)

    assert "No claim waits for a decision of yours" in words(ask(decider, "/claims/decide/"))
    assert "another person of the team decides it" in words(ask(decider, "/claims/C86001-001/"))
    refused = ask(decider, "/claims/C86001-001/decide/", outcome="pay", reason="r", decided_by="d")
    assert refused.status_code == 403


def test_the_list_is_filtered_searched_and_given_out(
    manager: User, decider: User, practice: Organisation, ask: Ask
) -> None:
    first, second = sent(practice, manager, a_line(), a_line(category="consumables"))
    decide(first, decider, "refuse")

    every = words(ask(decider, "/claims/"))
    assert first.reference in every
    assert second.reference in every
    waiting = words(ask(decider, "/claims/?state=waiting"))
    assert first.reference not in waiting
    assert "Consumables and other costs" in waiting
    assert second.reference not in words(ask(decider, "/claims/?category=care-home-partner"))
    assert "Nothing is like that" in words(ask(decider, "/claims/?q=C86999"))
    csv = ask(decider, "/claims/?state=refused&export=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Claim,Practice,Kind of cost")
    assert len(csv.splitlines()) == 2
    assert "930.00,578.00,Refused" in csv


def test_a_sample_is_drawn_and_verified_on_the_site(
    year: Year, manager: User, decider: User, practice: Organisation, ask: Ask
) -> None:
    claims = sent(practice, manager, a_line(), a_line(category="consumables"))
    for claim in claims:
        decide(claim, decider)
    year.approved("2020-09")

    assert "a number from 1 to 2" in words(ask(decider, "/claims/samples/", size="3"))
    assert "must be a whole number" in words(ask(decider, "/claims/samples/", size="x"))
    assert ask(year.preparer, "/claims/samples/", size="1").status_code == 403
    done = ask(decider, "/claims/samples/", size="2")
    sample = ClaimSample.objects.get()
    assert done.headers["Location"] == f"/claims/samples/{sample.pk}/"
    seen = ask(year.preparer, f"/claims/samples/{sample.pk}/")
    assert sample.seed in words(seen)
    assert "Only the CCG's primary care team verifies paid claims" in words(seen)
    assert f"/claims/samples/{sample.pk}/C86001-001/" not in seen.content.decode()

    path = f"/claims/samples/{sample.pk}/C86001-001/"
    assert "Say what the evidence showed" in words(ask(decider, path, outcome="failed"))
    failed = ask(decider, path, outcome="failed", note="No rota for that week")
    assert failed.headers["Location"] == "/claims/C86001-001/decide/"
    assert "No rota for that week" in words(ask(decider, "/claims/C86001-001/"))
    page = words(ask(decider, "/claims/C86001-001/decide/"))
    assert "takes the difference back in the next run" in page
    assert ask(decider, path, outcome="verified", note="x").status_code == 403
    assert ask(decider, f"/claims/samples/{sample.pk}/C86001-999/").status_code == 404
    assert ask(decider, "/claims/samples/999999999999999999999/").status_code == 404


@pytest.mark.parametrize("reference", ["%00", "x", "C86001-001/", "a/b/c", "drafts", "\ud7ff"])
def test_a_claim_that_is_not_there_is_not_found(manager: User, ask: Ask, reference: str) -> None:
    assert ask(manager, f"/claims/{reference}/").status_code == 404


def test_a_list_asks_no_more_as_claims_grow(
    manager: User,
    decider: User,
    practice: Organisation,
    ask: Ask,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    in_july = a_line(incurred_on=date(2020, 7, 20))
    sent(practice, manager, a_line(), a_line(category="consumables"), in_july)
    ask(decider, "/claims/")
    with CaptureQueriesContext(connection) as few:
        ask(decider, "/claims/")
    sent(practice, manager, *[a_line(incurred_on=date(2020, 7, day)) for day in range(1, 13)])
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        ask(decider, "/claims/")

"""Nobody decides about whom they act for, or about the network that it is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role, User
from payments.actions import reallocations
from payments.actions.decisions import record_decisions
from payments.actions.opt_outs import decide_deviation_payment, decide_opt_out, opt_out
from payments.engine.decision_rows import DecisionRow
from payments.models import Decision, Reallocation, ReallocationShare
from payments.selectors.to_do import SOURCES as PAYMENTS
from practices.actions.deviations import ask_for_deviation, decide_deviation
from practices.actions.judging_returns import judge_return, reopen_return
from practices.actions.offers import choose_offer, decide_offer
from practices.actions.returns import ReturnRow, receive_returns
from practices.models import Offer
from practices.policy.conflicts import no_conflict, stakes_of
from practices.rules.return_requests import ReturnKey
from practices.rules.signatory import Signatory
from practices.selectors.to_do import SOURCES as PRACTICES
from tests.factories.taking_part import Cast, acting
from tests.factories.years import SPECIFICATIONS, Year

pytestmark = pytest.mark.django_db
DES = "enhanced-health-in-care-homes"
DAY = date(2020, 7, 6)
WHY = {
    "C86001": "You act for C86001 PRACTICE C86001: somebody else decides about it",
    "C86002": "You act for C86002 PRACTICE C86002, of the same network as C86001",
    "U72999": "You act for U72999 .*, the network of C86001",
}


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.COMMISSIONING_TODAY = DAY
    year = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        year.signs(year.a_practice(code, f"PRACTICE {code}"))
    cast = Cast(year)
    year.a_practice("C86099", "FAR AWAY", network=cast.elsewhere)
    return cast


def also_acts(cast: Cast, code: str) -> User:
    """Somebody of the CCG's team who acts for a practice or a network as well."""
    found = Organisation.objects.get(code=code)
    role = Role.PCN_DIRECTOR if found.kind == Organisation.Kind.PCN else Role.PRACTICE
    acting(cast.beth.email, role, found)
    return User.objects.get(pk=cast.beth.pk)


def a_deviation(cast: Cast) -> Any:
    return ask_for_deviation(
        practice=cast.practice,
        specification="proactive-care",
        element="care-homes",
        text="Shared",
        starts_on=date(2020, 8, 1),
        by=cast.gita,
    )


def an_offer(cast: Cast) -> Offer:
    return choose_offer(
        practice=cast.practice,
        specification="proactive-care",
        residents=40,
        choices=["Support the delivery of this service across the network"],
        discussed_with="Leo",
        discussed_on=DAY,
        by=cast.gita,
    )


def deviation(cast: Cast, by: User) -> object:
    return decide_deviation(deviation=a_deviation(cast), agreed=True, reason="Yes", by=by)


def deviation_payment(cast: Cast, by: User) -> object:
    return decide_deviation_payment(deviation=a_deviation(cast), reason="In full", by=by)


def offer(cast: Cast, by: User) -> object:
    return decide_offer(offer=an_offer(cast), agreed=True, reason="Yes", by=by)


def late_opt_out(cast: Cast, by: User) -> object:
    who = Signatory("Dr Gita Thorn", "GP partner")
    opt_out(practice=cast.practice, specification=DES, told_on=DAY, signatory=who, by=cast.gita)
    return decide_opt_out(
        practice=cast.practice, specification=DES, agreed=True, reason="Yes", by=by
    )


def hold(cast: Cast, by: User) -> object:
    row = DecisionRow(
        line=None,
        organisation_code=cast.practice.code,
        specification="proactive-care",
        kind=Decision.Kind.HOLD,
        subject="aspiration",
        outcome=Decision.Outcome.AGREED,
        starts_on=DAY,
        ends_on=None,
        figure=None,
        reason="Bank details are being checked",
        decided_by="Beth",
        decided_on=DAY,
    )
    return record_decisions(rows=[row], by=by)


GATEWAY = ReturnKey("proactive-care", "gateway", "C86001")


def received(cast: Cast) -> None:
    receive_returns(rows=[ReturnRow.of(GATEWAY, DAY)], by=cast.ann)


def reopening(cast: Cast, by: User) -> object:
    received(cast)
    return reopen_return(form=GATEWAY, reason="A row is missing", by=by)


def judging(cast: Cast, by: User) -> object:
    received(cast)
    return judge_return(form=GATEWAY, outcome="met", reason="", by=by)


MATTERS = (deviation, deviation_payment, offer, late_opt_out, hold, reopening, judging)


@pytest.mark.parametrize("code", WHY)
@pytest.mark.parametrize("decides", MATTERS, ids=lambda each: each.__name__)
def test_whoever_has_a_stake_decides_nothing_and_is_told_why(
    cast: Cast, decides: Callable[..., object], code: str
) -> None:
    with pytest.raises(PermissionDenied, match=WHY[code]):
        decides(cast, also_acts(cast, code))


@pytest.mark.parametrize("decides", MATTERS, ids=lambda each: each.__name__)
def test_acting_elsewhere_hinders_nobody(cast: Cast, decides: Callable[..., object]) -> None:
    assert decides(cast, also_acts(cast, "C86099"))


def a_proposal(cast: Cast) -> Reallocation:
    found = Reallocation.objects.create(
        specification="proactive-care",
        term="aspiration",
        element="care-homes",
        freed_by=cast.practice,
        first_month=date(2020, 5, 1),
        last_month=date(2020, 6, 1),
        amount=100,
        basis="list",
        reason="Covered",
        proposed_by=cast.ann,
        proposed_on=DAY,
    )
    ReallocationShare.objects.create(
        reallocation=found,
        payee=Organisation.objects.get(code="C86099"),
        weight=1,
        amount=100,
    )
    return found


@pytest.mark.parametrize("code", [*WHY, "C86099"])
def test_who_frees_or_has_a_share_neither_proposes_approves_nor_withdraws_it(
    cast: Cast, code: str
) -> None:
    person, proposal = also_acts(cast, code), a_proposal(cast)
    with pytest.raises(PermissionDenied, match="You act for"):
        reallocations.approve_reallocation(proposal=proposal, by=person)
    with pytest.raises(PermissionDenied, match="You act for"):
        reallocations.withdraw_reallocation(proposal=proposal, by=person, reason="Wrong")
    with pytest.raises(PermissionDenied, match="You act for"):
        reallocations.propose_reallocation(
            specification="proactive-care",
            term="aspiration",
            element="care-homes",
            freed_by="C86001",
            until=Month(2020, 6),
            payees=["C86099"],
            basis="list",
            reason="Covered",
            by=person,
        )
    client = Client()
    client.force_login(person)
    page = client.get(f"/reallocations/{proposal.pk}/").content.decode()
    assert "somebody else decides about it" in page
    assert client.get(f"/reallocations/{proposal.pk}/approve/").status_code == 403


def test_a_network_and_its_practices_are_one_matter(cast: Cast) -> None:
    network = cast.year.network
    for code, said in (
        ("C86001", "You act for C86001 PRACTICE C86001, a practice of U72999"),
        ("U72999", "You act for U72999 [^,]*: somebody else"),
    ):
        person = also_acts(cast, code)
        assert re.match(said, no_conflict(person, network).reason)
        cast.beth.roles.exclude(role=Role.PRIMARY_CARE).delete()
    assert no_conflict(also_acts(cast, "C86099"), network)


def test_who_acts_for_nobody_asks_the_database_nothing(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    ann = User.objects.get(pk=cast.ann.pk)
    with django_assert_num_queries(1):  # the roles
        assert stakes_of(ann) == {}
    person = also_acts(cast, "C86001")
    with django_assert_num_queries(2):  # the roles, and the networks
        assert no_conflict(person, cast.elsewhere)
        assert not no_conflict(person, cast.practice, cast.elsewhere)


def test_the_home_page_leaves_it_to_somebody_else(cast: Cast) -> None:
    a_deviation(cast)
    a_proposal(cast)
    person = also_acts(cast, "C86002")

    found = [each for source in (*PRACTICES, *PAYMENTS) for each in source(person, DAY)]

    about = [each for each in found if each.organisation == "C86001"]
    assert about
    assert all(each.waiting for each in about), [each.title for each in about]

"""Each person sees what is theirs; the rest does not exist for them."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.models import Organisation, Role, RoleMembership, User
from practices.models import Membership
from tests.factories.years import Year
from tests.integration.payments.pages.conftest import Open, acting_for, with_role, words

OWN = [
    "/payees/C86001/2020-21/",
    "/payees/C86001/month/2020-04/",
    "/runs/2020-04/C86001/",
    "/lines/2020-04/C86001/aspiration/2020-04/",
]


def of(code: str) -> list[str]:
    return [each.replace("C86001", code) for each in OWN]


@pytest.fixture
def run(year: Year) -> None:
    year.approved("2020-04")


def practice(code: str) -> User:
    return acting_for(Organisation.objects.get(code=code), Role.PRACTICE)


@pytest.mark.usefixtures("run")
def test_a_practice_sees_its_own_and_nothing_else(see: Open) -> None:
    person = practice("C86001")

    assert [see(person, path).status_code for path in OWN] == [200] * 4
    assert [see(person, path).status_code for path in of("C86002")] == [404] * 4
    listed = words(see(person, "/payees/"))
    assert "C86001" in listed
    assert "C86002" not in listed


@pytest.mark.usefixtures("run")
def test_a_director_sees_the_network_and_its_practices_of_today(see: Open) -> None:
    network = Organisation.objects.get(code="U72999")
    director = acting_for(network, Role.PCN_DIRECTOR)

    assert see(director, "/payees/U72999/2020-21/").status_code == 200
    assert [see(director, path).status_code for path in of("C86001")] == [200] * 4
    assert [see(director, path).status_code for path in of("C86003")] == [404] * 4
    assert see(director, "/payees/U36746/2020-21/").status_code == 404

    left = Membership.objects.filter(member__code="C86001", group=network)
    left.update(ends_on=date(2021, 1, 31))
    assert [see(director, path).status_code for path in of("C86001")] == [404] * 4


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIMARY_CARE, Role.DATA_QUALITY])
def test_the_ccg_sees_everybody(see: Open, role: Role) -> None:
    person = with_role(role)

    assert [see(person, path).status_code for path in [*OWN, *of("C86003")]] == [200] * 8


@pytest.mark.usefixtures("run")
def test_the_lmc_is_told_that_it_reads_totals(see: Open) -> None:
    answer = see(with_role(Role.LMC), "/payees/C86001/2020-21/")

    assert answer.status_code == 403
    assert "not what one practice is paid" in words(answer)


@pytest.mark.usefixtures("run")
def test_access_ends_with_the_role(see: Open) -> None:
    person = practice("C86001")
    RoleMembership.objects.filter(person=person).update(ends_on=date(2021, 2, 14))

    assert see(person, "/payees/C86001/2020-21/").status_code == 403
    home = see(person, "/")
    assert home.status_code == 403
    assert "You have no access today" in words(home)


@pytest.mark.usefixtures("run")
def test_who_is_not_signed_in_is_asked_to_and_comes_back(client) -> None:
    answer = client.get("/runs/2020-04/?q=x")

    assert answer.headers["Location"] == "/accounts/login/?next=/runs/2020-04/%3Fq%3Dx"


@pytest.mark.usefixtures("run")
def test_a_page_says_who_is_signed_in_and_for_whom(see: Open) -> None:
    person = practice("C86001")
    person.name = "Jo Bright"
    person.save()

    said = words(see(person, "/payees/C86001/2020-21/"))

    assert "Jo Bright GP practice, The C86001 Practice" in said
    assert "Doncaster CCG" in said


@pytest.mark.usefixtures("run")
def test_a_draft_is_shown_to_the_practice_as_due(year: Year, see: Open) -> None:
    year.prepared("2020-05")

    said = words(see(practice("C86001"), "/payees/C86001/2020-21/"))

    assert "£2,115.55" in said
    assert "Not approved yet" in said

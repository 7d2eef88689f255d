"""The lists and pages about homes: what they show, to whom, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carehomes.models import CareHome, Leadership, PlanCount, ResidentCount
from carehomes.selectors.to_do.homes import of_directors, of_practices, of_the_ccg
from carehomes.selectors.visible import homes_visible_to
from commissioning.models import User
from tests.factories.teams import Team
from tests.integration.carehomes.test_leads import proposed

TODAY = date(2021, 2, 15)
LISTS = (
    "/homes/",
    "/leads/",
    "/medicines/",
    "/out-of-hours/",
    "/alignments/",
    "/milestones/",
    "/networks/U72999/care-homes/",
    "/residents/",
)


def opened(person: User, path: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def homes(team: Team, number: int, start: int = 0) -> None:
    """Homes with residents of two practices, a lead proposed, and one in three confirmed."""
    for each in range(start, start + number):
        home = team.home(f"1-{1000 + each}", f"Home {each:02}")
        team.live(home, team.own, 9)
        team.live(home, team.second, 4)
        leadership = proposed(team, home)
        if each % 3 == 0:
            Leadership.objects.filter(pk=leadership.pk).update(
                state="confirmed", decided_by=team.ccg, decided_on=TODAY
            )


def queries(person: User, path: str) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_often_for_twelve_homes_as_for_three(team: Team, path: str) -> None:
    homes(team, 3)
    few = queries(team.ccg, path)
    homes(team, 9, start=3)
    assert queries(team.ccg, path) <= few


@pytest.mark.parametrize("path", ["/homes/?export=csv", "/leads/?export=csv&state=none"])
def test_a_list_is_given_out_as_a_file(team: Team, path: str) -> None:
    homes(team, 4)
    client = Client()
    client.force_login(team.ccg)
    lines = client.get(path).content.decode("utf-8-sig").splitlines()
    assert len(lines) == (5 if path.startswith("/homes") else 3)


def test_filters_leave_the_homes_that_lack_something(team: Team) -> None:
    homes(team, 2)
    CareHome.objects.create(location_id="1-9", name="Alone", residential=True)

    assert "Home 01" in opened(team.ccg, "/homes/?missing=lead")
    assert "Home 00" not in opened(team.ccg, "/homes/?missing=lead")
    for what in ("alignment", "residents"):
        page = opened(team.ccg, f"/homes/?missing={what}")
        assert "Alone" in page
        assert "Home 00" not in page
    assert "Alone" not in opened(team.ccg, f"/homes/?practice={team.own.pk}")
    assert "Alone" not in opened(team.ccg, f"/homes/?network={team.network.pk}")
    assert "Home 00" not in opened(team.ccg, "/homes/?kind=residential")


def test_a_person_sees_the_homes_that_they_have_to_do_with(team: Team) -> None:
    homes(team, 1)
    CareHome.objects.create(location_id="1-9", name="Alone", residential=True)

    def seen(person: User) -> list[str]:
        return sorted(each.name for each in homes_visible_to(person))

    assert seen(team.ccg) == ["Alone", "Home 00"]
    for person in (team.manager, team.manager_too, team.director, team.deputy):
        assert seen(person) == ["Home 00"]
    assert seen(team.manager_away) == []
    assert seen(team.director_away) == []


def test_a_home_that_is_not_theirs_is_not_there(team: Team) -> None:
    homes(team, 1)
    client = Client()
    client.force_login(team.manager_away)
    assert client.get("/homes/1-1000/").status_code == 404
    client.force_login(team.lmc)
    assert client.get("/homes/").status_code == 403


def test_what_there_is_to_do(team: Team) -> None:
    homes(team, 2)
    alone = team.home("1-9", "Alone")
    team.live(alone, team.own, 3)

    practice = [each.title for each in of_practices(team.manager, TODAY)]
    assert practice == [
        "Name a clinical lead for Alone",
        "Tell the CCG what support with medicines you need",
        "Count your residents in care homes",
    ]
    second = [each.title for each in of_practices(team.manager_too, TODAY)]
    assert "Agree to Dr A. Example (demo) as clinical lead, or say why not" in second
    director = [each.title for each in of_directors(team.director, TODAY)]
    assert "Confirm: Agree the lead for each aligned home" in director
    assert "Homes of your network without a clinical lead" in director
    ccg = {each.title: each.note for each in of_the_ccg(team.ccg, TODAY)}
    assert ccg["Homes without a lead"] == "2 to look at"
    assert list(of_the_ccg(team.manager, TODAY)) == []


@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        ("/residents/C86001/", {"counted_on-day": "x"}, "Day of the count"),
        ("/plans/C86001/", {}, "Enter the day of the count"),
        ("/leads/propose/", {"homes": "1 OR 1", "email": "x"}, "Enter the name of the lead"),
        ("/homes/add/", {"beds": "many", "postcode": "\0"}, "Enter the name of the home"),
        ("/medicines/C86001/needs/", {"enough": "perhaps"}, "Choose whether"),
        ("/homes/1-1000/gap/", {"what": "born on 3 May 1931"}, "date of birth"),
        ("/homes/1-1000/support/", {"accessible": "no"}, "Enter what is missing"),
    ],
)
def test_nonsense_is_answered_with_what_is_wrong(
    team: Team, path: str, sent: dict[str, str], words: str
) -> None:
    homes(team, 1)
    before = (ResidentCount.objects.count(), PlanCount.objects.count(), CareHome.objects.count())
    client = Client()
    client.force_login(team.manager)
    answer = client.post(path, sent)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    after = (ResidentCount.objects.count(), PlanCount.objects.count(), CareHome.objects.count())
    assert after == before

"""England's care homes with half a year of weeks; and one statement that counts a sitrep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Model

from bench import england
from carehomes.models import (
    Alignment,
    CareHome,
    ClinicalLead,
    Leadership,
    OutOfHours,
    ResidentCount,
)
from commissioning.models import Organisation, Role, RoleMembership, User
from commissioning.specifications.publishing.actions import (
    Minuted,
    approve_specification,
    publish_specification,
)
from practices.models import Membership
from reporting.models import HomeException, NilReturn

NETWORK_OF = 5
WEEKS = 26
LAST = date(2021, 2, 8)  # the Monday of the week that is counted
FRIDAY = LAST + timedelta(days=4)
SINCE = date(2020, 8, 3)
BATCH = 5_000


def fill(homes: int, practices: int) -> None:
    """Practices in networks, homes with leads and residents, and what was said week by week."""
    england.fill(practices)
    england.in_networks(NETWORK_OF)
    _published()
    people = list(User.objects.filter(email__in=["publishes@nhs.example", "seconds@nhs.example"]))
    found = list(Organisation.objects.filter(kind="practice").order_by("pk"))
    made = _homes(homes, found, people)
    for number in range(WEEKS):
        _week(LAST - timedelta(weeks=number), found, made, people[0])
    reader = User.objects.create_user(email="reads@nhs.example", name="Reads")
    RoleMembership.objects.create(person=reader, role=Role.PRIMARY_CARE, starts_on=SINCE)


def _published() -> None:
    """The network contract, whose national questions are asked in February."""
    folder = Path(settings.BASE_DIR) / "commissioning/specifications/data"
    text = (folder / "enhanced-health-in-care-homes.toml").read_text()
    publisher = User.objects.get(email="publishes@nhs.example")
    version, _ = publish_specification(text=text, by=publisher)
    minuted = Minuted("Committee of the bench", date(2020, 5, 13), "2")
    approve_specification(
        version=version, minuted=minuted, by=User.objects.get(email="seconds@nhs.example")
    )


def _store(rows: Iterable[Model]) -> None:
    kept = list(rows)
    type(kept[0])._default_manager.bulk_create(kept, BATCH)  # noqa: SLF001  (Django documents it)


def _homes(number: int, practices: list[Organisation], people: list[User]) -> list[CareHome]:
    """Homes with two practices each; one in fifty has no lead, one in a hundred no network."""
    in_networks = Membership.objects.filter(group_kind="pcn", member__in=practices)
    groups = dict(in_networks.values_list("member", "group"))
    homes = CareHome.objects.bulk_create(
        [
            CareHome(location_id=f"1-{place:06}", name=f"Home {place}", nursing=True)
            for place in range(number)
        ],
        BATCH,
    )
    lead = ClinicalLead.objects.create(
        name="Lead",
        profession="gp",
        provider="Provider",
        email="lead@nhs.example",
        organisation=practices[0],
    )
    served = [(home, practices[place % len(practices)]) for place, home in enumerate(homes)]
    _store(
        Alignment(home=home, pcn_id=groups[own.pk], starts_on=SINCE)
        for place, (home, own) in enumerate(served)
        if place % 100
    )
    _store(
        Leadership(
            lead=lead,
            home=home,
            starts_on=SINCE,
            told_on=SINCE,
            state="confirmed",
            proposed_by=people[0],
            proposed_on=SINCE,
            decided_by=people[1],
            decided_on=SINCE,
        )
        for place, home in enumerate(homes)
        if place % 50
    )
    _store(
        OutOfHours(
            home=home,
            provider="Provider",
            medicines="Pharmacy",
            signposted_on=SINCE,
            starts_on=SINCE,
            kept_by=people[0],
            kept_on=SINCE,
        )
        for place, home in enumerate(homes)
        if place % 10
    )
    _store(
        ResidentCount(home=home, practice=practice, counted_on=month, residents=12 - 8 * second)
        for month in (SINCE, date(2020, 11, 2), date(2021, 1, 4))
        for place, (home, own) in enumerate(served)
        for second, practice in enumerate((own, practices[(place + 1) % len(practices)]))
    )
    return homes


def _week(week: date, practices: list[Organisation], homes: list[CareHome], by: User) -> None:
    """Nine practices of ten say that there is nothing; one home of fifty has an exception."""
    turn = (LAST - week).days // 7
    _store(
        NilReturn(practice=each, week=week, said_by=by, said_on=week)
        for place, each in enumerate(practices)
        if (place + turn) % 10
    )
    _store(
        HomeException(
            home=home,
            specification="enhanced-health-in-care-homes",
            question=("weekly-round", "pharmacy", "care-plans")[place % 3],
            missing="Not in place",
            since=week,
            source="practice",
            organisation=practices[place % len(practices)],
            raised_by=by,
            raised_on=week,
            state="confirmed",
            mended_on=week + timedelta(days=6) if turn else None,
        )
        for place, home in enumerate(homes)
        if (place + turn + 7) % 50 == 0
    )


def counts_of_the_statement(asked: tuple[str, ...]) -> dict[tuple[str, str], list[int]]:
    """The same counts by one statement: by question and network, in the order C, A, E, W."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"day": FRIDAY, "week": LAST, "asked": list(asked)})
        return {(question, network): list(figure) for question, network, *figure in cursor}


# What is asked of a home's record is written into the statement; what practices say comes from a
# join. Everything is worked out in the server, and only the counts come back.

STATEMENT = """
WITH scope AS (
    SELECT home.id FROM carehomes_carehome home
    WHERE home.cqc_registered
        AND (home.registered_on IS NULL OR home.registered_on <= %(day)s)
        AND (home.closed_on IS NULL OR home.closed_on >= %(day)s)
), aligned AS (
    SELECT home_id, pcn.code, pcn.id AS pcn FROM carehomes_alignment
    JOIN commissioning_organisation pcn ON pcn.id = pcn_id
    WHERE starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
), led AS (
    SELECT DISTINCT home_id FROM carehomes_leadership
    WHERE state = 'confirmed' AND starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
), covered AS (
    SELECT home_id FROM carehomes_outofhours
    WHERE signposted_on <= %(day)s AND starts_on <= %(day)s
        AND (ends_on IS NULL OR ends_on >= %(day)s)
), excepted AS (
    SELECT DISTINCT home_id, question FROM reporting_homeexception
    WHERE since <= %(week)s::date + 6
        AND NOT coalesce(mended_on <= %(week)s, false)
        AND NOT coalesce(closed_on <= %(week)s, false)
), said AS (
    SELECT practice_id FROM reporting_nilreturn WHERE week = %(week)s
    UNION
    SELECT organisation_id FROM reporting_homeexception
    WHERE raised_on BETWEEN %(week)s AND %(week)s::date + 6 AND organisation_id IS NOT NULL
), latest AS (
    SELECT DISTINCT ON (home_id, practice_id) home_id, practice_id, residents
    FROM carehomes_residentcount WHERE counted_on <= %(day)s
    ORDER BY home_id, practice_id, counted_on DESC
), told AS (
    SELECT home_id, bool_and(said.practice_id IS NOT NULL) AS by_all
    FROM latest
    JOIN practices_membership membership ON membership.member_id = latest.practice_id
        AND membership.group_kind = 'commissioner'
        AND (membership.starts_on IS NULL OR membership.starts_on <= %(day)s)
        AND (membership.ends_on IS NULL OR membership.ends_on >= %(day)s)
    LEFT JOIN said ON said.practice_id = latest.practice_id
    WHERE residents > 0 GROUP BY home_id
), nearest AS (
    SELECT DISTINCT ON (home_id) home_id, network.code
    FROM latest
    JOIN practices_membership membership ON membership.member_id = latest.practice_id
        AND membership.group_kind = 'pcn'
    JOIN commissioning_organisation network ON network.id = membership.group_id
    WHERE residents > 0 ORDER BY home_id, residents DESC
)
SELECT question, network,
    count(*) FILTER (WHERE letter = 'C'), count(*) FILTER (WHERE letter = 'A'),
    count(*) FILTER (WHERE letter = 'E'), 0
FROM (
    SELECT asked.question, coalesce(aligned.code, nearest.code, '') AS network, CASE
        WHEN excepted.home_id IS NOT NULL THEN 'E'
        WHEN asked.question = 'clinical-lead' AND led.home_id IS NULL THEN 'E'
        WHEN asked.question = 'alignment' AND aligned.home_id IS NULL THEN 'E'
        WHEN asked.question IN ('clinical-lead', 'alignment') THEN 'C'
        WHEN asked.question = 'care-home-lead' AND led.home_id IS NOT NULL THEN 'C'
        WHEN asked.question = 'out-of-hours' AND covered.home_id IS NOT NULL THEN 'C'
        WHEN asked.question IN ('care-home-lead', 'plan') THEN 'A'
        WHEN told.by_all THEN 'C'
        ELSE 'A'
    END AS letter
    FROM scope
    CROSS JOIN unnest(%(asked)s) AS asked (question)
    LEFT JOIN aligned ON aligned.home_id = scope.id
    LEFT JOIN nearest ON nearest.home_id = scope.id
    LEFT JOIN led ON led.home_id = scope.id
    LEFT JOIN covered ON covered.home_id = scope.id
    LEFT JOIN told ON told.home_id = scope.id
    LEFT JOIN excepted ON excepted.home_id = scope.id AND excepted.question = asked.question
) stands
GROUP BY question, network
"""

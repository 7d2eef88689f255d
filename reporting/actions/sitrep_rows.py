"""Writes what a sitrep was counted from."""

from __future__ import annotations

from django.db import connection

from commissioning.domain.names import in_words
from reporting.models import HomeException, Sitrep, SitrepException, SitrepPractice
from reporting.rules.sitreps import SitrepCounts
from reporting.selectors.sitrep_facts import WeekFacts

State = HomeException.State


HOMES = """
    INSERT INTO reporting_sitrephome
        (sitrep_id, home_id, name, location_id, network_code, stands)
    SELECT %s, home.id, home.name, home.location_id, counted.network, counted.stands
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS counted (home, network, stands)
    JOIN carehomes_carehome home ON home.id = counted.home
"""


def write_rows(sitrep: Sitrep, evidence: WeekFacts, counted: SitrepCounts) -> None:
    """Put what was counted in the place of what was counted before."""
    for rows in (sitrep.homes, sitrep.practices, sitrep.exceptions):
        rows.all().delete()
    homes = list(counted.stands)
    with connection.cursor() as cursor:
        cursor.execute(
            HOMES,
            [
                sitrep.pk,
                homes,
                [counted.networks[home] for home in homes],
                [counted.stands[home] for home in homes],
            ],
        )
    SitrepPractice.objects.bulk_create(
        SitrepPractice(
            sitrep=sitrep,
            practice_id=practice.key,
            code=practice.code,
            name=practice.name,
            network_code=practice.network,
            answer=practice.answer,
        )
        for practice in evidence.practices
    )
    SitrepException.objects.bulk_create(
        _told(
            sitrep, exception, evidence.facts.networks[exception.home_id], evidence.facts.warnings
        )
        for exception in evidence.exceptions
        if exception.question in counted.questions
    )


def _told(
    sitrep: Sitrep, exception: HomeException, network: str, warnings: object
) -> SitrepException:
    practice = exception.organisation
    return SitrepException(
        sitrep=sitrep,
        exception=exception,
        location_id=exception.home.location_id,
        name=exception.home.name,
        network_code=network,
        question=exception.question,
        part=exception.part,
        missing=exception.missing,
        since=exception.since,
        raised_by=in_words(practice.name) if practice else exception.get_source_display(),
        stood="Mended"
        if exception.mended_on and exception.state != State.CLOSED
        else exception.get_state_display(),
        is_warning=exception.question in warnings,  # type: ignore[operator]
    )

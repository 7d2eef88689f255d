"""Writes what a sitrep was counted from, and reads it back as the text that is hashed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from django.db import connection

from commissioning.domain.names import in_words
from reporting.models import HomeException, Sitrep, SitrepException, SitrepPractice
from reporting.rules.sitreps import Counted
from reporting.selectors.sitrep_facts import Known

State = HomeException.State
HOMES = """
    INSERT INTO reporting_sitrephome
        (sitrep_id, home_id, name, location_id, network_code, stands)
    SELECT %s, home.id, home.name, home.location_id, counted.network, counted.stands
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS counted (home, network, stands)
    JOIN carehomes_carehome home ON home.id = counted.home
"""


def write_rows(sitrep: Sitrep, evidence: Known, counted: Counted) -> None:
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


def hash_of(sitrep: Sitrep) -> str:
    """The SHA-256 of all that is signed: figures, words, and the rows they were counted from."""
    digest = sha256()
    for line in _lines(sitrep):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _lines(sitrep: Sitrep) -> Iterator[str]:
    head = {
        "week": sitrep.week,
        "revision": sitrep.revision,
        "reason": sitrep.reason,
        "version": sitrep.version.sha256,
        "scope": sitrep.scope_on,
        "counted": sitrep.counted_on,
        "questions": sitrep.questions,
        "totals": sitrep.totals,
        "counts": sitrep.counts,
        "answers": sitrep.answers,
        "comments": sitrep.comments,
        "finding": sitrep.finding,
    }
    yield json.dumps(head, sort_keys=True, ensure_ascii=False, default=_plain)
    homes = sitrep.homes.order_by("location_id")
    for home in homes.values_list("location_id", "name", "network_code", "stands").iterator():
        yield "|".join(home)
    practices = sitrep.practices.order_by("code")
    for practice in practices.values_list("code", "name", "network_code", "answer"):
        yield "|".join(practice)
    for exception in sitrep.exceptions.order_by("exception_id").values():
        values = {
            name: value for name, value in exception.items() if name not in ("id", "sitrep_id")
        }
        yield json.dumps(values, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, date)  # noqa: S101  (nothing else in it is no JSON)
    return value.isoformat()

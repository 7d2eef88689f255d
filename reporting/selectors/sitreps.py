"""Sitreps that a person may see, which weeks want one, and what differs between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Substr

from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from reporting.models import HomeException, Sitrep, SitrepException, SitrepHome
from reporting.policy.sitreps import reads_sitreps
from reporting.rules.weeks import (
    BY_HOME,
    WEEK,
    monday_of,
    weeks_between,
)
from reporting.selectors.exceptions import exceptions_in
from reporting.selectors.weeks import Weekly, weekly

MOST_SHOWN = 500  # differences between two sitreps on one page


def sitreps_visible_to(user: User) -> QuerySet[Sitrep]:
    """Every sitrep with all its revisions, for those who read sitreps."""
    sitreps = Sitrep.objects.select_related("version", "signed_by", "counted_by").defer(
        "counts", "version__text"
    )
    return sitreps if reads_sitreps(user) else sitreps.none()


def latest_of_each_week(sitreps: QuerySet[Sitrep]) -> QuerySet[Sitrep]:
    """The newest revision of each week."""
    later = Sitrep.objects.filter(week=OuterRef("week"), revision__gt=OuterRef("revision"))
    return sitreps.filter(~Exists(later))


def visible_sitrep(user: User, week: date, revision: int | None = None) -> Sitrep | None:
    """One revision of a week's sitrep; without a number, the newest."""
    sitreps = sitreps_visible_to(user).filter(week=week)
    if revision is not None:
        return sitreps.filter(revision=revision).first()
    return sitreps.order_by("-revision").first()


def signed_before(sitrep: Sitrep) -> Sitrep | None:
    """The revision that an amendment amends."""
    return (
        Sitrep.objects.filter(week=sitrep.week, revision__lt=sitrep.revision)
        .order_by("-revision")
        .first()
    )


def of_last_week(sitrep: Sitrep) -> Sitrep | None:
    """The newest sitrep of the week before."""
    return Sitrep.objects.filter(week=sitrep.week - WEEK).order_by("-revision").first()


def keys_of(sitrep: Sitrep) -> tuple[str, ...]:
    """Its questions about homes, in the order of the letters of each home."""
    return tuple(question["key"] for question in sitrep.questions if question["answer"] == BY_HOME)


def homes_that_stand(rows: QuerySet[SitrepHome], place: int, letter: str) -> QuerySet[SitrepHome]:
    """Those homes that stand so under the question at a place (from 0)."""
    homes = rows.annotate(letter=Substr("stands", Value(place + 1), Value(1)))
    return homes.filter(letter=letter)


@dataclass(frozen=True, slots=True)
class Moved:
    """A home that stands otherwise than before under a question; "": it was not in scope."""

    location_id: str
    name: str
    question: str
    before: str
    after: str


def moved_between(before: Sitrep, after: Sitrep) -> list[Moved]:
    """Every home and question that stands otherwise, the questions that both asked."""
    earlier, later = keys_of(before), keys_of(after)
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"before": before.pk, "after": after.pk})
        rows = cursor.fetchall()
    changes = []
    for location_id, name, was, now in rows:
        for question in later:
            if question not in earlier:
                continue
            old = was[earlier.index(question)] if was else ""
            new = now[later.index(question)] if now else ""
            if old != new:
                changes.append(Moved(location_id, name, question, old, new))
    return changes


MOVED = """
    SELECT coalesce(after.location_id, before.location_id), coalesce(after.name, before.name),
        before.stands, after.stands
    FROM (SELECT * FROM reporting_sitrephome WHERE sitrep_id = %(before)s) before
    FULL JOIN (SELECT * FROM reporting_sitrephome WHERE sitrep_id = %(after)s) after
        USING (home_id)
    WHERE before.stands IS DISTINCT FROM after.stands
    ORDER BY 2, 1
"""


def exceptions_since(sitrep: Sitrep) -> QuerySet[HomeException]:
    """The exceptions that existed in a sitrep's week and that it does not tell of."""
    sitrep_exceptions = SitrepException.objects.filter(sitrep=sitrep, exception=OuterRef("pk"))
    rows = HomeException.objects.filter(
        raised_on__gte=sitrep.counted_on, question__in=keys_of(sitrep)
    )
    in_scope = SitrepHome.objects.filter(sitrep=sitrep, home=OuterRef("home"))
    return exceptions_in(sitrep.week, rows).filter(~Exists(sitrep_exceptions), Exists(in_scope))


def sitreps_that_tell_of(exception: HomeException, reader: User) -> QuerySet[SitrepException]:
    """Where an exception appeared, the earliest first, for who may open it."""
    rows = SitrepException.objects.filter(exception=exception).select_related("sitrep")
    sitrep_exceptions = rows.order_by("sitrep__week", "sitrep__revision")
    return (
        sitrep_exceptions
        if reads_sitreps(reader)
        else sitrep_exceptions.filter(sitrep__state=Sitrep.State.SIGNED)
    )


def weeks_to_draft(now: datetime) -> list[Weekly]:
    """The weeks whose sitrep should be drafted by now and is not, the oldest first.

    From the week after the latest sitrep on, so that none is left out where nothing ran for a
    while; where there is none yet, this week's alone.
    """
    this = monday_of(now.date())
    latest = Sitrep.objects.order_by("-week").values_list("week", flat=True).first()
    sitrep_requests = []
    for week in weeks_between(latest + WEEK if latest else this, this):
        try:
            sitrep_request = weekly(week)
        except ValidationError:
            continue
        if sitrep_request.is_asked and sitrep_request.drafted_at <= now:
            sitrep_requests.append(sitrep_request)
    return sitrep_requests


def drafts_to_count_again(now: datetime) -> list[Sitrep]:
    """Drafts that were counted before the directors' time was over, which it now is."""
    drafts = Sitrep.objects.filter(state=Sitrep.State.DRAFT, past_cut_off=False).order_by("week")
    return [draft for draft in drafts if weekly(draft.week).cut_off <= now]


def signed_ones_that_miss_exceptions() -> list[Sitrep]:
    """The newest sitreps of their weeks, signed, in whose weeks more exceptions existed."""
    signed = latest_of_each_week(Sitrep.objects.filter(state=Sitrep.State.SIGNED))
    return [sitrep for sitrep in signed.order_by("week") if exceptions_since(sitrep).exists()]


def totals_by_week(sitreps: QuerySet[Sitrep], last: int) -> list[Sitrep]:
    """The newest revision of the latest weeks, the oldest first."""
    rows = latest_of_each_week(sitreps).order_by("-week")[:last]
    return sorted(rows, key=lambda sitrep: sitrep.week)


def specifications_on(week: date) -> list[Specification]:
    """Every specification as it stands in a week, for what rests on which document."""
    versions: Sequence[SpecificationVersion] = [
        approved_specification.governing(week)
        for approved_specification in approved_specifications().values()
    ]
    return [parsed(version) for version in versions]


def network_names(sitrep: Sitrep) -> dict[str, str]:
    """What the networks of a sitrep are called, by code."""
    codes = {code for figures in sitrep.counts.values() for code in figures}
    rows = Organisation.objects.filter(code__in=codes).values_list("code", "name")
    return dict(rows)

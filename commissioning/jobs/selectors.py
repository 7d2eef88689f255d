"""Long work that a person may see, and whether the background work is alive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.utils import timezone

from commissioning.jobs.policy import looks_after_jobs
from commissioning.jobs.registry import seen_by_kind
from commissioning.models import CONSOLE, Heartbeat, Job, User


def jobs_visible_to(user: User) -> QuerySet[Job]:
    """A person's own, and what colleagues asked for of the kinds that they may ask for themselves.

    For those who look after the site, what it does by itself besides. Parts are seen on the page of
    the work that they are of.
    """
    own = Q(asked_by=user) | Q(kind__in=seen_by_kind(user))
    if looks_after_jobs(user):
        own |= Q(asked_by__email=CONSOLE)
    return Job.objects.filter(own, part_of=None).select_related("asked_by")


def visible_job(user: User, pk: UUID) -> Job | None:
    return jobs_visible_to(user).filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Parts:
    """How far the parts of one piece of shared work are."""

    number: int
    ended: int  # parts that are done
    done: int  # payees or rows
    of: int


def parts_of(jobs: Iterable[Job]) -> dict[UUID, Parts]:
    """How far the parts of some work are, for what is shared of it."""
    finished = Q(state=Job.State.DONE)
    rows = (
        Job.objects.filter(part_of__in=[job.pk for job in jobs])
        .values("part_of_id")
        .annotate(
            number=Count("pk"),
            ended=Count("pk", filter=finished),
            reached=Sum(Case(When(finished, then=F("size")), default=F("done"))),
            whole=Sum("size"),
        )
    )
    return {
        row["part_of_id"]: Parts(row["number"], row["ended"], row["reached"], row["whole"])
        for row in rows.order_by("part_of_id")
    }


def ages_of_heartbeats() -> dict[str, timedelta]:
    """How long ago each part of the background work was last seen."""
    now: datetime = timezone.now()
    return {heartbeat.name: now - heartbeat.at for heartbeat in Heartbeat.objects.order_by("name")}

"""Long work that a person may see, and whether the background work is alive."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from commissioning.models import CONSOLE, Heartbeat, Job, User
from commissioning.policy.jobs import looks_after_jobs


def jobs_visible_to(user: User) -> QuerySet[Job]:
    """A person's own; for those who look after the site, what it does by itself besides."""
    own = Q(asked_by=user)
    if looks_after_jobs(user):
        own |= Q(asked_by__email=CONSOLE)
    return Job.objects.filter(own).select_related("asked_by")


def visible_job(user: User, pk: UUID) -> Job | None:
    return jobs_visible_to(user).filter(pk=pk).first()


def ages_of_heartbeats() -> dict[str, timedelta]:
    """How long ago each part of the background work was last seen."""
    now: datetime = timezone.now()
    return {each.name: now - each.at for each in Heartbeat.objects.order_by("name")}

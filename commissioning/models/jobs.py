"""Long work, done beside the pages: what is to be done, how far it is, and what came of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

SMALL = 500  # payees or rows; as much is done while whoever asked waits


def is_small(size: int | None) -> bool:
    """Whether work that goes through so many payees or rows is done at once: the one rule of size.

    At a CCG's size nothing has to wait for a worker; at England's, no page waits long.
    """
    return size is not None and size <= SMALL


def place_of(job: Job, filename: str) -> str:  # noqa: ARG001  (Django passes it)
    """Where the file of a job is kept: by its key alone."""
    return f"jobs/{job.pk}"


class Job(models.Model):
    """One piece of long work. This row is the truth; the message to a worker is only a nudge.

    The `key` says what the work brings about, with its period where it has one, and is unique: what
    is asked for twice is done once. Whoever does it holds a `claim` and shows a heartbeat; work
    whose heartbeat has stopped is given to another, and the first can then finish nothing. Work
    that several workers share has parts, each a job of its own, and waits for them.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "In progress"
        SHARED = "shared", "In progress, in parts"
        DONE = "done", "Done"
        FAILED = "failed", "Not done"

    class Queue(models.TextChoices):
        SHORT = "short", "Short work, for which somebody waits"
        LONG = "long", "Long work"

    id: models.UUIDField[UUID, UUID] = models.UUIDField(
        primary_key=True, default=uuid4, editable=False
    )
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, help_text="Which work does it")
    title = models.CharField(max_length=200)
    size = models.PositiveIntegerField(
        null=True, blank=True, help_text="Payees or rows it goes through; empty: nobody knows"
    )
    part_of: models.ForeignKey[Job | None, Job | None] = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    part = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Which, from 1")
    about = models.JSONField(default=dict, help_text="What the work is given")
    queue = models.CharField(max_length=10, choices=Queue.choices)
    asked_by = models.ForeignKey("commissioning.User", models.PROTECT, related_name="jobs")
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    asked_in = models.CharField(
        max_length=40, blank=True, help_text="The request that asked, as logs name it"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    nudged_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0, help_text="0: nobody knows beforehand")
    doing = models.CharField(max_length=200, blank=True)
    said = models.CharField(max_length=500, blank=True, help_text="What came of it")
    href = models.CharField(max_length=300, blank=True, help_text="Where that is seen")
    file = models.FileField(upload_to=place_of, max_length=100, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    problem = models.TextField(blank=True, help_text="Why it is not done, in plain words")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"]),
            models.Index(
                fields=["nudged_at"],
                condition=Q(state__in=["queued", "running"]),
                name="open_jobs",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", claim__isnull=False, heartbeat_at__isnull=False)
                | (~Q(state="running") & Q(claim__isnull=True)),
                name="only_running_jobs_are_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], ended_at__isnull=False)
                | Q(state__in=["queued", "running", "shared"], ended_at__isnull=True),
                name="ended_jobs_have_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") | Q(problem=""), name="only_failed_jobs_have_a_problem"
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, part__isnull=True)
                | Q(part_of__isnull=False, part__isnull=False),
                name="parts_of_jobs_are_numbered",
            ),
            models.UniqueConstraint(fields=["part_of", "part"], name="one_part_of_each_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING, self.State.SHARED)

    @property
    def is_small(self) -> bool:
        return is_small(self.size)


class Heartbeat(models.Model):
    """When a part of the background work was last seen alive: a worker, or beat."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

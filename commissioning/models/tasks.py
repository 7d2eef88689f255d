"""What the commissioner itself has to do, by date, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models.attachments import Attachment
from commissioning.models.tracking import tracked


@tracked()
class Task(models.Model):
    """A date by which the commissioner owes something, and how it was met.

    Most come from a specification's deadlines; others the team adds itself, as a review when
    national guidance changes. An approval by a committee names the committee, its day and the
    minute.
    """

    class Owner(models.TextChoices):
        PRIMARY_CARE = "commissioner", "Primary care team"
        DATA_QUALITY = "data-quality", "Data quality team"
        FINANCE = "finance", "Finance"

    specification = models.CharField("specification code", max_length=60, blank=True)
    code = models.CharField(
        "deadline", max_length=60, blank=True, help_text="Blank: added by the team itself"
    )
    quarter = models.DateField(null=True, blank=True, help_text="The quarter it is for, if any")
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=20, choices=Owner.choices)
    due = models.DateField()
    assumed = models.BooleanField(default=False, help_text="The documents name no day")
    clause = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True, help_text="What it affects, or why it was added")
    added_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, null=True, blank=True, related_name="added_tasks"
    )
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, null=True, blank=True, related_name="done_tasks"
    )
    note = models.TextField(blank=True, help_text="What was done")
    committee = models.CharField(max_length=200, blank=True)
    met_on = models.DateField(null=True, blank=True, help_text="The day the committee met")
    minute = models.CharField(max_length=100, blank=True, help_text="The number of the minute")
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="tasks")

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "code", "quarter"],
                condition=~Q(code=""),
                nulls_distinct=False,
                name="one_task_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="done_task_has_a_day_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(committee="", met_on__isnull=True, minute="")
                | (~Q(committee="") & Q(met_on__isnull=False) & ~Q(minute="")),
                name="approval_names_committee_day_and_minute",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(done_on__gte=F("met_on")),
                name="committee_met_before_it_was_done",
            ),
        ]

    def __str__(self) -> str:
        return self.title

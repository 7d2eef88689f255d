"""What is not in place in a care home, told by exception; and that there is nothing to tell."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from carehomes.models import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked
from payments.models import Decision


@tracked()
class HomeException(models.Model):
    """Something that the specification asks for and that is not in place in a home, since a day.

    A practice raises it, or the CCG, or the record by itself. The network's director reviews it;
    that it was mended takes it from no week in which it existed (D-27).
    """

    class Source(models.TextChoices):
        PRACTICE = "practice", "Practice"
        COMMISSIONER = "commissioner", "CCG"
        RECORD = "record", "The record itself"

    class State(models.TextChoices):
        RAISED = "raised", "Not reviewed"
        RETURNED = "returned", "Returned with a question"
        CONFIRMED = "confirmed", "Confirmed"
        CLOSED = "closed", "Closed"

    home = models.ForeignKey(CareHome, models.PROTECT, related_name="exceptions")
    specification = models.CharField("specification code", max_length=60)
    question = models.CharField("element", max_length=60, help_text="The sitrep's question")
    part = models.CharField(
        max_length=200, blank=True, help_text="Which part of it, if one is meant"
    )
    missing = models.TextField("what is not in place")
    since = models.DateField()
    doing = models.TextField("what is being done", blank=True)
    mended_by = models.DateField("by when", null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="home_exceptions"
    )
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.RAISED)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    mended_on = models.DateField(null=True, blank=True, help_text="Noted as mended from this day")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="practice", organisation__isnull=False)
                | (~Q(source="practice") & Q(organisation__isnull=True)),
                name="a_practice_s_exception_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True, closed_by__isnull=True)),
                name="closed_exception_has_a_day_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(mended_on__isnull=True) | Q(mended_on__gte=F("since")),
                name="nothing_is_mended_before_it_was_missing",
            ),
            models.UniqueConstraint(
                fields=["home", "question"],
                condition=Q(source="record", mended_on__isnull=True, closed_on__isnull=True),
                name="the_record_raises_each_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}: {self.question.replace('-', ' ')}"

    @property
    def is_open(self) -> bool:
        return self.mended_on is None and self.closed_on is None


class ExceptionStep(models.Model):
    """One step in the life of an exception: what was done, by whom, with what words."""

    exception = models.ForeignKey(HomeException, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=60)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.exception}: {self.what}"


@tracked()
class Consequence(models.Model):
    """A decision about payment that rests on an exception; most exceptions have none."""

    exception = models.ForeignKey(HomeException, models.PROTECT, related_name="consequences")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="rests_on")
    linked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    linked_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exception", "decision"], name="a_consequence_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.exception}: {self.decision}"


@tracked()
class NilReturn(models.Model):
    """That a practice has nothing to report for a week, named by its Monday (D-26)."""

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="nil_returns")
    week = models.DateField()
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        ordering = ["-week", "practice"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "week"], name="one_nil_return_a_week"),
            models.CheckConstraint(
                condition=Q(week__week_day=2), name="a_week_is_named_by_its_monday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: nothing to report, week of {self.week}"

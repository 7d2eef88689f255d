"""The documents behind returns: what is being written, what was sent, and what became of it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from commissioning.models import Organisation, SpecificationVersion
from commissioning.models.tracking import tracked


@tracked()
class ReturnForm(models.Model):
    """One organisation's form for one return, and one quarter where it is asked by quarter.

    `answers` is what was typed last, by question, checked against the questions of `version` only
    when it is sent. `Return` is the fact that payments rest on; this is the document beside it.
    `revision` goes up with every change, so that two people who write at once are told.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        ASKED_BACK = "asked back", "Asked back"
        REOPENED = "reopened", "Reopened"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="return_forms")
    specification = models.CharField("specification code", max_length=60)
    code = models.CharField("return", max_length=60)
    period = models.DateField(
        null=True, blank=True, help_text="The last day of the quarter it reports on, if any"
    )
    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="return_forms")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    saved_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="saved_return_forms"
    )
    saved_on = models.DateField()
    counts_from = models.DateField(
        null=True, blank=True, help_text="The day on which what stands counts as received"
    )
    again_by = models.DateField(
        null=True,
        blank=True,
        help_text="Sent again by this day it counts from the day it was first sent",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "specification", "code", "period"],
                nulls_distinct=False,
                name="one_form_an_organisation_and_period",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", counts_from__isnull=True)
                | Q(status="sent", counts_from__isnull=False)
                | Q(status__in=["asked back", "reopened"]),
                name="a_sent_form_counts_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(again_by__isnull=True) | Q(status__in=["reopened", "sent"]),
                name="only_a_reopened_form_is_sent_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.code} {self.period or ''}".strip()

    @property
    def can_be_written(self) -> bool:
        return self.status in (self.Status.DRAFT, self.Status.REOPENED)


class ReturnStep(models.Model):
    """One thing that happened to a form. Each sending keeps the answers as they were sent."""

    class Kind(models.TextChoices):
        STARTED = "started", "Started"
        SENT = "sent", "Sent"
        ASKED_BACK = "asked back", "Asked back"
        KEPT = "kept", "Not given back"
        REOPENED = "reopened", "Reopened"
        MET = "met", "Found to meet what was asked"
        NOT_MET = "not met", "Found not to meet what was asked"
        INCOMPLETE = "incomplete", "Found incomplete"

    form = models.ForeignKey(ReturnForm, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField(db_default=Now(), editable=False)
    on = models.DateField()
    by = models.ForeignKey("commissioning.User", models.PROTECT, related_name="return_steps")
    reason = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True, help_text="1 for the first sending, and so on")
    answers = models.JSONField(null=True, help_text="As they were sent")
    version = models.ForeignKey(
        SpecificationVersion, models.PROTECT, null=True, related_name="return_steps"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="one_sending_a_number"),
            models.CheckConstraint(
                condition=Q(
                    kind="sent", number__gte=1, answers__isnull=False, version__isnull=False
                )
                & ~Q(sha256="")
                | ~Q(kind="sent") & Q(number__isnull=True, answers__isnull=True, sha256=""),
                name="a_sending_keeps_what_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["asked back", "kept", "reopened", "not met", "incomplete"])
                | ~Q(reason=""),
                name="what_is_undone_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.kind}"


@tracked()
class Discussion(models.Model):
    """What the CCG and a practice said about an answer of “no”, on a day. A log for the year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="discussions")
    specification = models.CharField("specification code", max_length=60)
    code = models.CharField("return", max_length=60)
    question = models.CharField(max_length=80, help_text="The key of the question")
    held_on = models.DateField()
    note = models.TextField()
    noted_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="noted_discussions"
    )
    noted_on = models.DateField()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="a_discussion_says_what_was_said"),
            models.CheckConstraint(
                condition=Q(held_on__lte=F("noted_on")), name="a_discussion_was_held_when_noted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.question}, {self.held_on}"


@tracked()
class Indicator(models.Model):
    """What the CCG measured for itself in a year. No payment is tied to it (S3, section 3)."""

    specification = models.CharField("specification code", max_length=60)
    indicator = models.CharField(max_length=60)
    year = models.CharField(max_length=7, help_text="The financial year, as 2016-17")
    figure = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="recorded_indicators"
    )
    recorded_on = models.DateField()

    class Meta:
        ordering = ["year", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "indicator", "year"],
                name="one_figure_an_indicator_and_year",
            ),
            models.CheckConstraint(condition=Q(figure__gte=0), name="an_indicator_is_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="an_indicator_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}: {self.figure}"

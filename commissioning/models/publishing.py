"""What happens to a version between a file and its approval: drafts, agreements, the minute."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commissioning.models.organisations import Organisation
from commissioning.models.specifications import SpecificationVersion
from commissioning.models.tracking import tracked


@tracked()
class SpecificationDraft(models.Model):
    """A file that reads well and that nobody published yet: kept so that it can be looked at.

    It goes once it is published, or when it is thrown away; the history keeps it.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    reason = models.TextField(blank=True, help_text="Why this version is made")
    drafted_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="specification_drafts"
    )
    drafted_on = models.DateField()

    class Meta:
        ordering = ["-drafted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version", "drafted_by"], name="one_draft_a_person_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version} (not published)"


class Approval(models.Model):
    """Where and when a version was approved: committee, date and minute. Never changed.

    Who approved it, and from which moment it counts, stands with the version itself.
    """

    version = models.OneToOneField(
        SpecificationVersion, models.PROTECT, related_name="approval", primary_key=True
    )
    committee = models.CharField(max_length=200)
    met_on = models.DateField("date of the meeting")
    minute = models.CharField(max_length=100)
    recorded_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="specification_approvals"
    )
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.committee}, minute {self.minute}"


@tracked()
class Agreement(models.Model):
    """What the LMC, or a network's clinical director, says to a variation within its period.

    They say it themselves, or the primary care team records it for them with the evidence.
    """

    class Party(models.TextChoices):
        LMC = "lmc", "Local medical committee"
        DIRECTOR = "pcn-director", "Clinical director"

    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=20, choices=Party.choices)
    pcn = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="variations_agreed"
    )
    agrees = models.BooleanField()
    person = models.CharField(max_length=200, help_text="Who said so")
    agreed_on = models.DateField("date of the answer")
    evidence = models.CharField(
        max_length=300, blank=True, help_text="Where it can be read, if another recorded it"
    )
    reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        "commissioning.User", models.PROTECT, related_name="agreements_recorded"
    )

    class Meta:
        ordering = ["party", "pcn__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "party", "pcn"],
                nulls_distinct=False,
                name="one_answer_a_party_and_version",
            ),
            models.CheckConstraint(
                condition=Q(party="lmc", pcn__isnull=True)
                | Q(party="pcn-director", pcn__isnull=False),
                name="a_director_answers_for_a_network",
            ),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""), name="who_does_not_agree_says_why"
            ),
        ]

    def __str__(self) -> str:
        verb = "agrees to" if self.agrees else "does not agree to"
        return f"{self.person} {verb} {self.version}"

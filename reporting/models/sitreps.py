"""The weekly sitrep: what was counted of every home, and what the CCG signed."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from carehomes.models import CareHome
from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.models.tracking import tracked
from reporting.models.exceptions import HomeException
from reporting.models.fixed import fixed_once_signed


@tracked()
class Sitrep(models.Model):
    """How the homes in scope stood in one week, named by its Monday; a revision of it.

    A draft is counted as often as it is asked for. Signed, it is frozen with all that it was
    counted from: what came later makes an amendment, the next revision of the same week.

    `questions` are those asked, as they read then. `totals` holds the figures of the whole area,
    `counts` the same by question and network; each figure is four numbers, in the order of
    `rules.sitreps.STANDS`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNED = "signed", "Signed"

    class Finding(models.TextChoices):
        FULL = "full", "Full coverage is confirmed"
        EXCEPTIONS = "exceptions", "The exceptions are confirmed as they are listed"

    week = models.DateField()
    revision = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True, help_text="Why it was amended")
    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    scope_on = models.DateField(help_text="The homes in scope, and what the record shows, on it")
    counted_on = models.DateField()
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    past_cut_off = models.BooleanField(help_text="Counted once the directors’ time was over")
    questions = models.JSONField(default=list)
    totals = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    answers = models.JSONField(default=dict, help_text="Of the questions answered in words")
    comments = models.TextField(blank=True)
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of all that was signed")

    class Meta:
        ordering = ["-week", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["week", "revision"], name="one_sitrep_a_revision"),
            models.UniqueConstraint(
                fields=["week"], condition=Q(state="draft"), name="one_draft_sitrep_a_week"
            ),
            models.CheckConstraint(
                condition=Q(week__week_day=2), name="a_sitrep_is_named_by_its_monday"
            ),
            models.CheckConstraint(
                condition=Q(revision=0) | ~Q(reason=""), name="an_amendment_says_why"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="draft", signed_by__isnull=True, signed_on__isnull=True, sha256=""
                )
                | (
                    Q(state="signed", signed_by__isnull=False, signed_on__isnull=False)
                    & ~Q(sha256="")
                    & ~Q(finding="")
                ),
                name="a_signed_sitrep_has_a_person_a_day_and_a_hash",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="signed"),
            )
        ]

    def __str__(self) -> str:
        amended = f", amendment {self.revision}" if self.revision else ""
        return f"Sitrep of the week of {self.week:%-d %B %Y}{amended}"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED


class SitrepHome(models.Model):
    """How one home stood under each question about homes: a letter each, in their order."""

    sitrep = models.ForeignKey(Sitrep, models.CASCADE, related_name="homes", db_index=False)
    home = models.ForeignKey(CareHome, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    location_id = models.CharField(max_length=30)
    network_code = models.CharField(max_length=6, blank=True, help_text="Blank: no network")
    stands = models.CharField(max_length=60)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitrep", "home"], name="one_row_a_home_and_sitrep")
        ]
        triggers = fixed_once_signed()

    def __str__(self) -> str:
        return f"{self.name}: {self.stands}"


class SitrepPractice(models.Model):
    """What one practice said in the week: an exception, nothing to report, or nothing at all."""

    class Answer(models.TextChoices):
        NOTHING = "nothing", "Nothing to report"
        RAISED = "raised", "Raised an exception"
        SILENT = "silent", "Not answered"

    sitrep = models.ForeignKey(Sitrep, models.CASCADE, related_name="practices", db_index=False)
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=200)
    network_code = models.CharField(max_length=6, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitrep", "practice"], name="one_row_a_practice_and_sitrep"
            )
        ]
        triggers = fixed_once_signed()

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"


class SitrepException(models.Model):
    """An exception that existed in the week, with what it said when the sitrep was counted."""

    sitrep = models.ForeignKey(Sitrep, models.CASCADE, related_name="exceptions", db_index=False)
    exception = models.ForeignKey(HomeException, models.PROTECT, related_name="sitreps")
    location_id = models.CharField(max_length=30)
    name = models.CharField("home", max_length=200)
    network_code = models.CharField(max_length=6, blank=True)
    question = models.CharField(max_length=60)
    part = models.CharField(max_length=200, blank=True)
    missing = models.TextField()
    since = models.DateField()
    raised_by = models.CharField(max_length=200, help_text="The practice, the CCG or the record")
    stood = models.CharField(max_length=60, help_text="Not reviewed, confirmed, mended or closed")
    is_warning = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitrep", "exception"], name="one_row_an_exception_and_sitrep"
            )
        ]
        triggers = fixed_once_signed()

    def __str__(self) -> str:
        return f"{self.exception}: {self.stood}"

"""What became of an approved run: sent to the payer, and each line confirmed or rejected.

Beside the run and never in it: these rows are only ever added, and the database refuses to change
them.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commissioning.models import User
from payments.models.runs import PaymentLine, PaymentRun


def append_only() -> Any:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Sending(models.Model):
    """An approved run went to whoever pays it: which file, by whom, on which day."""

    run = models.OneToOneField(PaymentRun, models.PROTECT, related_name="sending")
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    exported_by = models.ForeignKey(User, models.PROTECT, related_name="exports_sent")
    payer = models.CharField("who it was sent to", max_length=200)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="sendings")
    sent_on = models.DateField()
    sent_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.run}, sent to {self.payer}"


class ConfirmationFile(models.Model):
    """One file of the payer's that says what it paid and what it rejected."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, unique=True)
    paid_count = models.PositiveIntegerField()
    rejected_count = models.PositiveIntegerField()
    amount = models.DecimalField("pounds confirmed as paid", max_digits=16, decimal_places=2)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="confirmation_files")
    uploaded_on = models.DateField()
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.name


class Reissue(models.Model):
    """A line that the payer rejected was sent once more. The first sending is number 0."""

    line = models.ForeignKey(PaymentLine, models.PROTECT, related_name="reissues")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField("what was put right")
    reissued_by = models.ForeignKey(User, models.PROTECT, related_name="reissues")
    reissued_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_reissue_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="first_sending_is_no_reissue"),
            models.CheckConstraint(condition=~Q(reason=""), name="reissue_has_a_reason"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"Line {self.line_id}, sent again ({self.number})"


class Confirmation(models.Model):
    """What the payer said of one line, each time that it was sent: paid, or rejected and why."""

    class Outcome(models.TextChoices):
        PAID = "paid", "Paid"
        REJECTED = "rejected", "Rejected"

    file = models.ForeignKey(ConfirmationFile, models.PROTECT, related_name="confirmations")
    line = models.ForeignKey(PaymentLine, models.PROTECT, related_name="confirmations")
    number = models.PositiveSmallIntegerField(
        default=0, help_text="Which sending it is about: 0 the run's own, then each reissue's"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid_on = models.DateField("the payer's day", help_text="The day it was paid or rejected")
    reason = models.CharField("the payer's reason", max_length=300, blank=True)
    payer_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_answer_a_sending"),
            models.CheckConstraint(
                condition=Q(outcome="paid") | ~Q(reason=""), name="rejection_has_a_reason"
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"Line {self.line_id}: {self.get_outcome_display().lower()}"

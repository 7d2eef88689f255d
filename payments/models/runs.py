"""Payment runs, and the calculations and lines that they hold.

A run in draft can be prepared again and again. Once it is approved, the database itself refuses
every change to it, its calculations and its lines: a correction is a new line in a later run.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from commissioning.models import Organisation, SpecificationVersion, User, is_small
from payments.models.fixed import OncePerStatement, fixed_once_approved

RUNS_OF_LINES = """
    SELECT run_id FROM payments_calculation WHERE id IN (SELECT calculation_id FROM {rows} line)
"""
RUNS_OF_CORRECTIONS = """
    SELECT calculation.run_id FROM payments_calculation calculation
    JOIN payments_paymentline line ON line.calculation_id = calculation.id
    WHERE line.id IN (SELECT line_id FROM {rows} correction)
"""

# Together these two are the foreign key of a line to its calculation: no line is written without
# one, and none is left behind. The run is held by `fixed_once_approved` on one side and here on
# the other, so that a line cannot be added while its calculation goes.

A_CALCULATION_FOR_EVERY_LINE = """
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT calculation_id FROM new_rows) line
        LEFT JOIN payments_calculation calculation ON calculation.id = line.calculation_id
        WHERE calculation.id IS NULL
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = 'A payment line needs its calculation';
    END IF;
"""
NO_LINE_LEFT_BEHIND = """
    PERFORM FROM payments_paymentrun WHERE id IN (SELECT run_id FROM old_rows) FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM payments_paymentline line
        WHERE line.calculation_id IN (SELECT id FROM old_rows)
            AND NOT EXISTS (SELECT FROM payments_calculation WHERE id = line.calculation_id)
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = 'A calculation cannot go before its lines';
    END IF;
"""


class PaymentRun(models.Model):
    """What is paid for one month: to every payee, under every specification in force.

    Totals are stored when the run is prepared, so that no page adds up lines.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"

    month = models.DateField(help_text="The first day of its month")
    supplement = models.PositiveSmallIntegerField(
        default=0, help_text="0 for the month's regular run; then 1, 2 … in order"
    )
    reason = models.TextField(blank=True, help_text="Why there is a supplementary run")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="runs_prepared")
    prepared_at = models.DateTimeField(db_default=Now())
    preparations = models.PositiveIntegerField(default=1)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="runs_approved"
    )
    approved_at = models.DateTimeField(
        null=True, blank=True, help_text="The database's own time, to which the facts are known"
    )
    total = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    lines_count = models.PositiveIntegerField(default=0)
    gaps_count = models.PositiveIntegerField(default=0)
    summary = models.JSONField(
        default=dict,
        help_text="How many payees and held lines, and what each specification comes to",
    )
    changes = models.JSONField(
        default=dict,
        help_text="What changed since the last preparation and since the last month, and why",
    )
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of its lines, once prepared")

    class Meta:
        ordering = ["-month", "-supplement"]
        constraints = [
            models.UniqueConstraint(fields=["month", "supplement"], name="one_run_a_month"),
            models.CheckConstraint(
                condition=Q(supplement=0) | ~Q(reason=""), name="a_supplement_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", approved_by__isnull=True, approved_at__isnull=True)
                | Q(status="approved", approved_by__isnull=False, approved_at__isnull=False),
                name="approval_of_a_run_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="nobody_approves_the_run_they_prepared",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_run_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="approved"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}" + (
            f", supplement {self.supplement}" if self.supplement else ""
        )

    @property
    def code(self) -> str:
        """How commands and files name it: 2020-06, or 2020-06-S1 for a supplement."""
        return f"{self.month:%Y-%m}" + (f"-S{self.supplement}" if self.supplement else "")

    @property
    def is_approved(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def is_small(self) -> bool:
        return is_small(self.summary.get("payees"))


class PayeeTotal(models.Model):
    """What a run comes to for one payee, added up when it is prepared."""

    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="payee_totals", db_index=False)
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="payment_totals")
    payee_code = models.CharField(max_length=6)
    payee_name = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    lines_count = models.PositiveIntegerField()
    gaps_count = models.PositiveIntegerField(default=0)
    held_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["payee_code"]
        constraints = [models.UniqueConstraint(fields=["run", "payee"], name="one_total_a_payee")]
        triggers = fixed_once_approved("SELECT run_id FROM {rows} total")

    def __str__(self) -> str:
        return f"{self.payee_code}: {self.amount}"


class Calculation(models.Model):
    """How one payee's amounts under one payment term were reached, stored as it was worked out.

    One for each payee, term, version and financial year in a run (and each home, for a premium).
    `derivation` is `{"months": […], "figures": […]}`, where the figures are the rows that
    `commissioning.domain.figures.to_json` writes; each line unfolds to its own month of it.
    """

    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="calculations", db_index=False)
    specification = models.ForeignKey(
        SpecificationVersion, models.PROTECT, null=True, blank=True, db_index=False
    )
    specification_code = models.CharField(max_length=60, blank=True)
    term = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="calculations")
    payee_code = models.CharField(max_length=6)
    payee_name = models.CharField(max_length=200)
    for_code = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField(help_text="The year in which the financial year starts")
    gap = models.TextField(blank=True, help_text="The fact that is missing, if any")
    derivation = models.TextField(help_text="JSON, kept as it was written: never searched")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "payee", "specification", "term", "for_code", "year"],
                nulls_distinct=False,
                name="one_calculation_a_payee_term_and_year",
            )
        ]
        triggers = [
            *fixed_once_approved("SELECT run_id FROM {rows} calculation"),
            OncePerStatement(about="lines", operation=pgtrigger.Update, check=NO_LINE_LEFT_BEHIND),
            OncePerStatement(about="lines", operation=pgtrigger.Delete, check=NO_LINE_LEFT_BEHIND),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.payee_code}"


class PaymentLine(models.Model):
    """An amount paid, held or recovered: one payee, one term, one month."""

    class Kind(models.TextChoices):
        INSTALMENT = "instalment", "Instalment"
        CATCH_UP = "catch-up", "Catch-up"
        RECOVERY = "recovery", "Recovery"
        REALLOCATION = "reallocation", "Reallocation"
        ACHIEVEMENT = "achievement", "Achievement"
        FINAL = "final", "Final payment"
        PREMIUM = "premium", "Premium"
        CLAIM = "claim", "Claim"
        PROTECTION = "protection", "Protection"
        PARTICIPATION = "participation", "Participation"
        ADJUSTMENT = "adjustment", "Adjustment"
        DEBT = "debt", "Debt"

    calculation = models.ForeignKey(
        Calculation,
        models.CASCADE,
        related_name="lines",
        db_index=False,
        db_constraint=False,  # the triggers below keep it, a statement at a time
    )
    for_month = models.DateField(help_text="The first day of the month it is for")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    held = models.TextField(blank=True, help_text="What is held, and why")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calculation", "for_month"], name="one_line_a_calculation_and_month"
            )
        ]
        triggers = [
            *fixed_once_approved(RUNS_OF_LINES),
            OncePerStatement(
                about="calculation", operation=pgtrigger.Insert, check=A_CALCULATION_FOR_EVERY_LINE
            ),
            OncePerStatement(
                about="calculation", operation=pgtrigger.Update, check=A_CALCULATION_FOR_EVERY_LINE
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.pk}"


class Correction(models.Model):
    """A line names an earlier line, in an approved run, that it corrects."""

    line = models.ForeignKey(PaymentLine, models.CASCADE, related_name="corrects")
    corrected = models.ForeignKey(PaymentLine, models.PROTECT, related_name="corrected_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "corrected"], name="one_correction_a_pair")
        ]
        triggers = fixed_once_approved(RUNS_OF_CORRECTIONS)

    def __str__(self) -> str:
        return f"Line {self.line_id} corrects line {self.corrected_id}"

"""Decisions of the commissioner that change what is paid, each by name and with its reason."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation
from commissioning.models.tracking import tracked


@tracked()
class Decision(models.Model):
    """What the commissioner decided about one payee under one specification.

    One decision for each payee, kind, subject and first day: a later one takes its place, and the
    row history keeps the earlier. `subject` is the term, condition or claim reference it is about.
    """

    class Kind(models.TextChoices):
        YEAR_END = "year-end", "Pay, or refuse, a year-end payment"
        CONDITION = "condition", "Find a condition met or unmet"
        REGISTER = "register", "Agree an audited register"
        HOLD = "hold", "Hold a payment"
        RELEASE = "release", "Release a held payment"
        TAKE_BACK = "take-back", "Take a payment back from a day"
        STOP_YEAR = "stop-year", "Stop for the rest of the year after a decline"
        OPT_OUT = "opt-out", "Agree, or refuse, a late opt-out"
        CLAIM = "claim", "Pay, or refuse, a claim"
        ADJUSTMENT = "adjustment", "Add or take away a named amount"

    class Outcome(models.TextChoices):
        PAY = "pay", "Pay"
        REFUSE = "refuse", "Refuse"
        MET = "met", "Met"
        UNMET = "unmet", "Unmet"
        AGREED = "agreed", "Agreed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions")
    specification = models.CharField("specification code", max_length=60)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    figure = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Register patients, or pounds, where the decision names a number",
    )
    reason = models.TextField()
    decided_by = models.CharField(max_length=200, help_text="Name and role")
    decided_on = models.DateField()
    committee = models.CharField(max_length=200, blank=True, help_text="Where one decided it")
    minute = models.CharField(max_length=60, blank=True, help_text="The minute that records it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "specification", "kind", "subject", "starts_on"],
                nulls_distinct=False,
                name="one_decision_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="decision_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()} {self.subject}".strip()

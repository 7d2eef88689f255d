"""How a practice used the money of a specification, when the commissioner asks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class FundingQuestion(models.Model):
    """The commissioner asks a practice, with a reason, how the funding was deployed.

    The practice answers by category (`uses`). Question and answer are kept.
    """

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="funding_questions")
    specification = models.CharField("specification code", max_length=60)
    reason = models.TextField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="funding_questions_asked")
    asked_on = models.DateField()
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="funding_questions_answered"
    )
    answered_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_on__isnull=True)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="funding_answer_has_a_name_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("asked_by")), name="funding_is_answered_by_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="funding_question_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: use of {self.specification} funding"


@tracked()
class FundingUse(models.Model):
    """What a practice spent on one category, in pounds."""

    class Category(models.TextChoices):
        CLINICAL = "clinical", "Clinical staff time"
        ADMINISTRATION = "administration", "Administration and coordination"
        BACKFILL = "backfill", "Cover for those at meetings and reviews"
        TRAINING = "training", "Training"
        EQUIPMENT = "equipment", "Equipment and systems"
        PARTNERS = "partners", "Paid to partner organisations"
        OTHER = "other", "Other"

    question = models.ForeignKey(FundingQuestion, models.CASCADE, related_name="uses")
    category = models.CharField(max_length=20, choices=Category.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "category"], name="one_use_a_category"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_of_funding_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.amount}"

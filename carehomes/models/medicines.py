"""Medicines support: what practices need, what the CCG adds, and which services are in place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from carehomes.models.homes import CareHome
from commissioning.models import Organisation, User
from commissioning.models.tracking import tracked


@tracked()
class MedicinesNeed(models.Model):
    """What a practice needs, discussed with its network and told to the CCG, and the answer.

    By 1 June 2020 (specification V4.0, (c)). What is told later on another day is another row; the
    latest stands. The director, or a deputy, bears out the discussion: never of their own practice.
    """

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="medicines_needs")
    told_on = models.DateField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    needs = models.TextField(blank=True, help_text="Empty: what the network has is enough")
    discussed_on = models.DateField(help_text="With the network, as the practice says")
    borne_out_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    borne_out_on = models.DateField(null=True, blank=True)
    support = models.TextField("what the CCG adds", blank=True)
    support_from = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "told_on"], name="one_statement_of_needs_a_practice_and_day"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_on__isnull=True, support="")
                | (Q(answered_by__isnull=False, answered_on__isnull=False) & ~Q(support="")),
                name="an_answer_on_medicines_says_what_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(borne_out_by__isnull=True, borne_out_on__isnull=True)
                | Q(borne_out_by__isnull=False, borne_out_on__isnull=False),
                name="a_discussion_is_borne_out_by_somebody_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: medicines-support needs of {self.told_on}"


@tracked()
class MedicinesServices(models.Model):
    """Which of the four services a practice's residents of a home have, as told on a day."""

    home = models.ForeignKey(CareHome, models.CASCADE, related_name="medicines")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="medicines_services")
    told_on = models.DateField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    supply = models.BooleanField("supply, including at the end of life")
    reviews = models.BooleanField("structured reviews by video or telephone")
    new_residents = models.BooleanField("reviews of new residents and of those back from hospital")
    queries = models.BooleanField("help with medicines queries")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "practice", "told_on"], name="one_word_on_medicines_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.home}: medicines support by {self.practice}"

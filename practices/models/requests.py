"""What a practice asks of the commissioner, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, User


class Asked(models.Model):
    """A practice asks; the commissioner agrees or refuses, by name, on a day and with a reason.

    Nobody decides what they asked for themselves, and the database refuses it too.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Waiting for the CCG"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="%(class)ss")
    specification = models.CharField("specification code", max_length=60)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="%(class)ss_asked")
    asked_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="%(class)ss_decided"
    )
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["open", "withdrawn"],
                    decided_by__isnull=True,
                    decided_on__isnull=True,
                )
                | (
                    Q(
                        status__in=["agreed", "refused"],
                        decided_by__isnull=False,
                        decided_on__isnull=False,
                    )
                    & ~Q(decision_reason="")
                ),
                name="%(class)s_is_decided_by_name_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")), name="%(class)s_is_decided_by_another"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class Discussed(Asked):
    """What a practice talks over with its network's clinical director before it is decided."""

    comment = models.TextField(blank=True)
    commented_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="%(class)ss_commented"
    )
    commented_on = models.DateField(null=True, blank=True)

    class Meta(Asked.Meta):
        abstract = True
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(commented_by=F("asked_by")), name="%(class)s_is_commented_by_another"
            ),
            models.CheckConstraint(
                condition=Q(comment="", commented_by__isnull=True, commented_on__isnull=True)
                | (~Q(comment="") & Q(commented_by__isnull=False, commented_on__isnull=False)),
                name="%(class)s_comment_has_a_name_and_day",
            ),
        ]

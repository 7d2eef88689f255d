"""What a practice answered when it was asked to take on an element."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from commissioning.models import Organisation, SpecificationVersion, User
from commissioning.models.tracking import tracked


@tracked()
class SignUp(models.Model):
    """A practice signs, or declines, an element of a specification.

    One answer for each practice, specification and element: a later answer takes its place, and
    the row history keeps the earlier. `starts_on` and `ends_on` bound the days delivered; empty
    means the element's own dates. The signatory is who signs for the practice.
    """

    class Response(models.TextChoices):
        SIGNED = "signed", "Signed"
        DECLINED = "declined", "Declined"

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="sign_ups")
    specification = models.CharField("specification code", max_length=60)
    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="sign_ups")
    element = models.CharField(max_length=60)
    response = models.CharField(max_length=10, choices=Response.choices)
    responded_on = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_role = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sign_ups_answered",
        help_text="Who entered it: of the practice, or of the CCG where it came on paper",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "specification", "element"], name="one_answer_an_element"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="delivery_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.response} {self.specification} {self.element}"
